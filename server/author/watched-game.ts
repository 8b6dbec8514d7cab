import { getHeapStatistics } from 'node:v8'
import type { Game } from '../../game/index.ts'
import { createChanging, type Watch } from './changing.ts'
import { explainAt, type AuthorError } from './fault.ts'
import { runWatched } from './watch.ts'

/** A part of a game that takes longer has stopped the whole show; on a slow machine a tick takes some milliseconds. */
const maxCallMs = 1000

/** Share of the memory that JavaScript may have on this machine: beyond it V8 ends the process, and nobody could say why. */
const maxHeapShare = 0.6

export interface WatchOptions {
  readonly maxCallMs?: number
  /** Of the whole heap of this thread. */
  readonly maxHeapBytes?: number
  /** It was stopped before, as the show remembers that goes on with it. */
  readonly isStopped?: boolean
}

/** What is known of a game that is watched. */
export interface Watching {
  /** Why it was stopped, as a sentence without a full stop, and where it was, if somebody looked out for that; null while it plays. */
  readonly fault: AuthorError | null
  /** Whether it was stopped in the middle of a call. That counts as never made: the state is what it was before. */
  readonly isBrokenOff: boolean
  /** Asks a part of the game many times under one watch. @returns how often it answered: fewer times only where it was stopped */
  many(part: string, times: number, ask: (index: number) => void): number
}

export interface WatchedGame extends Watching {
  /** The game, which is stopped for good once a part of it doesn't come to its end or the memory is full. */
  readonly game: Game
}

/**
 * Lets a game be called without fear that it never returns. Node has a thread of its own for each such call that interrupts what takes
 * too long, which costs an eighth of a millisecond. So only shows on the air call it so, and `judge`, which sees each message, is asked
 * `many` times at once.
 */
export function watchGame(game: Game, options: WatchOptions = {}): WatchedGame {
  const limitMs = options.maxCallMs ?? maxCallMs
  const maxHeap = options.maxHeapBytes ?? maxHeapShare * getHeapStatistics().heap_size_limit
  let fault = options.isStopped === true ? explainAt('', 'it had been stopped before the show went on') : null
  let isBrokenOff = false
  let isWatching = false
  const watch: Watch = (part, watched, limits = 1) => {
    const wasWatching = isWatching
    isWatching = true
    try {
      const stack = runWatched(watched, limits * limitMs)
      if (stack === null) return true
      fault ??= explainAt(stack, `${part} has not come to its end for ${limitMs / 1000} s`)
      isBrokenOff = true
      return false
    } finally {
      isWatching = wasWatching
    }
  }
  const ask: Ask = (part, usual, run) => {
    if (fault !== null) return usual
    if (isWatching) return run()
    let result = usual
    return watch(part, { run: () => void (result = run()) }) ? result : usual
  }
  const stepped = () => {
    if (fault === null && getHeapStatistics().used_heap_size > maxHeap) fault = explainAt('', 'the memory is full')
  }
  const changing = createChanging({ game, watch, isStopped: () => fault !== null, stepped })
  return {
    game: { ...game, ...changing, ...createAsked(game, ask) },
    get fault() {
      return fault
    },
    get isBrokenOff() {
      return isBrokenOff
    },
    many(part, times, each) {
      let done = 0
      const run = () => {
        for (; done < times; done++) each(done)
      }
      if (fault === null) watch(part, { run, progress: () => done })
      return done
    },
  }
}

type Ask = <T>(part: string, usual: T, run: () => T) => T

/** The parts of a game that only tell something. */
function createAsked(game: Game, ask: Ask): Partial<Game> {
  const asked: Partial<Game> = {}
  if (game.leaders) asked.leaders = (...args) => ask('leaders', [], () => game.leaders?.(...args) ?? [])
  if (game.score) asked.score = (...args) => ask('score', stoppedScore, () => game.score?.(...args) ?? '')
  if (game.bot) asked.bot = (...args) => ask('bot', null, () => game.bot?.(...args) ?? null)
  if (game.awaits) asked.awaits = (...args) => ask('awaits', null, () => game.awaits?.(...args) ?? null)
  if (game.judge) asked.judge = (...args) => ask('judge', null, () => game.judge?.(...args) ?? null)
  return asked
}

/** What a game that was stopped says of how it stands. */
export const stoppedScore = 'the game has been stopped'
