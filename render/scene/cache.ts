import { hasLayer, type Context2D } from '../../game/index.ts'
import { createLayerCache, type LayerCache } from './layer-cache.ts'
import { drawWhole, type Layer } from './layer.ts'
import { drawingsAt, isSlated, type Shown } from './layers.ts'
import type { Layout } from './layout.ts'
import { drawGame, gameFrame, momentOf, type Scene } from './scene.ts'
import type { NewSurface, Surface } from './surface.ts'

/**
 * Draws scenes, one after the other, and what didn't change only once: each piece of a layer on a surface of its own
 * while its key lasts, and the game too where it says that it is still.
 */
export interface SceneCache {
  /**
   * Draws the scene as `drawScene` does, but for the last bit of a colour where layers are laid over the game. The pixels
   * depend on the scene alone, never on what was drawn before it.
   *
   * @returns false where the scene looks as it did at the last call with this context, so that nothing was drawn
   * @throws what the game's `draw` throws, once the show is drawn
   */
  draw(g: Context2D, scene: Scene): boolean
}

export function createSceneCache(newSurface: NewSurface): SceneCache {
  const layers = new Map<Layer, LayerCache>()
  const game = createGameCache(newSurface)
  let shown: Look | null = null

  const drawLayer = (g: Context2D, { layer, drawing }: Shown, layout: Layout) => {
    // A slate fills the picture, and changes so seldom that a second picture for it would be wasted.
    if (layer.name === 'slate') return drawWhole(g, drawing)
    const cached = layers.get(layer) ?? createLayerCache(newSurface)
    layers.set(layer, cached)
    cached.draw(g, drawing, layout)
  }

  return {
    draw(g, scene) {
      const moment = momentOf(scene)
      const drawings = drawingsAt(moment)
      const look = lookOf(scene, moment.layout, drawings)
      if (shown !== null && look !== null && isSame(shown, look)) return false
      // Should the game throw, the next picture is drawn whatever it looks like.
      shown = null
      try {
        game.draw(g, scene, moment.layout, look?.game ?? null)
        shown = look
      } finally {
        for (const each of drawings) drawLayer(g, each, moment.layout)
      }
      return true
    },
  }
}

/** All that a picture depends on. */
interface Look {
  readonly game: string
  readonly layout: Layout
  readonly layers: readonly string[]
}

/** Null where the game moves, so that no two pictures are known to be the same. */
function lookOf(scene: Scene, layout: Layout, drawings: readonly Shown[]): Look | null {
  const game = gameLook(scene, layout)
  if (game === null) return null
  return { game, layout, layers: drawings.map(({ layer, drawing }) => `${layer.name} ${drawing.key}`) }
}

function isSame(a: Look, b: Look): boolean {
  if (a.game !== b.game || a.layout !== b.layout) return false
  return a.layers.length === b.layers.length && a.layers.every((layer, at) => layer === b.layers[at])
}

function gameLook(scene: Scene, layout: Layout): string | null {
  const { view, state, frame } = scene
  const { show } = state
  const ground = hasLayer(show, 'background') ? 'ground' : ''
  if (isSlated({ show })) return 'slate'
  if (!hasLayer(show, 'game')) return 'none'
  const still = view.still?.(state.game, gameFrame(scene, layout)) ?? null
  return still === null ? null : `${frame.width} ${frame.height} ${ground} ${typeof still} ${still}`
}

/** The game on its own surface while it is still. One that moves is drawn straight into the picture, with no copy. */
function createGameCache(newSurface: NewSurface) {
  let kept: { readonly surface: Surface; readonly width: number; readonly height: number } | null = null
  let look = ''
  let drawnIn: Layout | null = null
  return {
    draw(g: Context2D, scene: Scene, layout: Layout, next: string | null): void {
      const { width, height } = scene.frame
      // Where no ground is laid, what the last picture left behind would show through.
      if (!hasLayer(scene.state.show, 'background')) g.clearRect(0, 0, width, height)
      if (next === null || scene.view.still === undefined) return drawGame(g, scene, layout)
      if (kept?.width !== width || kept.height !== height) kept = { surface: newSurface(width, height), width, height }
      else if (look === next && drawnIn === layout) return g.drawImage(kept.surface.canvas, 0, 0)
      drawnIn = null
      kept.surface.context.clearRect(0, 0, width, height)
      try {
        drawGame(kept.surface.context, scene, layout)
        ;[look, drawnIn] = [next, layout]
      } finally {
        g.drawImage(kept.surface.canvas, 0, 0)
      }
    },
  }
}
