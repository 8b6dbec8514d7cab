import type { Ballot, Context2D, PictureFrame, Rect } from '../../index.ts'
import { headlineOf, resultSeconds } from './result.ts'
import { arrowColours, font, paint } from './look.ts'
import type { VoteChess } from './state.ts'

/** What is said across the board, the first line the largest; null where nothing is. */
export interface Banner {
  readonly lines: readonly string[]
  readonly isWon: boolean
}

/** Seconds for which the invitation is seen, and then the board. */
const shown = 7
const hidden = 5

/** The ballot that leads is told instead of the invitation: it begins the game. */
export function bannerOf(state: VoteChess, frame: PictureFrame): Banner | null {
  if (state.result !== '') return resultOf(state, frame)
  if (state.phase !== 'demo') return null
  const [first] = frame.ballots
  if (first !== undefined) return { lines: [startWith(first), 'type yours now'], isWon: false }
  if (frame.seconds % (shown + hidden) >= shown) return null
  return { lines: ['Play with us!', state.crowd === 'b' ? 'Type e5, c5 or e6' : 'Type e4, d4 or Nf3'], isWon: false }
}

const startWith = ({ label }: Ballot) => `We begin with ${label}`

function resultOf(state: VoteChess, { seconds, tickRate }: PictureFrame): Banner {
  const left = Math.max(0, Math.ceil(resultSeconds - (seconds - state.overTick / tickRate)))
  const { result, phase, crowd } = state
  const headline = headlineOf({ result, crowd: phase === 'demo' ? '' : crowd }).replace(
    phase === 'demo' ? 'Team ' : '',
    '',
  )
  const isWon = phase === 'game' && !headline.startsWith('The engine')
  return { lines: [headline, state.reason, `next game in ${left} s`], isWon }
}

export function drawBanner(g: Context2D, { lines }: Banner, board: Rect, text: number): void {
  const [head, line] = [text * 1.9, text * 1.55]
  const height = head + line * (lines.length - 1) + text * 0.9
  const top = Math.round(board.y + (board.height - height) / 2)
  g.fillStyle = paint.band
  g.fillRect(board.x, top, board.width, height)
  g.fillStyle = paint.active
  g.fillRect(board.x, top, board.width, Math.max(2, text * 0.12))
  g.fillRect(board.x, top + height - Math.max(2, text * 0.12), board.width, Math.max(2, text * 0.12))
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  const middle = Math.round(board.x + board.width / 2)
  for (const [index, words] of lines.entries()) {
    g.font = index === 0 ? font(800, text * 1.45) : font(600, text)
    g.fillStyle = index === 0 ? paint.active : paint.text
    const y = top + text * 0.45 + (index === 0 ? head / 2 : head + (index - 0.5) * line)
    g.fillText(words, middle, Math.round(y), board.width - text)
  }
}

const flakes = 28

/** Paper that falls for those who won, slowly, over the board alone. */
export function drawConfetti(g: Context2D, state: VoteChess, board: Rect, { seconds, tickRate }: PictureFrame): void {
  const age = seconds - state.overTick / tickRate
  g.save()
  g.beginPath()
  g.rect(board.x, board.y, board.width, board.height)
  g.clip()
  for (let flake = 0; flake < flakes; flake++) {
    // Spread by the golden ratio, so that no two fall together.
    const [column, start] = [(flake * 0.618) % 1, (flake * 0.382) % 1]
    const y = ((age * (0.12 + 0.06 * start) + start * 1.3) % 1.3) - 0.15
    const size = board.width * (0.014 + 0.01 * column)
    const x = board.x + board.width * (column + 0.02 * Math.sin(age * 2 + flake))
    g.fillStyle = arrowColours[flake % arrowColours.length] ?? arrowColours[0]
    g.fillRect(
      Math.round(x),
      Math.round(board.y + board.height * y),
      size,
      size * (0.6 + 0.4 * Math.sin(age * 3 + flake)),
    )
  }
  g.restore()
}
