import type { Watching } from './author/watched-game.ts'

/**
 * How a show asks its game, which may be stopped for good at any call. What was asked before that in the same tick has been answered, so a
 * journal tells after how many calls it was, and a replay stops it there: what is asked on the way is the same in both.
 */
export interface Asking {
  /** Whether it answers nothing any more. */
  readonly isStopped: boolean
  /** Asks what has a bearing on the show. @param usual what counts where the game has been stopped, also in this very call */
  ask<T>(usual: T, run: () => T): T
  /** The same of one thing many times over; those that aren’t answered have been stopped before. */
  askMany(part: string, times: number, ask: (index: number) => void): void
  /** A tick begins. @param stopped what the journal has of it */
  begin(stopped?: number): void
  /** It is over. @returns after how many of its calls the game was stopped; undefined where it wasn’t in this tick */
  end(): number | undefined
}

/**
 * @param watching null where nobody watches, so that only a journal stops it
 * @param wasStopped as the show remembers that goes on
 */
export function createAsking(watching: Watching | null, wasStopped: boolean): Asking {
  let isStopped = wasStopped
  let isTold = wasStopped
  let asked = 0
  let most = Infinity
  /** Looks whether the calls that were made have stopped it. */
  const look = () => void (isStopped ||= asked >= most || (watching !== null && watching.fault !== null))
  const isBrokenOff = () => watching !== null && watching.isBrokenOff
  return {
    get isStopped() {
      look()
      return isStopped
    },
    ask(usual, run) {
      look()
      if (isStopped) return usual
      try {
        const answer = run()
        return isBrokenOff() ? usual : answer
      } finally {
        if (!isBrokenOff()) asked += 1
        look()
      }
    },
    askMany(part, times, ask) {
      look()
      if (isStopped) return
      const now = Math.min(times, most - asked)
      if (watching !== null) asked += watching.many(part, now, ask)
      else {
        for (let index = 0; index < now; index++) ask(index)
        asked += now
      }
      look()
    },
    begin(stopped = Infinity) {
      // The last one was over before the game had been asked so often.
      if (most !== Infinity) isStopped = true
      asked = 0
      most = stopped
      look()
    },
    end() {
      if (most !== Infinity) isStopped = true
      most = Infinity
      look()
      const isNews = isStopped && !isTold
      isTold ||= isStopped
      return isNews ? asked : undefined
    },
  }
}
