import { Chess } from 'chess.js'
import type { Command, Decision, Judgement, Typist } from '../../index.ts'
import { endGame, firstColour, isOver, isPeoples, makeMove, startGame, type Flow } from './flow.ts'
import { judgeMove, moveOf, type Question } from './judge.ts'
import { readMoves } from './legal.ts'
import { legalIn } from './legal-in.ts'
import { colourNames, otherThan, startFen, turnOf, type Colour } from './side.ts'
import type { VoteChess } from './state.ts'

/** Half-moves before which nobody resigns or offers a draw: one who does so at once spoils the game for all. */
const settledPlies = 20

/** The engine takes a draw where it is ahead by less than this, in hundredths of a pawn. */
const drawBelow = 40

/** The first position that people have a move in, when they begin a game: against the engine’s White, the one after its first move. */
const openings = {
  w: { fen: startFen, engineFirst: '' },
  b: { fen: 'rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1', engineFirst: 'e2e4' },
} as const

const openingMoves = new Map<string, string>()

function openingOf(crowd: string): Question {
  const { fen } = openings[crowd === 'b' ? 'b' : 'w']
  const legal = openingMoves.get(fen) ?? legalIn(new Chess(fen))
  openingMoves.set(fen, legal)
  return { fen, legal: readMoves(legal), isCheck: false }
}

/** What is voted on: the position, or the first of a new game while the engine plays by itself. */
function questionOf(state: VoteChess): Question {
  if (state.phase === 'demo') return openingOf(state.crowd)
  return { fen: state.fen, legal: readMoves(state.legal), isCheck: state.isCheck }
}

const teamOf = new Map<string, Colour>([
  ['white', 'w'],
  ['black', 'b'],
])

/** What is made of a command that is typed now. */
export function judge(state: VoteChess, command: Command, { team }: Typist): Judgement | null {
  const refusal = whyNotNow(state, team)
  if (refusal !== null) return { refuse: refusal }
  if (command.name === 'move') return judgeMove(command, questionOf(state))
  if (state.phase === 'demo') return { refuse: 'there is no game yet: a move begins one' }
  const isTaken = command.name === 'draw' && state.offer === otherThan(turnOf(state.fen))
  if (!isTaken && state.moves.length < settledPlies) return { refuse: `from move ${settledPlies / 2 + 1} on` }
  return null
}

function whyNotNow(state: VoteChess, team: string | null): string | null {
  const side = team === null ? undefined : teamOf.get(team)
  if (state.phase === 'demo') {
    const first = state.crowd === 'b' ? 'b' : 'w'
    return side === undefined || side === first ? null : `${colourNames[first]} begins the game`
  }
  if (isOver(state)) return 'the game is over, and the next one begins in a moment'
  if (!isPeoples(state)) return 'not your turn yet'
  const turn = turnOf(state.fen)
  return side === undefined || side === turn ? null : `it is ${colourNames[turn]}’s turn`
}

/** Does what people decided, if it still can be done. */
export function decide(state: VoteChess, decision: Decision, flow: Flow): void {
  const { command, team } = decision
  if (whyNotNow(state, team) !== null) return
  if (command.name === 'move') return decideMove(state, command, flow)
  if (state.phase === 'demo') return
  if (command.name === 'resign') return resign(state, flow)
  if (command.name === 'draw') offerDraw(state, flow)
}

function decideMove(state: VoteChess, command: Command, flow: Flow): void {
  const move = moveOf(command, questionOf(state))
  if ('refuse' in move) return
  if (state.phase === 'demo') {
    startGame(state, 'game', firstColour(flow.settings), flow)
    const first = openings[state.crowd === 'b' ? 'b' : 'w'].engineFirst
    if (first !== '') makeMove(state, first, flow)
  }
  state.missed = 0
  makeMove(state, `${move.from}${move.to}${move.promotion}`, flow)
}

function resign(state: VoteChess, flow: Flow): void {
  const side = turnOf(state.fen)
  endGame(state, { result: side === 'w' ? '0-1' : '1-0', reason: `${colourNames[side]} resigns` }, flow)
}

/** The engine answers at once, by how it judged the game with its last move; a team with its next vote. */
function offerDraw(state: VoteChess, flow: Flow): void {
  const side = turnOf(state.fen)
  const agreed = { result: '1/2-1/2', reason: 'agreed by both sides' } as const
  if (state.offer === otherThan(side)) return endGame(state, agreed, flow)
  if (state.crowd === '') {
    if (state.offer !== side) flow.alert('info', `${colourNames[side]} offers a draw: move, and the others may take it`)
    state.offer = side
    return
  }
  const lead = side === 'w' ? -state.balance : state.balance
  if (lead < drawBelow) endGame(state, agreed, flow)
  else flow.alert('info', 'The engine declines the draw: play on')
}
