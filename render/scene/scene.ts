import { hasLayer, type ArcadeState, type Context2D, type GameView, type PictureFrame } from '../../game/index.ts'
import { RenderError } from '../error.ts'
import { drawWhole, type Moment } from './layer.ts'
import { drawingsAt, isSlated, partsOf } from './layers.ts'
import { layoutFor, safeArea, type Layout, type Parts } from './layout.ts'
import { placeLayers } from './place.ts'
import { colours } from './theme.ts'

/** A moment of the whole picture; what the game gets besides is made for it. */
export type SceneFrame = Omit<PictureFrame, 'clear' | 'image' | 'ballots' | 'bitmap'>

/** One picture of the show: pure of state and frame, so the broadcast, the page and a replay can't differ. */
export interface Scene {
  readonly view: GameView
  readonly state: ArcadeState
  readonly frame: SceneFrame
  /** The game's own images. */
  readonly image?: PictureFrame['image']
  /** Makes images of the game's own pixels. */
  readonly bitmap?: PictureFrame['bitmap']
  /** Images that the show may name, decoded. */
  readonly images?: ReadonlyMap<string, CanvasImageSource>
  /** Told once of each place for a layer that the game asked for and can't have. */
  readonly warn?: (line: string) => void
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
    for (const { drawing } of drawingsAt(moment)) drawWhole(g, drawing)
  }
}

/** The show without its game, over whatever the context holds: for who has the game's picture from elsewhere. */
export function drawOverlay(g: Context2D, scene: Scene): void {
  for (const { drawing } of drawingsAt(momentOf(scene))) drawWhole(g, drawing)
}

/** Sentences about one game's places, after which no more are said. */
const maxWarnings = 20

const noImages: ReadonlyMap<string, CanvasImageSource> = new Map()

/** What the layers of the scene may know. */
export function momentOf(scene: Scene): Moment {
  const { view, state, frame, images = noImages } = scene
  const { show } = state
  const layout = knownLayout(scene, partsOf({ show, view }))
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
export function gameFrame(
  { state, frame, image = noImage, bitmap = noBitmap }: Scene,
  { clear }: Layout,
): PictureFrame {
  return { ...frame, clear, ballots: Array.from(state.show.options), image, bitmap }
}

function noImage(name: string): never {
  throw new RenderError('bad-asset', `there is no image ${JSON.stringify(name)}: none were loaded`)
}

function noBitmap(name: string): never {
  throw new RenderError('bad-asset', `there is no bitmap ${JSON.stringify(name)}: nothing makes them here`)
}

/** A picture keeps its size and hardly ever changes its layers, and layouts that are the same object are compared in no time. */
let last: { readonly of: string; readonly view: GameView; readonly layout: Layout } | null = null

function knownLayout({ view, state, frame, warn }: Scene, parts: Parts): Layout {
  const { width, height } = frame
  const extras = {
    hasSlider: state.show.mode === 'slider',
    hasLine: parts.has('status') && state.show.statusLine !== undefined,
  }
  const of = `${width} ${height} ${[...parts].join()} ${Object.values(extras).join()}`
  if (last?.of === of && last.view === view) return last.layout
  const room = { layout: layoutFor(width, height, parts, extras), parts, safe: safeArea(width, height) }
  const { layout, refused } = placeLayers(view, { width, height }, room)
  last = { of, view, layout }
  if (warn !== undefined) for (const line of refused) warnOnce(view, line, warn)
  return layout
}

const warned = new WeakMap<GameView, Set<string>>()

/** A picture's size and layers give few sentences, each of which is said once a game. */
function warnOnce(view: GameView, line: string, warn: (line: string) => void): void {
  const said = warned.get(view) ?? new Set()
  warned.set(view, said)
  if (said.has(line) || said.size >= maxWarnings) return
  said.add(line)
  warn(line)
}
