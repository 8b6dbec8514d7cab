import type { Context2D, GameView, LayerName, PictureFrame, Show } from '../../game/index.ts'
import type { Layout } from './layout.ts'

/** All that a layer may know: the state, the moment and the room that it has. */
export interface Moment {
  readonly show: Show
  readonly layout: Layout
  readonly frame: Omit<PictureFrame, 'clear' | 'image'>
  readonly view: GameView
  /** Images by name, decoded; a name that isn't there is not drawn. */
  readonly images: ReadonlyMap<string, CanvasImageSource>
}

/** What a layer has to draw at a moment. */
export interface Drawing {
  /** Within one layout, equal keys of one layer are equal pixels: what has the key that it had need not be drawn again. */
  readonly key: string
  draw(g: Context2D): void
}

/** One layer of the show, pure of the moment. */
export interface Layer {
  readonly name: LayerName
  /** Null where there is nothing to draw. */
  at(moment: Moment): Drawing | null
}

/**
 * A layer in two steps: `read` takes what it shows out of the state, as plain values, and `draw` draws these and nothing else.
 * So the values are the drawing's key, and no field can be forgotten in it.
 */
export function createLayer<Model>(
  name: LayerName,
  read: (moment: Moment) => Model | null,
  draw: (g: Context2D, model: Model, layout: Layout, images: Moment['images']) => void,
): Layer {
  return {
    name,
    at(moment) {
      const model = read(moment)
      if (model === null) return null
      const { layout, images } = moment
      return {
        get key() {
          return JSON.stringify(model)
        },
        draw: (g) => draw(g, model, layout, images),
      }
    },
  }
}
