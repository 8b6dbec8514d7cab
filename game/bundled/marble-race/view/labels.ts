import type { Context2D, Rect } from '../../../index.ts'
import { firstOf } from '../standings.ts'
import { signsOf } from './lane.ts'
import { mapWidth, type Moment } from './moment.ts'
import { colours, write } from './paint.ts'

/**
 * Names beside marbles: so many of the first that are seen. More would cover the race, and as they move about, dark on light, they would
 * count as flashes; in a large field, where the picture moves most, it is fewer.
 */
const most = 8
const mostOfMany = 5
const many = 200

/** Of so many of the first that are seen: a name far behind is not worth more than the order. */
const candidates = 14

/** Names keep off so many marbles. */
const mostHidden = 30

/** The widest that a name may be, in units of the text: among so many marbles that it would cover them, and else. */
const widestAmongMany = 9
const widest = 12
const crowded = 40

/** Names of the first marbles in the picture, each where no other is; one that finds no room is left out. */
export function drawLabels(g: Context2D, moment: Moment): void {
  const { state, x, y, count, left, top, scale, text } = moment
  const area = labelArea(moment)
  const radius = state.radius * scale
  const seen = firstOf(state, { y, count }, count)
    .map((marble, place) => ({ marble, place, px: left + x[marble]! * scale, py: top + y[marble]! * scale }))
    .filter(({ py }) => py > area.y - radius && py < area.y + area.height + radius)
    .sort((a, b) => farFrom(state.fightFor, a.place) - farFrom(state.fightFor, b.place))
    .slice(0, mostHidden)
  // A name may hide a marble of those far behind, but none that is named itself.
  const taken: Rect[] = seen.map(({ px, py }) => ({
    x: px - radius,
    y: py - radius,
    width: 2 * radius,
    height: 2 * radius,
  }))
  taken.push(...signsOf(g, moment))
  const room = text * (count > crowded ? widestAmongMany : widest)
  let shown = 0
  for (const { marble, place, px, py } of seen.slice(0, candidates)) {
    if (shown === (count > many ? mostOfMany : most)) break
    const name = state.names[marble] ?? ''
    g.font = `600 ${Math.ceil(text)}px Inter, sans-serif`
    const rank = `${place + 1} `
    const used = Math.min(g.measureText(name).width, room)
    const width = used + g.measureText(rank).width + text * 0.6
    const rect = freePlace(taken, { x: px, y: py, width, height: text * 1.25 }, radius, area)
    if (rect === null) continue
    taken.push(rect)
    shown += 1
    g.fillStyle = colours.lane[0]
    g.globalAlpha = 0.8
    g.beginPath()
    g.roundRect(rect.x, rect.y, rect.width, rect.height, text * 0.3)
    g.fill()
    g.globalAlpha = 1
    const middle = rect.y + rect.height / 2
    const indent = write(g, rank, rect.x + text * 0.3, middle, { px: text, weight: 800, colour: colours.sign })
    write(g, name, rect.x + text * 0.3 + indent, middle, { px: text, colour: colours.sign, width: room })
  }
}

/** In a fight for a place those around it are named first, else those who are ahead. */
function farFrom(fightFor: number, place: number): number {
  return fightFor === 0 ? place : Math.abs(place + 1 - fightFor)
}

/** Where no card, no caption and no map is. */
function labelArea({ state, frame, text }: Moment): Rect {
  const { clear } = frame
  const above = state.phase === 'lobby' ? Math.min(clear.height, text * 8.9) : text * 1.8
  const map = mapWidth * text
  return { x: clear.x + map, y: clear.y + above, width: clear.width - map, height: clear.height - above }
}

/** Above the marble, or else below it: a name with more places to choose from would jump about. */
function freePlace(taken: readonly Rect[], { x, y, width, height }: Rect, radius: number, area: Rect): Rect | null {
  const [up, down] = [y - radius - height - 3, y + radius + 4]
  const spots = [
    { x: x - width / 2, y: up },
    { x: x - width / 2, y: down },
  ]
  for (const spot of spots) {
    const rect = {
      x: Math.round(Math.min(Math.max(spot.x, area.x), area.x + area.width - width)),
      y: Math.round(spot.y),
      ...{ width: Math.round(width), height: Math.round(height) },
    }
    if (rect.y >= area.y && rect.y + height <= area.y + area.height && !taken.some((each) => meet(each, rect)))
      return rect
  }
  return null
}

function meet(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
