import type { Context2D } from '../../game/index.ts'

/** A picture to draw beside the one that is shown. */
export interface Surface {
  readonly canvas: CanvasImageSource
  readonly context: Context2D
}

export type NewSurface = (width: number, height: number) => Surface
