import { createPiecedLayer, type Moment } from './layer.ts'
import { createPiece } from './piece.ts'
import { panel } from './text.ts'
import { colours } from './theme.ts'
import { barTop, countdownOf } from './vote-heading.ts'
import { votePad } from './vote.ts'

/** The window of the vote as a bar that empties: a layer of its own, since it moves with every tick and the rest doesn't. */
export const voteBar = createPiecedLayer('vote', read, (_, { share }, { layout: { vote: rect, text: px } }) => {
  const pad = votePad(px)
  const height = Math.max(4, Math.round(px * 0.25))
  const bar = { x: rect.x + pad, y: Math.round(rect.y + pad + px * barTop), width: rect.width - 2 * pad, height }
  const width = Math.round(bar.width * share)
  return [
    createPiece(bar, width, (g) => {
      panel(g, bar, height / 2, colours.track)
      if (width > 0) panel(g, { ...bar, width }, height / 2, colours.accent)
    }),
  ]
})

/** In steps that are finer than a pixel; a closed vote's bar is empty, however long it would have gone on. */
function read({ show }: Pick<Moment, 'show'>) {
  const countdown = countdownOf(show)
  if (countdown === null) return null
  const left = (show.closesAtTick - show.tick) / show.windowTicks
  return { share: countdown.isClosed || countdown.isAwaited ? 0 : Math.min(1, Math.round(1000 * left) / 1000) }
}
