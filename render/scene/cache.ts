import { hasLayer, type Context2D, type LayerName, type Rect } from '../../game/index.ts'
import type { Drawing } from './layer.ts'
import { drawingsAt, isSlated } from './layers.ts'
import type { Layout } from './layout.ts'
import { drawGame, gameFrame, momentOf, type Scene } from './scene.ts'

/** A picture to draw beside the one that is shown. */
export interface Surface {
  readonly canvas: CanvasImageSource
  readonly context: Context2D
}

export type NewSurface = (width: number, height: number) => Surface

/**
 * Draws scenes, one after the other, and what didn't change only once: each layer of the show on a surface of its own while
 * its key lasts, and the game too where it says that it is still.
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
  const layers = new Map<LayerName, LayerCache>()
  const game = createGameCache(newSurface)
  let shown: Look | null = null

  const drawLayer = (g: Context2D, name: LayerName, drawing: Drawing, layout: Layout) => {
    const room = roomOf(name, layout)
    if (room === null) return drawAlone(g, drawing)
    const layer = layers.get(name) ?? createLayerCache(newSurface)
    layers.set(name, layer)
    layer.draw(g, drawing, room, layout)
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
        for (const { name, drawing } of drawings) drawLayer(g, name, drawing, moment.layout)
      }
      return true
    },
  }
}

/** All that a picture depends on. */
interface Look {
  readonly game: string
  readonly layout: Layout
  readonly images: Scene['images']
  readonly layers: readonly string[]
}

/** Null where the game moves, so that no two pictures are known to be the same. */
function lookOf(scene: Scene, layout: Layout, drawings: ReturnType<typeof drawingsAt>): Look | null {
  const game = gameLook(scene, layout)
  if (game === null) return null
  return { game, layout, images: scene.images, layers: drawings.map(({ name, drawing }) => `${name} ${drawing.key}`) }
}

function isSame(a: Look, b: Look): boolean {
  if (a.game !== b.game || a.layout !== b.layout || a.images !== b.images) return false
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

interface LayerCache {
  draw(g: Context2D, drawing: Drawing, room: Rect, layout: Layout): void
}

/** Always by the surface, also for a layer that changes with every picture: else its pixels would depend on what was kept. */
function createLayerCache(newSurface: NewSurface): LayerCache {
  let surface: Surface | null = null
  let size = ''
  let key: string | null = null
  let drawnIn: Layout | null = null
  return {
    draw(g, drawing, room, layout) {
      if (surface === null || size !== `${room.width} ${room.height}`) {
        surface = newSurface(room.width, room.height)
        size = `${room.width} ${room.height}`
        key = null
      }
      const next = drawing.key
      if (key !== next || drawnIn !== layout) {
        const { context } = surface
        context.clearRect(0, 0, room.width, room.height)
        context.save()
        context.translate(-room.x, -room.y)
        drawing.draw(context)
        context.restore()
        ;[key, drawnIn] = [next, layout]
      }
      g.drawImage(surface.canvas, room.x, room.y)
    },
  }
}

function drawAlone(g: Context2D, drawing: Drawing): void {
  g.save()
  drawing.draw(g)
  g.restore()
}

/** Pixels around a layer's rectangle into which round edges may reach. */
const slack = 2

/** Where a layer draws, in whole pixels; null for one that fills the picture, as a slate does. */
function roomOf(name: LayerName, layout: Layout): Rect | null {
  if (name === 'background' || name === 'game' || name === 'slate') return null
  const { x, y, width, height } = layout[name]
  // An alert comes from above its place.
  const above = name === 'alerts' ? height / 2 : 0
  const [left, top] = [Math.floor(x) - slack, Math.floor(y - above) - slack]
  return { x: left, y: top, width: Math.ceil(x + width) + slack - left, height: Math.ceil(y + height) + slack - top }
}
