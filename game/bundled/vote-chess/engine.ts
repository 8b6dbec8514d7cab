import { generateLegalMoves } from 'js-chess-engine/dist/core/MoveGenerator.js'
import { parseFEN, toFEN } from 'js-chess-engine/dist/utils/fen.js'
import { Piece, type InternalBoard, type InternalMove } from 'js-chess-engine'
import { createRandom } from '../../index.ts'
import { placeOf } from './side.ts'
import { after, createMemory, isWorthwhile, negamax, perfect, worst, type Memory, type Slices } from './search.ts'

/** How well the engine plays. */
export interface Strength {
  /** Moves that it looks ahead, and captures in a row beyond that. */
  readonly depth: number
  readonly captures: number
  /** Its time for a move. It looks at `nodesATick` positions in each tick of it. */
  readonly seconds: number
  /** What it errs by, in hundredths of a pawn: so much a move may seem better than it is. */
  readonly error: number
}

/** Half a millisecond’s work, mostly. */
export const nodesATick = 60

/** By the setting `strength`. The depths and errors are js-chess-engine’s own ideas of its levels. */
export const strengths: Readonly<Record<number, Strength>> = {
  1: { depth: 1, captures: 0, seconds: 2, error: 120 },
  2: { depth: 2, captures: 1, seconds: 3, error: 60 },
  3: { depth: 3, captures: 2, seconds: 4, error: 30 },
  4: { depth: 4, captures: 4, seconds: 6, error: 15 },
  5: { depth: 6, captures: 4, seconds: 10, error: 6 },
}

/** What the engine would play, as squares, and how it judges the game for the side to move. */
export interface Choice {
  readonly move: string
  readonly score: number
}

/** A position to think about. */
export interface Problem {
  readonly fen: string
  readonly strength: Strength
  /** Positions that it had better not come back to, as `placeOf` has them. */
  readonly before: ReadonlySet<string>
  /** What its errors are drawn from: the same seed errs the same. */
  readonly seed: number
}

/** A search that goes on where it is told to, and knows its best move at any time. */
export interface Thinking {
  /** Goes on by one slice. */
  think(): void
  /** The best move so far: of the deepest search that was finished, or what the unfinished one found better. */
  readonly best: Choice
}

interface Root {
  readonly move: InternalMove
  readonly child: InternalBoard
  /** What it is thought better by than it is. */
  readonly error: number
  readonly isRepeat: boolean
}

/** Begins to think; the position has a legal move. Everything follows from the problem and the number of slices. */
export function startThinking(problem: Problem): Thinking {
  const { strength } = problem
  const roots = rootsOf(problem)
  const memory = createMemory(nodesATick, strength.captures)
  let best: Choice = { move: squaresOf(roots[0]!.move), score: 0 }
  const search = deepen(roots, strength.depth, memory, (choice) => (best = choice))
  return {
    think: () => void search.next(),
    get best() {
      return best
    },
  }
}

function rootsOf({ fen, strength, before, seed }: Problem): Root[] {
  const random = createRandom(seed, 'errors')
  const board = parseFEN(fen)
  return generateLegalMoves(board)
    .filter(isWorthwhile)
    .flatMap((move) => {
      const child = after(board, move)
      const error = random.integer(strength.error + 1)
      return child === null ? [] : [{ move, child, error, isRepeat: before.has(placeOf(toFEN(child))) }]
    })
}

/** One move further each time; each search begins with the best moves of the last one. */
function* deepen(roots: Root[], depth: number, memory: Memory, found: (choice: Choice) => void): Slices<void> {
  for (let reach = 1; reach <= depth; reach++) {
    const scores = yield* searchRoots(roots, reach, memory, found)
    roots.sort((a, b) => (scores.get(b) ?? worst) - (scores.get(a) ?? worst))
  }
}

/** Tells of each move that is better than those before it: the first one is the best of the last search. */
function* searchRoots(
  roots: readonly Root[],
  reach: number,
  memory: Memory,
  found: (choice: Choice) => void,
): Slices<ReadonlyMap<Root, number>> {
  const scores = new Map<Root, number>()
  let best = worst
  for (const root of roots) {
    const low = Math.max(worst, best - root.error)
    const score = root.isRepeat ? 0 : -(yield* negamax(root.child, reach - 1, -perfect, -low, 1, memory))
    scores.set(root, score + root.error)
    if (scores.size > 1 && score + root.error <= best) continue
    best = score + root.error
    found({ move: squaresOf(root.move), score })
  }
  return scores
}

function squaresOf({ from, to, promotionPiece = Piece.EMPTY }: InternalMove): string {
  return `${squareOf(from)}${squareOf(to)}${promotionPiece === Piece.EMPTY ? '' : 'q'}`
}

/** `a1` for 0, `h8` for 63. */
export function squareOf(index: number): string {
  return `${'abcdefgh'[index % 8]}${1 + Math.floor(index / 8)}`
}
