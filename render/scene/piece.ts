import type { Context2D, Rect } from '../../game/index.ts'

/** A part of a layer that changes by itself, such as one row of the tally. */
export interface Piece {
  /** Within one layout, pieces of one layer with the same key and size are the same pixels, wherever they stand. */
  readonly key: string
  /** Whole pixels; what reaches beyond them is cut. */
  readonly rect: Rect
  readonly draw: (g: Context2D) => void
}

/** The model holds all that the piece shows, as plain values: so they are its key. */
export function createPiece<Model>(rect: Rect, model: Model, draw: (g: Context2D, model: Model) => void): Piece {
  return { key: JSON.stringify(model), rect, draw: (g) => draw(g, model) }
}

/** The smallest rectangle of whole pixels around this one. */
export function wholePixels({ x, y, width, height }: Rect): Rect {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top }
}

/** With a pixel more at each side: where an edge of the canvas cuts it, a round corner comes out a little differently. */
export function around({ x, y, width, height }: Rect): Rect {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }
}

/** Draws each piece within its own rectangle. */
export function drawPieces(g: Context2D, pieces: readonly Piece[]): void {
  for (const { rect, draw } of pieces) {
    g.save()
    g.beginPath()
    g.rect(rect.x, rect.y, rect.width, rect.height)
    g.clip()
    draw(g)
    g.restore()
  }
}
