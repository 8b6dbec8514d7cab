import { deserialize, serialize } from 'node:v8'
import { loadState, saveState, type Game, type SavedRandom, type SavedState } from '../../game/index.ts'

type State = Parameters<Game['step']>[0]
type Context = Parameters<Game['step']>[2]
type Input = Parameters<Game['step']>[1]

/**
 * Can put a game back to where it was before a call that was broken off in the middle: to what was kept some seconds ago, and from there by
 * the same calls again, which is exact since a game is pure, and costs a tick next to nothing.
 */
export interface Keeper {
  /** Called before what changes the state, which is kept now and then. */
  readonly prepare: (state: State, random: SavedRandom | null) => void
  stepped(input: Input, ctx: Context): void
  forgot(player: string): void
  /** Something else has changed the state: what was kept is of no use any more. */
  readonly forget: () => void
  /** @returns false where nothing was kept, since the game can’t be saved */
  putBack(): boolean
}

interface Kept {
  readonly bytes: Uint8Array
  readonly state: State
  /** Null where nothing has drawn any lots since. */
  random: { readonly source: SavedRandom; readonly memory: ReturnType<SavedRandom['save']> } | null
}

/** At least so long from one memory to the next, and so large a part of the time that they may take. */
const leastMs = 5000
const share = 0.01

/** Calls and decisions that are kept to be played again: what is beyond makes a new memory due. */
const mostCalls = 10_000
const mostDecisions = 200_000

/** @param save the game’s own, which may throw */
export function createKeeper(game: Game, save: (state: State) => unknown): Keeper {
  let kept: Kept | null = null
  let again: ((state: State) => void)[] = []
  let decisions = 0
  let dueAtMs = 0
  const keep = (state: State) => {
    const startedAtMs = performance.now()
    again = []
    decisions = 0
    try {
      kept = { bytes: serialize({ state: saveState(state), game: save(state) }), state, random: null }
    } catch {
      kept = null
    }
    const nowMs = performance.now()
    dueAtMs = nowMs + Math.max(leastMs, (nowMs - startedAtMs) / share)
  }
  const isDue = () => performance.now() >= dueAtMs || again.length >= mostCalls || decisions >= mostDecisions
  return {
    prepare(state, random) {
      if (isDue() || (kept !== null && kept.state !== state)) keep(state)
      if (kept !== null && random !== null) kept.random ??= { source: random, memory: random.save() }
    },
    stepped(input, ctx) {
      if (kept === null) return
      decisions += input.length
      again.push((state) => game.step(state, input, ctx))
    },
    forgot(player) {
      if (kept !== null) again.push((state) => game.forget?.(state, player))
    },
    forget: () => {
      kept = null
      again = []
      dueAtMs = 0
    },
    putBack() {
      if (kept === null) return false
      const { state, bytes, random } = kept
      const memory = deserialize(bytes) as { readonly state: SavedState; readonly game: unknown }
      loadState(state, memory.state)
      random?.source.load(random.memory)
      game.load?.(state, memory.game)
      for (const call of again) repeat(call, state)
      return true
    },
  }
}

/** What it threw the first time it throws again. */
function repeat(call: (state: State) => void, state: State): void {
  try {
    call(state)
  } catch {
    // It was told of then.
  }
}
