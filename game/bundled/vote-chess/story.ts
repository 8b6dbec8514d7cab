import { boardOf, nameOf } from './legal.ts'
import type { VoteChess } from './state.ts'
import { playerOf } from './strips.ts'
import { otherThan, turnOf } from './side.ts'

/** The last move of a game with people, in words that can be spoken: `Engine: knight takes f 3, check`. */
export function story(state: VoteChess): { readonly text: string; readonly atTick: number } | null {
  const { phase, moves, last, lastTick, fen } = state
  const san = moves[moves.length - 1]
  if (phase !== 'game' || san === undefined) return null
  const player = playerOf(otherThan(turnOf(fen)), state)
  return { text: `${player}: ${inWords(san, last, fen)}${ending(san)}`, atTick: lastTick }
}

function inWords(san: string, last: string, fen: string): string {
  if (san.startsWith('O-O')) return san.startsWith('O-O-O') ? 'castles queenside' : 'castles kingside'
  const [file = '', rank = ''] = last.slice(2, 4)
  const [before = '', after] = san.split('=', 2)
  const piece = nameOf(after === undefined ? (boardOf(fen).get(last.slice(2, 4)) ?? '') : 'p')
  const move = `${piece}${before.includes('x') ? ' takes' : ''} ${file} ${rank}`
  return after === undefined ? move : `${move}, and becomes a ${nameOf(after.slice(0, 1))}`
}

function ending(san: string): string {
  if (san.endsWith('#')) return ', checkmate'
  return san.endsWith('+') ? ', check' : ''
}
