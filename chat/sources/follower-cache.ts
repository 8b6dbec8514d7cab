/** Answers that are remembered; the oldest goes first. */
const capacity = 10_000
/** A new follower wants to play soon; somebody who leaves may play a little longer. */
const yesMs = 600_000
const noMs = 60_000

interface FollowerCache {
  /** Undefined where nothing is known, or no longer. */
  get(question: string, nowMs: number): boolean | undefined
  set(question: string, follows: boolean, nowMs: number): void
}

/** What is known of who follows whom, for as long as it may be relied on. */
export function createFollowerCache(): FollowerCache {
  const answers = new Map<string, { readonly follows: boolean; readonly untilMs: number }>()
  return {
    get(question, nowMs) {
      const known = answers.get(question)
      return known !== undefined && nowMs < known.untilMs ? known.follows : undefined
    },
    set(question, follows, nowMs) {
      // Put at the end again, so that the first is always the one that was asked for longest ago.
      answers.delete(question)
      answers.set(question, { follows, untilMs: nowMs + (follows ? yesMs : noMs) })
      if (answers.size <= capacity) return
      for (const oldest of answers.keys()) {
        answers.delete(oldest)
        break
      }
    },
  }
}
