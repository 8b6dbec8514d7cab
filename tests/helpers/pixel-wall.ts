import assert from 'node:assert/strict'
import { createParser } from '../../chat/parse.ts'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { palette } from '../../game/bundled/pixel-wall/palette.ts'
import type { PixelWall } from '../../game/bundled/pixel-wall/state.ts'
import { createMatch, type Decision, type Match } from '../../game/index.ts'

export const parse = createParser(pixelWall)

export function begin(set: Record<string, unknown> = {}, seed = 1): Match<PixelWall> {
  return createMatch(pixelWall, seed, { settings: { ...pixelWall.settings!.parse({}), ...set }, standings: [] })
}

/** What somebody’s message becomes when it enters a tick. */
export function typed(text: string, name = 'ada'): Decision {
  const outcome = parse(text)
  assert.ok(outcome.accepted, `${text}: ${outcome.accepted ? '' : outcome.sentence}`)
  return { command: outcome.command, by: name, player: `t:${name}`, team: null }
}

export const answer = (match: Match<PixelWall>, text: string, name = 'ada') => {
  const { command, player } = typed(text, name)
  const judged = pixelWall.judge!(match.state.game, command, { player: player!, team: null })
  return judged !== null && 'refuse' in judged ? judged.refuse : null
}

export function colourAt({ words, width }: PixelWall, x: number, y: number): string {
  const cell = y * width + x
  return palette[((words[cell >> 3] ?? 0) >>> (4 * (cell & 7))) & 15]!.name
}

/** The upper left corner, a letter a cell: `.` where it is white. */
export function corner({ game }: { readonly game: PixelWall }, columns: number, rows: number): string[] {
  const letter = (name: string) => (name === 'white' ? '.' : name[0]!)
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_each, x) => letter(colourAt(game, x, y))).join(''),
  )
}

export function wait(match: Match<PixelWall>, ticks: number): void {
  for (let i = 0; i < ticks; i++) match.step([])
}
