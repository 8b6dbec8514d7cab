import type { Machine } from '../machine/machine.ts'
import type { Console } from '../state.ts'
import { homebrew } from './rom.ts'

const lastMode = 3

/** Reads out of the console's memory how the bundled game stands. */
export function readGame(state: Console, { peek }: Pick<Machine, 'peek'>): void {
  const { mode, demo, garden, lit, lanterns, score } = homebrew.addresses
  // Memory that the game has not cleared yet tells nothing.
  if (peek(mode) > lastMode) return
  state.mode = peek(mode)
  state.isDemo = peek(demo) !== 0
  state.garden = peek(garden)
  state.lit = peek(lit)
  state.lanterns = peek(lanterns)
  let points = 0
  for (let digit = 0; digit < 6; digit++) points = points * 10 + peek(score + digit)
  state.points = points
}

export function scoreOf(state: Console): string {
  const { cartridge, mode, isDemo, garden, lit, lanterns, points } = state
  if (cartridge === '') return 'this cartridge keeps its score to itself'
  if (mode === 0 || isDemo) return 'nobody plays: type start'
  if (mode === 3) return `the night is over, with ${points} points`
  return `garden ${garden + 1}, ${lit} of ${lanterns} lanterns lit, ${points} points`
}
