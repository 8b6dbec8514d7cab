import type { Command, Judgement } from '../../index.ts'
import { boardOf, nameOf, type Board, type LegalMove } from './legal.ts'
import { colourNames, otherThan, turnOf, type Colour } from './side.ts'
import { meaningsOf, wordsOf, type Said } from './words.ts'

/** A position that is voted on. */
export interface Question {
  readonly fen: string
  readonly legal: readonly LegalMove[]
  readonly isCheck: boolean
}

/** The one legal move that a command can mean, or why there is none. */
export function moveOf(command: Pick<Command, 'args'>, question: Question): LegalMove | { readonly refuse: string } {
  const meanings = meaningsOf(wordsOf(command.args))
  const [first] = meanings
  if (first === undefined) return { refuse: 'a move is like e4, Nf3, exd5, e2e4, knight f3 or castle' }
  const board = boardOf(question.fen)
  const found = meanings.map((said) => movesFor(said, question.legal, board))
  // `bxc3` is as good for the pawn as for the bishop; other meanings are tried in turn.
  const isOpen = meanings.every(({ takes, fromRank }) => takes && fromRank === '')
  const moves = isOpen ? [...new Set(found.flat())] : (found.find((each) => each.length > 0) ?? [])
  const [move] = moves
  if (move === undefined) return { refuse: whyNot(first, question, board) }
  if (moves.length === 1) return move
  return { refuse: `it could be ${choices(moves)}: say which` }
}

export function judgeMove(command: Pick<Command, 'args'>, question: Question): Judgement {
  const move = moveOf(command, question)
  return 'refuse' in move ? move : { label: move.san }
}

function choices(moves: readonly LegalMove[]): string {
  // The first four say enough of what is missing. Two bishops that can’t be told apart by letters are told by squares.
  const named = moves.slice(0, 4).map(({ from, to, san }) => (san.startsWith('B') ? `${san} (${from}${to})` : san))
  const last = named.pop() ?? ''
  return named.length === 0 ? last : `${named.join(', ')} or ${last}`
}

/** The legal moves that the words fit; of promotions those to a queen, where nothing else was said. */
function movesFor(said: Said, legal: readonly LegalMove[], board: Board): readonly LegalMove[] {
  if (said.castles !== '') return legal.filter(({ san }) => isCastling(san, said.castles))
  const fitting = legal.filter((move) => fits(said, move, board))
  return fitting.filter(({ promotion }) => promotion === '' || promotion === (said.promotion || 'q'))
}

function isCastling(san: string, side: string): boolean {
  if (side !== 'k' && san.startsWith('O-O-O')) return true
  return side !== 'q' && san.startsWith('O-O') && !san.startsWith('O-O-O')
}

function fits(said: Said, { from, to, san }: LegalMove, board: Board): boolean {
  const mover = (board.get(from) ?? '').toLowerCase()
  if (said.piece !== '' && said.piece !== mover) return false
  if (said.to !== '' && said.to !== to) return false
  if (said.fromFile !== '' && said.fromFile !== from[0]) return false
  if (said.fromRank !== '' && said.fromRank !== from[1]) return false
  if (said.takes && !san.includes('x')) return false
  // A pawn that is taken in passing doesn’t stand on the square.
  return said.victim === '' || said.victim === (board.get(to) ?? 'p').toLowerCase()
}

const colourOf = (piece: string): Colour => (piece === piece.toUpperCase() ? 'w' : 'b')

/** The first reason that holds. */
function whyNot(said: Said, question: Question, board: Board): string {
  const mine = turnOf(question.fen)
  if (said.castles !== '') return question.isCheck ? 'you can’t castle out of check' : 'you can’t castle there now'
  return (
    squareProblem(said, board, mine) ?? pieceProblem(said, question, board) ?? `that isn’t possible${inCheck(question)}`
  )
}

const inCheck = ({ isCheck }: Question) => (isCheck ? ': the king is in check' : '')

/** What stands where it should not. */
function squareProblem(said: Said, board: Board, mine: Colour): string | null {
  const { fromFile, fromRank, to, takes } = said
  const moving = fromFile !== '' && fromRank !== '' ? `${fromFile}${fromRank}` : null
  if (moving !== null) {
    const piece = board.get(moving)
    if (piece === undefined) return `nothing stands on ${moving}`
    if (colourOf(piece) !== mine) return `the ${nameOf(piece)} on ${moving} is ${colourNames[otherThan(mine)]}’s`
    if (said.piece !== '' && said.piece !== piece.toLowerCase()) return `on ${moving} stands a ${nameOf(piece)}`
  }
  const target = board.get(to)
  if (target !== undefined && colourOf(target) === mine)
    return `${colourNames[mine]}’s own ${nameOf(target)} is on ${to}`
  return takes && to !== '' && target === undefined ? `there is nothing to take on ${to}` : null
}

/** What the piece can’t do. */
function pieceProblem(
  { piece, to, victim, fromFile, fromRank }: Said,
  question: Question,
  board: Board,
): string | null {
  if (victim !== '') return `no ${nameOf(victim)} can be taken like that`
  const others = question.legal.filter((move) => move.to === to).map(({ san }) => san)
  const [other] = others
  const hint = other === undefined ? inCheck(question) : `; ${other} can be played`
  const mover = fromFile !== '' && fromRank !== '' ? board.get(`${fromFile}${fromRank}`) : undefined
  if (mover !== undefined) return `the ${nameOf(mover)} can’t go to ${to}${hint}`
  return piece === '' ? null : `no ${nameOf(piece)} can go to ${to}${hint}`
}
