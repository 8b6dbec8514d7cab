import type { NumberName } from '../../../numbers.ts'

export interface Line {
  readonly name: NumberName
  readonly title: string
  readonly colour: string
}

export interface ChartSpec {
  readonly title: string
  readonly unit: string
  readonly lines: readonly Line[]
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
  { title: 'Bitrate', unit: 'kbit/s', lines: [{ name: 'kbps', title: 'all outputs', colour: blue }] },
  { title: 'Ticks late', unit: 'ms', lines: [{ name: 'tickLatenessP99Ms', title: 'p99', colour: rose }] },
  { title: 'Pages open', unit: 'panels too', lines: [{ name: 'spectators', title: 'pages', colour: blue }] },
  { title: 'Memory', unit: 'MB', lines: [{ name: 'memoryMb', title: 'resident', colour: green }] },
]

export type Row = Readonly<Record<NumberName, number>> & { readonly atMs: number }

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
