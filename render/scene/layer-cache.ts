import type { Context2D, Rect } from '../../game/index.ts'
import type { Drawing } from './layer.ts'
import type { Layout } from './layout.ts'
import type { Piece } from './piece.ts'
import type { NewSurface, Surface } from './surface.ts'

/** One layer, each of its pieces on a surface of its own. */
export interface LayerCache {
  /** Lays the layer over the picture; of its pieces only those that are new are drawn, wherever the others have moved to. */
  draw(g: Context2D, drawing: Drawing, layout: Layout): void
}

interface Drawn {
  readonly key: string
  readonly layout: Layout
  readonly pieces: readonly { readonly name: string; readonly rect: Rect; readonly surface: Surface }[]
}

/**
 * Always by the surfaces, also for what changes with every picture: else its pixels would depend on what was kept. Small ones,
 * since a canvas copies the whole of one that changes after it was laid over another.
 */
export function createLayerCache(newSurface: NewSurface): LayerCache {
  let drawn: Drawn | null = null
  return {
    draw(g, drawing, layout) {
      const { key } = drawing
      if (drawn?.key !== key || drawn.layout !== layout) {
        const kept = createKept(drawn?.layout === layout ? drawn.pieces : [], newSurface)
        // Should a piece throw, all of them are drawn the next time.
        drawn = null
        g.save()
        const pieces = drawing.pieces(g)
        g.restore()
        drawn = { key, layout, pieces: kept.renew(pieces) }
      }
      for (const { surface, rect } of drawn.pieces) g.drawImage(surface.canvas, rect.x, rect.y)
    },
  }
}

/** Surfaces of the moment before: for pieces that are the same, and others of their size. */
function createKept(before: Drawn['pieces'], newSurface: NewSurface) {
  // By name: pieces that are the same share one surface.
  const known = new Map(before.map((each) => [each.name, each]))
  const nameOf = ({ key, rect }: Piece) => `${rect.width} ${rect.height} ${key}`
  return {
    renew(pieces: readonly Piece[]): Drawn['pieces'] {
      const wanted = new Set(pieces.map(nameOf))
      const spare = new Map<string, Surface[]>()
      for (const { name, rect, surface } of known.values())
        if (!wanted.has(name)) spare.set(sizeOf(rect), [...(spare.get(sizeOf(rect)) ?? []), surface])
      return pieces.map((piece) => {
        const name = nameOf(piece)
        const { rect } = piece
        const surface =
          known.get(name)?.surface ??
          drawOn(piece, spare.get(sizeOf(rect))?.pop() ?? newSurface(rect.width, rect.height))
        const kept = { name, rect, surface }
        known.set(name, kept)
        return kept
      })
    },
  }
}

function sizeOf({ width, height }: Rect): string {
  return `${width} ${height}`
}

function drawOn({ rect, draw }: Piece, surface: Surface): Surface {
  const { context } = surface
  context.clearRect(0, 0, rect.width, rect.height)
  context.save()
  try {
    context.translate(-rect.x, -rect.y)
    draw(context)
  } finally {
    context.restore()
  }
  return surface
}
