import { styleText } from 'node:util'
import type { RehearsalReport } from './simulate.ts'

const bold = (text: string) => styleText('bold', text, { stream: process.stdout })
const quiet = (text: string) => styleText('dim', text, { stream: process.stdout })

const count = new Intl.NumberFormat('en-GB')
const ms = (value: number) => `${value.toFixed(2)} ms`

/** A rehearsal's report, for the terminal. */
export function reportText(report: RehearsalReport, viewers: number): string {
  const { counts, seconds, wallSeconds } = report
  const rows: [string, string][] = [
    [
      'Played',
      `${duration(seconds)} of ${report.game} in ${duration(wallSeconds)}, ${report.mode}, seed ${report.seed}`,
    ],
    ['Viewers', count.format(viewers)],
    ['Messages', `${count.format(counts.received)}, ${count.format(Math.round(counts.received / seconds))} a second`],
    ['', plot(report.messagesEachSecond, (most) => `most ${count.format(most)} a second`)],
    ['Accepted', `${count.format(counts.accepted)}  ${percent(counts.accepted, counts.received)}`],
    ...breakdown('Rejected', counts.rejected, counts.received),
    ...breakdown('Windows', report.outcomes),
    ['Decisions', count.format(report.decisions)],
    ['Winners', winners(report)],
    ['Tick', `p50 ${ms(report.tickMs.p50)}, p99 ${ms(report.tickMs.p99)} of work`],
  ]
  if (report.latenessMs !== null)
    rows.push(['Lateness', `p50 ${ms(report.latenessMs.p50)}, p99 ${ms(report.latenessMs.p99)} of the ticks`])
  rows.push([
    'Overload',
    report.overloadedSeconds === 0 ? 'never: every message was read' : `${report.overloadedSeconds.toFixed(1)} s`,
  ])
  rows.push(['Memory', memory(report.memoryEachSecond)])
  rows.push(['', plot(report.memoryEachSecond, (most) => `most ${Math.round(most)} MB`)])
  const lines = rows.filter(([, text]) => text !== '').map(([name, text]) => `  ${quiet(name.padEnd(10))}${text}`)
  return ['', `  ${bold('Chat Arcade')} has rehearsed`, '', ...lines, '', ''].join('\n')
}

/** A sum, and below it its parts, the greatest first. */
function breakdown(name: string, parts: Readonly<Record<string, number>>, whole?: number): [string, string][] {
  const rows = Object.entries(parts).sort(([, a], [, b]) => b - a)
  const share = (n: number) => (whole === undefined ? '' : `  ${quiet(percent(n, whole))}`)
  const sum = rows.reduce((total, [, n]) => total + n, 0)
  const width = Math.max(0, ...rows.map(([, n]) => count.format(n).length))
  return [
    [name, `${count.format(sum)}${share(sum)}`],
    ...rows.map(([part, n]): [string, string] => ['', `  ${count.format(n).padStart(width)}  ${part}${share(n)}`]),
  ]
}

function winners({ winners: all, outcomes }: RehearsalReport): string {
  if (all.length > 0) return all.map(([label, n]) => `${label} ${n}`).join(', ')
  return Object.keys(outcomes).length > 0 ? 'none' : 'none: no vote has ended'
}

function memory(eachSecond: readonly number[]): string {
  const mb = (value: number | undefined) => `${Math.round(value ?? 0)} MB`
  const settled = Math.min(10, eachSecond.length)
  return `${mb(eachSecond[settled - 1])} after ${settled} s, ${mb(eachSecond.at(-1))} at the end`
}

const steps = '▁▂▃▄▅▆▇█'
const width = 60

/** The course of a number as one line of bars, from zero to its most. */
function plot(values: readonly number[], describe: (most: number) => string): string {
  if (values.length < 2) return ''
  const most = Math.max(...values, 1e-9)
  const bars = Array.from(
    { length: Math.min(width, values.length) },
    (_, index, all = Math.min(width, values.length)) => {
      const part = values.slice(
        Math.floor((index * values.length) / all),
        Math.ceil(((index + 1) * values.length) / all),
      )
      const mean = part.reduce((sum, value) => sum + value, 0) / part.length
      return steps[Math.min(steps.length - 1, Math.floor((mean / most) * steps.length))]
    },
  )
  return `${bars.join('')}  ${quiet(describe(most))}`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds.toFixed(1)} s` : `${minutes} min ${Math.round(seconds % 60)} s`
}
