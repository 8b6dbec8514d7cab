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
    ...Object.entries(counts.rejected)
      .sort(([, a], [, b]) => b - a)
      .map(([code, n]): [string, string] => [
        '',
        `${count.format(n).padStart(9)}  ${code}  ${quiet(percent(n, counts.received))}`,
      ]),
    ['Decisions', count.format(report.decisions)],
    ...Object.entries(report.outcomes).map(([why, n]): [string, string] => [
      '',
      `${count.format(n).padStart(9)}  ${why}`,
    ]),
    ['Winners', report.winners.map(([label, n]) => `${label} ${n}`).join(', ') || 'none: nothing is voted on'],
    ['Tick', `p50 ${ms(report.tickMs.p50)}, p99 ${ms(report.tickMs.p99)} of work`],
  ]
  if (report.latenessMs !== null)
    rows.push([
      'Lateness',
      `p50 ${ms(report.latenessMs.p50)}, p99 ${ms(report.latenessMs.p99)} over the last 1,000 ticks`,
    ])
  rows.push(['Overload', report.overloadedSeconds === 0 ? 'never' : `${report.overloadedSeconds.toFixed(1)} s`])
  rows.push(['Memory', memory(report.memoryEachSecond)])
  rows.push(['', plot(report.memoryEachSecond, (most) => `most ${Math.round(most)} MB`)])
  const lines = rows.filter(([, text]) => text !== '').map(([name, text]) => `  ${quiet(name.padEnd(10))}${text}`)
  return ['', `  ${bold('Chat Arcade')} has rehearsed`, '', ...lines, '', ''].join('\n')
}

function memory(eachSecond: readonly number[]): string {
  const mb = (value: number | undefined) => `${Math.round(value ?? 0)} MB`
  const settled = eachSecond[Math.min(10, eachSecond.length - 1)]
  return `${mb(settled)} after ten seconds, ${mb(eachSecond.at(-1))} at the end`
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
