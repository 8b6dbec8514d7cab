import { createLayer } from './layer.ts'
import { panel, widthOf, write } from './text.ts'

/** Letters of the title in sizes of text; they shrink as far as the least of them before the title is cut. */
const letters = 1.1
const leastLetters = 0.8

/** The game's title, at the head of the picture. */
export const title = createLayer(
  'title',
  ({ show }) => (show.title === '' ? null : show.title),
  (g, words, { title: rect, text: px }) => {
    const pad = px * 0.8
    const weight = 800
    const room = rect.width - 2 * pad
    const usual = widthOf(g, words, weight, px * letters)
    const size = { px: px * Math.max(leastLetters, letters * Math.min(1, (0.97 * room) / usual)), weight } as const
    const width = Math.min(room, Math.ceil(widthOf(g, words, weight, size.px)))
    panel(g, { ...rect, width: width + 2 * pad }, px * 0.6)
    write(g, words, rect.x + pad, rect.y + rect.height / 2, { ...size, width })
  },
)
