import type { FlashGrid, FlashLight } from './flash-light.ts'
import { createScan, type WindowScan } from './flash-scan.ts'
import { createTurns, type Turns } from './flash-turns.ts'

/**
 * Counts flashes as WCAG 2.3.1 and ITU-R BT.1702 define them: a flash is two opposing changes of at least a tenth of the
 * brightest light with the darker side below 0.8, or the same with saturated red, over a quarter of what an eye sees sharply
 * at once. Seven changes within a second are more than three flashes.
 */
export interface FlashCount {
  /** Whether the rule would be broken were this the picture of `frame`. Frames only go forward. */
  breaks(seen: FlashLight, frame: number): boolean
  /** Takes the picture that `breaks` was asked about last for the one that is shown. */
  accept(): void
  /** A second count with the same past. */
  clone(): FlashCount
}

/** Seven changes are more than three flashes. */
const light = { darkerBelow: 0.8, tooMany: 7 }

/**
 * The rule of light, and a little stricter, since a screen, a decoder and another's way of measuring all differ a little. The
 * stricter one alone would not do: what it sees change in two frames may be one change by the rule. Of red, whose saturation
 * is a matter of the last bit, two flashes are enough.
 */
const general = [
  { ...light, step: 0.1 },
  { ...light, step: 0.08, darkerBelow: 0.85 },
]
const red = { step: 0.05, darkerBelow: Infinity, tooMany: 6 }
/** A quarter by the rule. Where points stand, a flat strip of that size may meet a fifth fewer of them. */
const area = 0.2

/** @param second frames of one second, which need not be a whole number */
export function createFlashCount(grid: FlashGrid, second: number): FlashCount {
  const lights = general.map((rule) => createChannel(grid, second, rule))
  return together(lights, createChannel(grid, second, red))
}

function together(lights: readonly Channel[], reds: Channel): FlashCount {
  return {
    breaks(seen, frame) {
      // All are asked always, since all must know the picture when it is accepted.
      const byLight = lights.filter((channel) => channel.breaks(seen.light, frame))
      const byRed = reds.breaks(seen.red, frame)
      return byRed || byLight.length > 0
    },
    accept() {
      for (const channel of [...lights, reds]) channel.accept()
    },
    clone: () =>
      together(
        lights.map((channel) => channel.clone()),
        reds.clone(),
      ),
  }
}

/** A change by `step` or more counts where the darker side is so dark; how many in a second are too many. */
interface Rule {
  readonly step: number
  readonly darkerBelow: number
  readonly tooMany: number
}

interface Channel {
  breaks(values: Float64Array, frame: number): boolean
  accept(): void
  clone(): Channel
}

interface Past {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly points: Turns
  readonly windows: Turns
}

function createChannel(grid: FlashGrid, second: number, rule: Rule, before?: Past): Channel {
  const scan = createScan(grid, area)
  const past = before ?? newPast(grid.columns * grid.rows, scan.windows, second, rule.tooMany)
  const marks = createMarks(grid.columns * grid.rows, scan.windows)
  let asked: { readonly values: Float64Array; readonly frame: number } | null = null
  return {
    breaks(values, frame) {
      asked = { values, frame }
      const { turning, tooMany } = markPoints(marks, past, values, frame, rule)
      const isCrowded = tooMany >= scan.needed && scan.some(marks.over, (sum) => sum >= scan.needed)
      // Points may take turns at flashing, so each window counts as a whole too.
      const isMoving = turning >= scan.needed
      marks.windowTurned.fill(0)
      if (isMoving) markWindows(marks, past, scan)
      if (isCrowded || (!isMoving && past.windows.isCalm(frame))) return isCrowded
      return marks.windowTurned.some((turn, window) => past.windows.isOver(window, turn, frame))
    },
    accept() {
      if (asked !== null) remember(marks, past, asked.values, asked.frame)
      asked = null
    },
    clone: () => createChannel(grid, second, rule, copyOf(past)),
  }
}

function newPast(points: number, windows: number, second: number, tooMany: number): Past {
  return {
    low: new Float64Array(points).fill(Infinity),
    high: new Float64Array(points).fill(-Infinity),
    points: createTurns(points, second, tooMany),
    windows: createTurns(windows, second, tooMany),
  }
}

function copyOf({ low, high, points, windows }: Past): Past {
  return { low: low.slice(), high: high.slice(), points: points.clone(), windows: windows.clone() }
}

/** What the values asked about would do: 1, −1 or 0 for a point or window that rises, falls, or neither; 1 for a point that turned too often. */
interface Marks {
  readonly turned: Int8Array
  readonly over: Int8Array
  readonly windowTurned: Int8Array
}

function createMarks(points: number, windows: number): Marks {
  return { turned: new Int8Array(points), over: new Int8Array(points), windowTurned: new Int8Array(windows) }
}

/** Gives how many points turn, and how many turn too often. */
function markPoints({ turned, over }: Marks, past: Past, values: Float64Array, frame: number, rule: Rule) {
  const { low, high, points } = past
  const wasCalm = points.isCalm(frame)
  let turning = 0
  let tooMany = 0
  for (let point = 0; point < turned.length; point++) {
    const value = values[point] as number
    const last = points.direction(point)
    const rises = last <= 0 && value - (low[point] as number) >= rule.step && (low[point] as number) < rule.darkerBelow
    const falls = last >= 0 && (high[point] as number) - value >= rule.step && value < rule.darkerBelow
    const turn = rises ? 1 : falls ? -1 : 0
    turned[point] = turn
    if (turn !== 0) turning += 1
    const isOver = !(wasCalm && turn === 0) && points.isOver(point, turn, frame)
    over[point] = isOver ? 1 : 0
    if (isOver) tooMany += 1
  }
  return { turning, tooMany }
}

function markWindows({ turned, windowTurned }: Marks, { windows }: Past, scan: WindowScan): void {
  scan.some(turned, (sum, window) => {
    const direction = sum >= scan.needed ? 1 : sum <= -scan.needed ? -1 : 0
    if (direction !== windows.direction(window)) windowTurned[window] = direction
    return false
  })
}

function remember({ turned, windowTurned }: Marks, past: Past, values: Float64Array, frame: number): void {
  const { low, high, points, windows } = past
  for (let point = 0; point < turned.length; point++) {
    const value = values[point] as number
    const turn = turned[point] as number
    if (turn !== 0) {
      points.add(point, turn, frame)
      low[point] = high[point] = value
    }
    if (value < (low[point] as number)) low[point] = value
    if (value > (high[point] as number)) high[point] = value
  }
  for (let window = 0; window < windowTurned.length; window++)
    if (windowTurned[window] !== 0) windows.add(window, windowTurned[window] as number, frame)
}
