import type { MissingNumber, NumberName } from '../../../numbers.ts'

export interface Line {
  readonly name: NumberName
  readonly title: string
  readonly colour: string
}

export interface ChartSpec {
  readonly title: string
  readonly unit: string
  readonly lines: readonly Line[]
  /** Digits after the point that make a difference; one where it is left out. */
  readonly digits?: number
}

/** Of the Okabe–Ito palette, those that are seen well on a dark ground. */
const blue = '#56b4e9'
const orange = '#e69f00'
const green = '#2fbf93'
const rose = '#dd8fb9'

/** What is plotted, a chart for each unit. */
export const charts: readonly ChartSpec[] = [
  {
    ...{ title: 'Chat', unit: 'messages/s' },
    lines: [
      { name: 'messagesPerSecond', title: 'typed', colour: blue },
      { name: 'acceptedPerSecond', title: 'accepted', colour: green },
      { name: 'rejectedPerSecond', title: 'rejected', colour: orange },
    ],
  },
  { title: 'Frames', unit: 'fps', lines: [{ name: 'fps', title: 'written', colour: green }] },
  {
    ...{ title: 'Frames that fell short', unit: 'frames' },
    lines: [
      { name: 'repeatedFrames', title: 'repeated', colour: orange },
      { name: 'encoderBehindFrames', title: 'encoder behind', colour: rose },
    ],
  },
  {
    ...{ title: 'Encoder speed', unit: '× the show’s rate', digits: 2 },
    lines: [{ name: 'encoderSpeed', title: 'slowest', colour: blue }],
  },
  { title: 'Bitrate', unit: 'kbit/s', lines: [{ name: 'kbps', title: 'all outputs', colour: blue }] },
  { title: 'Ticks late', unit: 'ms', lines: [{ name: 'tickLatenessP99Ms', title: 'p99', colour: rose }] },
  { title: 'Pages open', unit: 'panels too', lines: [{ name: 'spectators', title: 'pages', colour: blue }] },
  { title: 'Memory', unit: 'MB', lines: [{ name: 'memoryMb', title: 'resident', colour: green }] },
]

export type Row = Readonly<Record<Exclude<NumberName, MissingNumber>, number>> &
  Readonly<Record<MissingNumber, number | null>> & { readonly atMs: number }

/** Columns for uPlot: seconds first. Where the show stood still there is a gap and no line. */
export function columnsOf(rows: readonly Row[], { lines }: ChartSpec, stepSeconds: number): (number | null)[][] {
  const times: number[] = []
  const values: (number | null)[][] = lines.map(() => [])
  for (const row of rows) {
    const at = row.atMs / 1000
    const last = times.at(-1)
    if (last !== undefined && at - last > 3 * stepSeconds) {
      times.push(last + stepSeconds)
      for (const column of values) column.push(null)
    }
    times.push(at)
    for (const [index, { name }] of lines.entries()) values[index]?.push(row[name])
  }
  return [times, ...values]
}

/** Of a young show there are few points: they stand at the right, and the axis is as long as so many take. */
const leastPoints = 30

/** From when to when the axis goes, in seconds; both null where there is no point yet. */
export function spanOf(from: number | null, to: number | null, stepSeconds: number): [number | null, number | null] {
  if (from === null || to === null) return [null, null]
  return [Math.min(from, to - leastPoints * stepSeconds), to]
}

/** How far apart the labels of the axis may be, in seconds: none less than what they tell. */
export const labelSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60)

export const labelOf = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })
