/** What may be wanted back for a while, in memory alone. */
export interface KeptBriefly<T> {
  /** @param word to ask for it by, which nothing else ever has. What is kept anew has its whole time again. */
  keep(word: string, value: T): void
  /** What is kept, which stays; null for nothing. */
  look(word: string): T | null
  /** For one alone: whoever asks again gets null. */
  take(word: string): T | null
  /** It was taken and not used, and may be asked for again until its time is over. */
  giveBack(word: string, value: T): void
}

/**
 * @param most that are kept; beyond it the oldest goes
 * @param ms that each is kept for. It goes by itself then, since it may hold a secret
 */
export function createKeptBriefly<T>({ most, ms }: { readonly most: number; readonly ms: number }): KeptBriefly<T> {
  const kept = new Map<string, T>()
  const timers = new Map<string, NodeJS.Timeout>()
  const forget = (word: string) => {
    clearTimeout(timers.get(word))
    timers.delete(word)
    kept.delete(word)
  }
  return {
    keep(word, value) {
      forget(word)
      kept.set(word, value)
      timers.set(word, setTimeout(forget, ms, word).unref())
      for (const oldest of timers.keys()) if (timers.size > most) forget(oldest)
    },
    look: (word) => kept.get(word) ?? null,
    take(word) {
      const value = kept.get(word) ?? null
      kept.delete(word)
      return value
    },
    // Its time runs on meanwhile.
    giveBack: (word, value) => void (timers.has(word) && kept.set(word, value)),
  }
}
