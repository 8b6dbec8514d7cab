import type { Random } from '../../index.ts'
import { startThinking, strengths } from './engine.ts'
import { boardOf, nameOf, readMoves, type LegalMove } from './legal.ts'
import { isOver, isPeoples } from './flow.ts'
import type { VoteChess } from './state.ts'

/** First moves of a game, the frequent ones several times. */
const firstMoves = ['e4', 'e4', 'e2e4', 'd4', 'd4', 'pawn d4', 'Nf3', 'knight f3', 'c4']
const firstReplies = ['e5', 'e5', 'c5', 'e7e5', 'pawn e5', 'e6', 'Nf6', 'd5']

/** A move as a viewer would type it: in algebraic notation, as squares or in words; most like the same few. */
export function bot(state: VoteChess, random: Random): string | null {
  if (state.phase === 'demo') return random.pick(state.crowd === 'b' ? firstReplies : firstMoves)
  if (isOver(state) || !isPeoples(state)) return null
  const moves = readMoves(state.legal)
  if (moves.length === 0) return null
  const idea = random.integer(10)
  const move = (idea < 6 ? ideaFor(state, moves, idea < 4 ? 2 : 1) : null) ?? favourite(moves, random)
  const kind = random.integer(8)
  if (kind < 5) return move.san
  if (kind < 7) return `${move.from}${move.to}${move.promotion}`
  return inWords(move, state.fen) ?? move.san
}

const ideas = new Map<string, LegalMove | null>()

/** What a player with an eye for it would do: two ideas for each position, so that a crowd agrees on something. */
function ideaFor({ fen }: VoteChess, moves: readonly LegalMove[], which: 1 | 2): LegalMove | null {
  const of = `${which} ${fen}`
  const known = ideas.get(of)
  if (known !== undefined) return known
  const thinking = startThinking({ fen, strength: strengths[which]!, before: new Set(), seed: which })
  for (let slice = 0; slice < ideaSlices; slice++) thinking.think()
  const { move } = thinking.best
  const found = moves.find(({ from, to, promotion }) => `${from}${to}${promotion}` === move) ?? null
  if (ideas.size >= 4) ideas.delete(ideas.keys().next().value ?? '')
  ideas.set(of, found)
  return found
}

/** Slices of thought for an idea: some milliseconds, once for each position of a rehearsal. */
const ideaSlices = 6

/** The best of three at random: mates before checks and captures, and the middle of the board before its edge. */
function favourite(moves: readonly LegalMove[], random: Random): LegalMove {
  const tried = [random.pick(moves), random.pick(moves), random.pick(moves)]
  return tried.reduce((best, each) => (appeal(each) > appeal(best) ? each : best))
}

function appeal({ to, san }: LegalMove): number {
  const file = 'abcdefgh'.indexOf(to[0] ?? 'a')
  const middle = Math.min(file, 7 - file) + (to[1] === '4' || to[1] === '5' ? 1 : 0)
  const forcing = (san.includes('x') ? 5 : 0) + (san.endsWith('+') ? 2 : 0) + (san.startsWith('O-O') ? 4 : 0)
  return middle + forcing + (san.endsWith('#') ? 100 : 0)
}

/** Null where words would leave open which of two pieces moves. */
function inWords({ from, to, promotion, san }: LegalMove, fen: string): string | null {
  if (san.startsWith('O-O')) return san.startsWith('O-O-O') ? 'castle queenside' : 'castle kingside'
  if (promotion !== '') return null
  const piece = nameOf(boardOf(fen).get(from) ?? '')
  if (/^[KQRBN]?x?[a-h][1-8][+#]?$/.test(san)) return `${piece} ${san.includes('x') ? 'takes ' : ''}${to}`
  return `${piece} ${from} to ${to}`
}
