/** A field of marbles: each quantity in a row of its own, by the number of the marble. */
export interface Marbles {
  readonly count: number
  readonly radius: number
  readonly x: Float64Array
  readonly y: Float64Array
  /** Units a second. */
  readonly vx: Float64Array
  readonly vy: Float64Array
  /** The deepest that it has been, and for how many ticks it has got no deeper. */
  readonly best: Float64Array
  readonly still: Float64Array
  /** Ticks for which it is still driven on. */
  readonly boost: Float64Array
  /** Tick of the race in which it crossed the line; 0 before. */
  readonly finishedAt: Float64Array
  /** 1 once it has fallen out of the picture and is no longer moved. */
  readonly gone: Float64Array
}

const rows = ['x', 'y', 'vx', 'vy', 'best', 'still', 'boost', 'finishedAt', 'gone'] as const

/** Plain data: every number of every marble, exactly. */
export interface SavedMarbles {
  readonly radius: number
  readonly rows: readonly (readonly number[])[]
}

/** Small fields have large marbles, which are easier to tell apart. */
export function radiusFor(count: number): number {
  if (count <= 30) return 22
  if (count <= 80) return 17
  return count <= 200 ? 12 : 9
}

/** Marbles in rows above the doors of the pen, each in the place that `places` gives it. */
export function penned(places: readonly number[], laneWidth: number, penHeight: number): Marbles {
  const count = places.length
  const marbles = empty(count, radiusFor(count))
  const gap = 2 * marbles.radius + 2
  const across = Math.floor((laneWidth - 20) / gap)
  for (const [marble, place] of places.entries()) {
    const row = Math.floor(place / across)
    const inRow = Math.min(across, count - row * across)
    // Every second row stands in the gaps of the one below, or columns of marbles would balance.
    const shift = row % 2 === 0 ? -1 : 1
    marbles.x[marble] = laneWidth / 2 + ((place % across) - (inRow - 1) / 2) * gap + shift
    marbles.y[marble] = penHeight - marbles.radius - 1 - row * gap
    marbles.best[marble] = marbles.y[marble]!
  }
  return marbles
}

export function saveMarbles(marbles: Marbles): SavedMarbles {
  return { radius: marbles.radius, rows: rows.map((name) => [...marbles[name]]) }
}

export function loadMarbles(saved: SavedMarbles): Marbles {
  const marbles = empty(saved.rows[0]?.length ?? 0, saved.radius)
  for (const [index, name] of rows.entries()) marbles[name].set(saved.rows[index] ?? [])
  return marbles
}

function empty(count: number, radius: number): Marbles {
  const row = () => new Float64Array(count)
  const [x, y, vx, vy, best, still] = [row(), row(), row(), row(), row(), row()]
  return { count, radius, x, y, vx, vy, best, still, boost: row(), finishedAt: row(), gone: row() }
}
