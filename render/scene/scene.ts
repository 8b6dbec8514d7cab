import { hasLayer, type ArcadeState, type Context2D, type GameView, type PictureFrame } from '../../game/index.ts'
import { RenderError } from '../error.ts'
import type { Moment } from './layer.ts'
import { drawingsAt, isSlated, partsOf } from './layers.ts'
import { layoutFor, type Layout, type Parts } from './layout.ts'
import { colours } from './theme.ts'

/** A moment of the whole picture; what the game gets besides is made for it. */
export type SceneFrame = Omit<PictureFrame, 'clear' | 'image'>

/** One picture of the show: pure of state and frame, so the broadcast, the page and a replay can't differ. */
export interface Scene {
  readonly view: GameView
  readonly state: ArcadeState
  readonly frame: SceneFrame
  /** The game's own images. */
  readonly image?: PictureFrame['image']
  /** Images that the show may name, decoded. */
  readonly images?: ReadonlyMap<string, CanvasImageSource>
}

/**
 * Draws the game and the show around it, filling `frame.width` × `frame.height` from the context's origin.
 * When the game's `draw` throws, the show is drawn all the same, and then the error goes on to the caller.
 */
export function drawScene(g: Context2D, scene: Scene): void {
  const moment = momentOf(scene)
  try {
    drawGame(g, scene, moment.layout)
  } finally {
    for (const { drawing } of drawingsAt(moment)) {
      g.save()
      drawing.draw(g)
      g.restore()
    }
  }
}

const noImages: ReadonlyMap<string, CanvasImageSource> = new Map()

/** What the layers of the scene may know. */
export function momentOf({ view, state, frame, images = noImages }: Scene): Moment {
  const { show } = state
  const layout = knownLayout(frame.width, frame.height, partsOf({ show, view }))
  return { show, view, frame, images, layout }
}

/** The lowest two layers: a ground, since nobody knows whether the game fills its picture, and the game. */
export function drawGame(g: Context2D, scene: Scene, layout: Layout): void {
  const { view, state, frame } = scene
  const { show } = state
  if (isSlated({ show })) return
  const isShown = hasLayer(show, 'game')
  if (hasLayer(show, 'background') || !isShown) {
    g.fillStyle = colours.ground
    g.fillRect(0, 0, frame.width, frame.height)
  }
  if (!isShown) return
  g.save()
  try {
    view.draw(g, state.game, gameFrame(scene, layout))
  } finally {
    g.restore()
  }
}

/** The moment as the game gets it. */
export function gameFrame({ frame, image = noImage }: Scene, { clear }: Layout): PictureFrame {
  return { ...frame, clear, image }
}

function noImage(name: string): never {
  throw new RenderError('bad-asset', `there is no image ${JSON.stringify(name)}: none were loaded`)
}

/** A picture keeps its size and hardly ever changes its layers, and layouts that are the same object are compared in no time. */
let last: { readonly of: string; readonly layout: Layout } | null = null

function knownLayout(width: number, height: number, parts: Parts): Layout {
  const of = `${width} ${height} ${[...parts].join()}`
  if (last?.of !== of) last = { of, layout: layoutFor(width, height, parts) }
  return last.layout
}
