import type { ChatOptions } from '../chat/index.ts'
import { createGuard, maxAwaits, type Game, type Match } from '../game/index.ts'

/**
 * What people wait for at this moment, in the game's own words; undefined where it never lets them wait. One that throws keeps no vote
 * from going on.
 */
export function awaitsOf({ state }: Match, game: Game, warn: (line: string) => void): ChatOptions['awaits'] {
  if (game.awaits === undefined) return undefined
  const guard = createGuard('awaits', warn)
  return () => {
    let words: unknown = null
    guard(() => (words = game.awaits?.(state.game) ?? null))
    return typeof words !== 'string' || words.trim() === '' ? null : words.trim().slice(0, maxAwaits).toWellFormed()
  }
}
