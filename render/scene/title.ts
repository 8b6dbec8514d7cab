import { createLayer } from './layer.ts'
import { panel, widthOf, write } from './text.ts'

/** The game's title, at the head of the picture. */
export const title = createLayer(
  'title',
  ({ show }) => (show.title === '' ? null : show.title),
  (g, words, { title: rect, text: px }) => {
    const pad = px * 0.8
    const size = { px: px * 1.1, weight: 800 } as const
    const width = Math.min(rect.width - 2 * pad, Math.ceil(widthOf(g, words, size.weight, size.px)))
    panel(g, { ...rect, width: width + 2 * pad }, px * 0.6)
    write(g, words, rect.x + pad, rect.y + rect.height / 2, { ...size, width })
  },
)
