import type { Rect } from './define.ts'

/** An image of a game: PNG, JPEG or WebP, up to 8192 pixels a side and 16 megapixels. SVG is refused. */
export type ImageSpec = string | SpriteSheet

/** An image of many frames in a grid, counted from 0, row by row from the upper left. All sizes are pixels. */
export interface SpriteSheet {
  /** Path below the folder of the game's module: `hero.png`, `sprites/hero.png`. */
  readonly file: string
  readonly frameWidth: number
  readonly frameHeight: number
  /** Around the grid, and between its frames; 0 where left out. */
  readonly margin?: number
  readonly spacing?: number
}

/** What a game brings along, by the names that it is drawn by. */
export interface GameAssets {
  /** `{ ball: 'ball.png', hero: { file: 'hero.png', frameWidth: 32, frameHeight: 32 } }`. At most 64, 32 megapixels together. */
  readonly images?: Readonly<Record<string, ImageSpec>>
  /** Font files (TTF, OTF, WOFF, WOFF2) by the family that `g.font` names them by: `{ Bungee: 'bungee.woff2' }`. At most 8. */
  readonly fonts?: Readonly<Record<string, string>>
}

/**
 * A loaded image. `frames` has one rectangle of the source for each frame, and at least one.
 *
 * @example
 * const { source, frames } = frame.image('hero')
 * const { x, y, width, height } = frames[Math.floor(frame.seconds * 8) % frames.length]!
 * g.drawImage(source, x, y, width, height, 100, 50, width, height)
 */
export interface GameImage {
  readonly source: CanvasImageSource
  readonly width: number
  readonly height: number
  readonly frames: readonly Rect[]
}
