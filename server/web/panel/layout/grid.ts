/** Where a widget is, in cells of the grid. */
export interface Place {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export const columns = 12

/** The smallest that a widget is of use in, and as far down as one may be dragged. */
const least = { w: 2, h: 2 }
const mostRows = 60

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, Math.round(value)))

const meets = (a: Place, b: Place) =>
  a.id !== b.id && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const fits = (place: Place, others: readonly Place[]) => !others.some((other) => meets(place, other))

/** Moves a widget to a cell; what is in its way makes room below it. */
export function moveTo(places: readonly Place[], id: string, x: number, y: number): readonly Place[] {
  return change(places, id, ({ w, h }) => ({ x: clamp(x, 0, columns - w), y: clamp(y, 0, mostRows - h), w, h }))
}

/** Gives a widget another size; what is in its way makes room below it. */
export function sizeTo(places: readonly Place[], id: string, width: number, height: number): readonly Place[] {
  return change(places, id, ({ x, y }) => ({
    ...{ x, y },
    w: clamp(width, least.w, columns - x),
    h: clamp(height, least.h, mostRows - y),
  }))
}

function change(places: readonly Place[], id: string, to: (place: Place) => Omit<Place, 'id'>): readonly Place[] {
  const place = places.find((each) => each.id === id)
  return place === undefined ? places : settle(places, { id, ...to(place) })
}

/** All in their order, the changed one where it is wanted, and none over another; then all rise as far as they can. */
function settle(places: readonly Place[], changed: Place): readonly Place[] {
  const done: Place[] = [changed]
  for (const place of inOrder(places.filter(({ id }) => id !== changed.id))) done.push(at(lowest(place, done), place))
  const risen: Place[] = []
  for (const place of inOrder(done)) risen.push(at(highest(place, risen), place))
  return places.map(({ id }) => risen.find((each) => each.id === id) as Place)
}

const at = (y: number, place: Place): Place => ({ ...place, y })

/** The first row from its own on downwards that has room. */
function lowest(place: Place, others: readonly Place[]): number {
  let { y } = place
  while (!fits(at(y, place), others)) y += 1
  return y
}

/** The last row upwards that has room, with none before it that hasn’t. */
function highest(place: Place, others: readonly Place[]): number {
  let { y } = place
  while (y > 0 && fits(at(y - 1, place), others)) y -= 1
  return y
}

const inOrder = (places: readonly Place[]) => places.toSorted((a, b) => a.y - b.y || a.x - b.x)

/** Rows that are taken. */
export const depth = (places: readonly Place[]): number => Math.max(0, ...places.map(({ y, h }) => y + h))

/** What was kept of a layout, or the one to begin with where that is of other widgets or was tampered with. */
export function readLayout(text: string | null, first: readonly Place[]): readonly Place[] {
  try {
    const kept = JSON.parse(text ?? '') as readonly Place[]
    const isWhole =
      kept.length === first.length &&
      first.every(({ id }) => kept.some((each) => each.id === id && isPlace(each))) &&
      kept.every((place) => fits(place, kept))
    return isWhole ? kept : first
  } catch {
    return first
  }
}

function isPlace({ x, y, w, h }: Place): boolean {
  const isWhole = [x, y, w, h].every((value) => Number.isInteger(value) && value >= 0)
  return isWhole && w >= 1 && h >= 1 && x + w <= columns && y + h <= 10 * mostRows
}
