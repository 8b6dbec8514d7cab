import type { GameView, PictureFrame } from '../../index.ts'
import { arrowsOf, drawArrows } from './arrows.ts'
import { bannerOf, drawBanner, drawConfetti } from './banner.ts'
import { drawBoard, drawPieces, slide } from './board.ts'
import { place, standIn } from './layout.ts'
import { drawList } from './list.ts'
import { paint } from './look.ts'
import { sound, soundGainDb } from './sound.ts'
import { otherThan, type Colour } from './side.ts'
import type { VoteChess } from './state.ts'
import { story } from './story.ts'
import { drawStrip, usedSeconds } from './strips.ts'

export const view: GameView<VoteChess> = {
  draw(g, state, frame) {
    const { board, strips, list, text } = standIn(frame.width, frame.height)
    const below: Colour = state.crowd === 'b' ? 'b' : 'w'
    const seen = { rect: board, isTurned: below === 'b' }
    g.fillStyle = paint.table
    g.fillRect(0, 0, frame.width, frame.height)
    drawBoard(g, state, seen, text)
    drawPieces(g, state, seen, slide(state, frame))
    drawArrows(g, arrowsOf(state, frame.ballots), seen, text)
    drawStrip(g, state, otherThan(below), strips[0], frame)
    drawStrip(g, state, below, strips[1], frame)
    if (list !== null) drawList(g, state, list, text)
    const banner = bannerOf(state, frame)
    if (banner?.isWon) drawConfetti(g, state, board, frame)
    if (banner !== null) drawBanner(g, banner, board, text)
  },
  still,
  story,
  place,
  sound,
  soundGainDb,
}

/** Everything that is drawn hangs on this, and most of it changes once a second: with the clock of the side to move. */
function still(state: VoteChess, frame: PictureFrame): string | null {
  if (slide(state, frame) < 1) return null
  const banner = bannerOf(state, frame)
  if (banner?.isWon) return null
  const ballots = arrowsOf(state, frame.ballots).map(({ from, to, share }) => `${from}${to}${Math.round(share * 100)}`)
  const clocks = `${usedSeconds(state, 'w', frame)} ${usedSeconds(state, 'b', frame)}`
  const { fen, last, phase, crowd, result, moves } = state
  return [fen, last, phase, crowd, result, moves.length, clocks, ...ballots, ...(banner?.lines ?? [])].join('|')
}
