import { startThinking, strengths, type Choice, type Thinking } from './engine.ts'
import { positionsBefore } from './position.ts'
import { turnOf } from './side.ts'
import type { VoteChess } from './state.ts'

interface Search {
  /** Which position of which game it is about. */
  readonly of: string
  readonly thinking: Thinking
  slices: number
}

/**
 * The search that is under way. It is no part of the state, since it follows from it: where it is missing, as after a restart, it is
 * done again at once, up to the same slice.
 */
const searches = new WeakMap<VoteChess, Search>()

/** Ticks that the engine takes for a move. */
export function thinkTicks(strength: number, tickRate: number): number {
  return Math.round(strengthOf(strength).seconds * tickRate)
}

/** The engine’s choice after so many slices of thought, each a tick’s. */
export function thinkOn(state: VoteChess, strength: number, slices: number): Choice {
  const of = `${state.seed} ${state.moves.length} ${strength} ${state.fen}`
  let search = searches.get(state)
  if (search?.of !== of || search.slices > slices) {
    const seed = (state.seed + state.moves.length) >>> 0
    const problem = { fen: state.fen, strength: strengthOf(strength), before: positionsBefore(state), seed }
    search = { of, thinking: startThinking(problem), slices: 0 }
    searches.set(state, search)
  }
  for (; search.slices < slices; search.slices++) search.thinking.think()
  return search.thinking.best
}

/** What the engine’s score says of the game as White sees it, in hundredths of a pawn, within what the state holds. */
export function balanceOf(state: VoteChess, { score }: Choice): number {
  const bounded = Math.max(-9999, Math.min(9999, score))
  return turnOf(state.fen) === 'w' ? bounded : -bounded
}

function strengthOf(strength: number) {
  return strengths[strength] ?? strengths[2]!
}
