import { placedLayers, type GameView, type PlacedLayer, type Places, type Rect } from '../../game/index.ts'
import type { Layout, Parts } from './layout.ts'
import { touches } from './room.ts'

/** The least that each has to be, in units of the text, width and height: below it nothing in it can be read. */
const least: Readonly<Record<PlacedLayer | 'clear', readonly [width: number, height: number]>> = {
  title: [4, 1.6],
  alerts: [12, 1.6],
  status: [6, 1.6],
  branding: [1.5, 1.5],
  vote: [9, 7],
  leaders: [6, 1.45],
  feed: [8, 1.5],
  help: [12, 2.1],
  clear: [2, 2],
}

/** What became of the places that a game chose. */
export interface Placing {
  readonly layout: Layout
  /** A sentence for each place that was refused. */
  readonly refused: readonly string[]
}

/** Where layers may be placed. */
export interface PlaceRoom {
  /** Where they stand if the game doesn't move them. */
  readonly layout: Layout
  /** The layers that are shown. */
  readonly parts: Parts
  readonly safe: Rect
}

/**
 * The layout with the layers where the game wants them, in whole pixels, within `safe` and apart from one another. A place that can't be
 * used is refused, and the layer stays where it was: nothing that a game says here can take the show off the air.
 */
export function placeLayers(
  view: Pick<GameView, 'place'>,
  size: { readonly width: number; readonly height: number },
  room: PlaceRoom,
): Placing {
  const { layout } = room
  if (view.place === undefined) return { layout, refused: [] }
  const suggested = Object.fromEntries(names.map((name) => [name, layout[name]])) as unknown as Places
  try {
    return fitAll(view.place({ ...size, text: layout.text }, suggested), room)
  } catch (error) {
    return { layout, refused: [`place threw ${String(error)}; the layers stay where they are`] }
  }
}

const names = [...placedLayers, 'clear'] as const

type Chosen = Partial<Record<PlacedLayer | 'clear', Rect>>

function fitAll(wanted: Partial<Places>, { layout, parts, safe }: PlaceRoom): Placing {
  const refused: string[] = []
  const chosen: Chosen = {}
  for (const name of names) {
    const rect = wanted[name]
    // One that isn't shown needs no place.
    if (rect === undefined || (name !== 'clear' && !isShown(name, layout, parts))) continue
    const fitted = within(rect, safe)
    const [width, height] = least[name].map((units) => units * layout.text) as [number, number]
    if (fitted !== null && fitted.width >= width && fitted.height >= height) chosen[name] = fitted
    else refused.push(refusal(name, rect, width, height))
  }
  refused.push(...keepApart(chosen, layout, parts))
  return { layout: { ...layout, ...chosen }, refused }
}

/**
 * Takes out of what was chosen each layer that would lie over another, until all that are shown stand apart, as they do in the
 * layout. The clear part may lie anywhere: the game draws below the layers as it likes.
 */
function keepApart(chosen: Chosen, layout: Layout, parts: Parts): string[] {
  const shown = placedLayers.filter((name) => isShown(name, layout, parts))
  for (const name of shown.toReversed()) {
    const rect = chosen[name]
    if (rect === undefined) continue
    const met = shown.find(
      (other) => other !== name && !mayCover(name, other) && touches(rect, chosen[other] ?? layout[other]),
    )
    if (met === undefined) continue
    delete chosen[name]
    // Where it stays may be the place that another one was to have.
    return [`place: ${name} would lie over ${met}; it stays where it is`, ...keepApart(chosen, layout, parts)]
  }
  return []
}

function isShown(name: PlacedLayer, layout: Layout, parts: Parts): boolean {
  return parts.has(name) && layout[name].width > 0 && layout[name].height > 0
}

/** An alert covers the title for its time, and makes room for the status by itself. */
function mayCover(a: PlacedLayer, b: PlacedLayer): boolean {
  const other = a === 'alerts' ? b : b === 'alerts' ? a : null
  return other === 'title' || other === 'status'
}

/** The part of it that lies in `safe`; null where its numbers are none. */
function within(rect: Rect, safe: Rect): Rect | null {
  const [left, top] = [Math.max(safe.x, Math.round(rect.x)), Math.max(safe.y, Math.round(rect.y))]
  const right = Math.min(safe.x + safe.width, Math.round(rect.x + rect.width))
  const bottom = Math.min(safe.y + safe.height, Math.round(rect.y + rect.height))
  const placed = { x: left, y: top, width: right - left, height: bottom - top }
  return Object.values(placed).every(Number.isFinite) ? placed : null
}

function refusal(name: string, { x, y, width, height }: Rect, wide: number, high: number): string {
  const asked = `${width}×${height} at ${x},${y}`
  return `place: ${name} needs ${Math.ceil(wide)}×${Math.ceil(high)} pixels within the safe area, got ${asked}; it stays where it is`
}
