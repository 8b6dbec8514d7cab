import { styleText } from 'node:util'
import type { ReplayPlan } from './replay.ts'
import type { Session } from './sessions.ts'
import type { ReplayReport } from './shoot.ts'

const quiet = (text: string) => styleText('dim', text, { stream: process.stdout })
const accent = (text: string) => styleText('cyan', text, { stream: process.stdout })

/** What a replay made, when it is over. */
export function replayText({ targets, format }: ReplayPlan, { frames, hashes, wallSeconds }: ReplayReport): string {
  const seconds = (frames * format.fps.den) / format.fps.num
  const speed = `${(seconds / Math.max(wallSeconds, 0.01)).toFixed(1)} × real time`
  const proof = hashes === 0 ? 'no hash of the state lies within it' : `the state was as it was at all ${hashes} checks`
  const files = targets.map(({ id, url }) => `  ${quiet(id)}  ${url}`)
  return [`  ${frames} frames, ${clock(seconds)}, ${speed}; ${proof}.`, ...files, ''].join('\n')
}

/** The sessions as a table, and how to shoot one. */
export function sessionsText(sessions: readonly Session[], data: string): string {
  const [newest] = sessions
  if (newest === undefined) return `  There are no sessions in ${data} yet: every show with pages becomes one.\n`
  const rows = sessions.map(({ id, game, startedAt, seconds, size, fps, bytes, hasEnded }) => [
    id,
    game,
    new Date(startedAt).toISOString().slice(0, 16).replace('T', ' '),
    clock(seconds),
    `${size} ${fps}`,
    sizeOf(bytes),
    hasEnded ? 'ended' : 'broke off, or goes on',
  ])
  const table = [['session', 'game', 'began (UTC)', 'length', 'picture', 'file', ''], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = table.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
  const [head = '', ...body] = lines
  const next = accent(`npm start -- replay ${newest.id} --output show.mkv`)
  return `${[quiet(head), ...body, '', `  Shoot one again: ${next}`].join('\n')}\n`
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
