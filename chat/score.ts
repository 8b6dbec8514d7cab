import type { ChatOptions } from './chat.ts'
import { messageOf } from './error.ts'

/** How the game stands, in a sentence: a game that can't say so is no reason to lose the tick. */
export function createScore(
  { score, log }: Pick<ChatOptions, 'score' | 'log'>,
  lastResult: () => string | null,
): () => string {
  let hasFailed = false
  return () => {
    const last = lastResult() ?? 'nothing has been decided yet'
    try {
      return score?.() ?? last
    } catch (error) {
      // Once: viewers can ask as often as they like, and a log is no place for them to write in.
      if (!hasFailed) log('warn', `the game’s score failed: ${messageOf(error)}`)
      hasFailed = true
      return last
    }
  }
}
