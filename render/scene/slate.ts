import { slates, type Context2D, type Rect, type Show } from '../../game/index.ts'
import { createLayer } from './layer.ts'
import { widthOf, wrap, write } from './text.ts'
import { colours, font } from './theme.ts'

const headlines = {
  soon: 'Starting soon',
  break: 'Be right back',
  ended: 'The show has ended',
  panic: 'One moment, please',
} as const

/** What the slate says that is up; empty while the game is shown. */
export function slateHeadline({ slate: which }: Pick<Show, 'slate'>): string {
  const known = slates.find((each) => each === which)
  return known === undefined ? '' : headlines[known]
}

/** A calm picture in place of the game: what show this is, what is going on, and what the streamer has to say about it. */
export const slate = createLayer(
  'slate',
  ({ show, frame: { width, height } }) => {
    const which = slates.find((each) => each === show.slate) ?? 'break'
    const text = which === 'panic' ? '' : show.slateText
    return { headline: headlines[which], title: show.title, text, width, height }
  },
  (g, { headline, title, text, width, height }, { text: px, title: row }) => {
    drawGround(g, { x: 0, y: 0, width, height })
    const room = width - 2 * row.x
    const size = Math.min(px * 3.2, (px * 3.2 * room) / Math.max(1, widthOf(g, headline, 800, px * 3.2)))
    const middle = Math.round(height * 0.46)
    const centred = { align: 'center', width: room } as const
    write(g, title, width / 2, middle - size * 1.1, { ...centred, px: px * 1.3, weight: 600, colour: colours.accent })
    write(g, headline, width / 2, middle, { ...centred, px: size, weight: 800 })
    if (text === '') return
    const style = { px: px * 1.2, weight: 400, colour: colours.quiet } as const
    g.font = font(style.weight, style.px, text)
    for (const [index, line] of wrap(g, text, room * 0.9, 3).entries())
      write(g, line, width / 2, middle + size + index * style.px * 1.5, { ...centred, ...style })
  },
)

/** Opaque, since what is below it must not be seen. */
function drawGround(g: Context2D, { width, height }: Rect): void {
  const ground = g.createLinearGradient(0, 0, 0, height)
  ground.addColorStop(0, '#161b2e')
  ground.addColorStop(1, '#0b0d16')
  g.fillStyle = ground
  g.fillRect(0, 0, width, height)
}
