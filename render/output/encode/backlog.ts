/** Time in which an encoder that is too far behind must come nearer. A machine that stood still itself leaves it a backlog too. */
const catchUpMs = 2000

/** Watches an encoder that is too far behind. */
export interface Backlog {
  /** It is too far behind: it is looked again after a while whether it gains, and so on until it has caught up. */
  watch(): void
  stop(): void
}

/**
 * @param behind how far it is at the moment; null once it is near enough, or gone
 * @param stuck called when it doesn't gain on what it owes
 */
export function createBacklog(behind: () => number | null, stuck: () => void): Backlog {
  let timer: NodeJS.Timeout | undefined
  const watch = () => {
    const before = behind()
    if (before === null) return
    timer ??= setTimeout(() => {
      timer = undefined
      const now = behind()
      if (now === null) return
      if (now < before) watch()
      else stuck()
    }, catchUpMs)
  }
  return {
    watch,
    stop: () => clearTimeout(timer),
  }
}

/** Resolves once what is owed has been written, or can't be within the time to catch up. */
export async function caughtUp(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + catchUpMs
  while (!isDone() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
}
