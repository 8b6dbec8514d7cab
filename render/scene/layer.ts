import type { Context2D, GameView, LayerName, PictureFrame, Show } from '../../game/index.ts'
import type { Layout } from './layout.ts'
import { createPiece, drawPieces, type Piece } from './piece.ts'
import { roomOf } from './room.ts'

/** All that a layer may know: the state, the moment and the room that it has. */
export interface Moment {
  readonly show: Show
  readonly layout: Layout
  readonly frame: Omit<PictureFrame, 'clear' | 'image' | 'ballots' | 'bitmap'>
  readonly view: GameView
  /** Images by name, decoded; a name that isn't there is not drawn. */
  readonly images: ReadonlyMap<string, CanvasImageSource>
}

/** What a layer has to draw at a moment. */
export interface Drawing {
  /** Within one layout, equal keys of one layer are equal pixels: what has the key that it had need not be drawn again. */
  readonly key: string
  /** The layer in pieces, from the ground up. Texts are measured in `g`, and nothing is drawn yet. */
  pieces(g: Context2D): readonly Piece[]
}

/** Draws the whole of it, and leaves the context as it was. */
export function drawWhole(g: Context2D, drawing: Drawing): void {
  g.save()
  drawPieces(g, drawing.pieces(g))
  g.restore()
}

/** One layer of the show, pure of the moment. */
export interface Layer {
  readonly name: LayerName
  /** Null where there is nothing to draw. */
  at(moment: Moment): Drawing | null
}

type Around = Pick<Moment, 'layout' | 'images' | 'frame'>

/**
 * A layer in two steps: `read` takes what it shows out of the state, as plain values, and `pieces` is made of these and
 * nothing else. So the values are the drawing's key, and no field can be forgotten in it.
 */
export function createPiecedLayer<Model>(
  name: LayerName,
  read: (moment: Moment) => Model | null,
  pieces: (g: Context2D, model: Model, around: Around) => readonly Piece[],
): Layer {
  return {
    name,
    at(moment) {
      const model = read(moment)
      if (model === null) return null
      let key: string | undefined
      return {
        get key() {
          return (key ??= JSON.stringify(model))
        },
        pieces: (g) => pieces(g, model, moment),
      }
    },
  }
}

/** A layer that is drawn as a whole: one that changes seldom, or not in parts. */
export function createLayer<Model>(
  name: LayerName,
  read: (moment: Moment) => Model | null,
  draw: (g: Context2D, model: Model, layout: Layout, images: Moment['images']) => void,
): Layer {
  return createPiecedLayer(name, read, (_, model, { layout, images, frame }) => [
    createPiece(roomOf(name, layout, frame), model, (g) => draw(g, model, layout, images)),
  ])
}
