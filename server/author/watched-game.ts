import { getHeapStatistics } from 'node:v8'
import { Script } from 'node:vm'
import type { Game } from '../../game/index.ts'
import { explainAt, type AuthorError } from './fault.ts'
import { calls, foundStack } from './lookout.ts'

/** A part of a game that takes longer has stopped the whole show; on a slow machine a tick takes some milliseconds. */
const maxCallMs = 1000

/** Share of the memory that JavaScript may have on this machine: beyond it V8 ends the process, and nobody could say why. */
const maxHeapShare = 0.6

export interface WatchLimits {
  readonly maxCallMs?: number
  /** Of the whole heap of this thread. */
  readonly maxHeapBytes?: number
}

export interface WatchedGame {
  /** The game, which is stopped for good once a part of it doesn't come to its end or the memory is full. */
  readonly game: Game
  /** Why it was stopped, as a sentence without a full stop, and where it was, if somebody looked out for that; null while it plays. */
  readonly fault: AuthorError | null
}

/**
 * Lets a game be called without fear that it never returns. Node has a thread of its own for each such call that interrupts what takes
 * too long, which costs a quarter of a millisecond. So only what is called once a tick is called so, and only in shows on the air;
 * `judge`, which sees each message, has been tried out before.
 */
export function watchGame(game: Game, limits: WatchLimits = {}): WatchedGame {
  const limitMs = limits.maxCallMs ?? maxCallMs
  const watches = { step: createWatch(limitMs), leaders: createWatch(limitMs), score: createWatch(limitMs) }
  const maxHeap = limits.maxHeapBytes ?? maxHeapShare * getHeapStatistics().heap_size_limit
  let fault: AuthorError | null = null
  const call = <T>(part: keyof typeof watches, usual: T, run: () => T): T => {
    if (fault !== null) return usual
    let result = usual
    const stuck = watches[part](() => (result = run()))
    if (stuck !== null) fault = explainAt(stuck, `${part} has not come to its end for ${limitMs / 1000} s`)
    return result
  }
  const watched: Game = {
    ...game,
    step(...args) {
      call('step', undefined, () => game.step(...args))
      if (fault === null && getHeapStatistics().used_heap_size > maxHeap) fault = explainAt('', 'the memory is full')
    },
    ...(game.leaders ? { leaders: (state) => call('leaders', [], () => game.leaders?.(state) ?? []) } : {}),
    ...(game.score ? { score: (state) => call('score', stoppedScore, () => game.score?.(state) ?? '') } : {}),
  }
  return {
    game: watched,
    get fault() {
      return fault
    },
  }
}

const stoppedScore = 'the game has been stopped'

/**
 * What loops computes all the time; a process that was stopped, or got no processor, is not the game’s fault. So it takes this share of the
 * limit as processor time, in calls one after the other that were all broken off, and more where it isn’t known yet where they were: whoever
 * is to tell that gets as little.
 */
const leastShare = { found: 0.05, unknown: 0.5 } as const

/** Where the script finds what it is to run: it knows nothing but the global object. */
const key = 'chatarcadeWatched'

/**
 * @returns runs something, and tells by a stack where it was when it did not come to its end: empty where nobody looked out, null where it did
 * @throws what it throws, or an Error where the whole machine stood still meanwhile
 */
function createWatch(timeout: number): (run: () => unknown) => string | null {
  const script = new Script(`${key}()`)
  const fresh: { readonly spentMs: number; readonly stack: string | null } = { spentMs: 0, stack: null }
  let brokenOff = fresh
  return (run) => {
    const before = process.threadCpuUsage()
    calls.enter(timeout)
    Reflect.set(globalThis, key, run)
    try {
      script.runInThisContext({ timeout })
      brokenOff = fresh
      return null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
        brokenOff = fresh
        throw error
      }
      const { user, system } = process.threadCpuUsage(before)
      const spentMs = brokenOff.spentMs + (user + system) / 1000
      const stack = foundStack() ?? brokenOff.stack
      brokenOff = { spentMs, stack }
      if (spentMs < timeout * (stack === null ? leastShare.unknown : leastShare.found))
        throw new Error('the machine stood still for too long', { cause: error })
      return stack ?? ''
    } finally {
      calls.leave()
      Reflect.deleteProperty(globalThis, key)
    }
  }
}
