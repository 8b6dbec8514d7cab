import { slates, type Context2D, type Rect, type Show } from '../../game/index.ts'
import { identityOf, sizeOf } from './image.ts'
import { createLayer } from './layer.ts'
import { safeArea } from './layout.ts'
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
  ({ show, images, frame: { width, height } }) => {
    const which = slates.find((each) => each === show.slate) ?? 'break'
    const said = { headline: headlines[which], title: show.title, width, height }
    // Whatever made somebody panic, nothing of theirs is shown until they are back.
    if (which === 'panic') return { ...said, text: '', backdrop: null }
    const image = show.backdrop === '' ? undefined : images.get(show.backdrop)
    const backdrop = image === undefined ? null : { name: show.backdrop, image: identityOf(image) }
    return { ...said, text: show.slateText, backdrop }
  },
  (g, { headline, title, text, width, height, backdrop }, { text: px }, images) => {
    drawGround(g, { x: 0, y: 0, width, height })
    const image = backdrop === null ? undefined : images.get(backdrop.name)
    if (image !== undefined) drawBackdrop(g, image, { x: 0, y: 0, width, height })
    // It covers the whole picture, so the places that a game chose for layers are none of its business.
    const room = safeArea(width, height).width
    const wanted = px * 3.2
    // In whole pixels, as a font is rounded up and would be too wide by a letter.
    const fitting = Math.floor((wanted * room) / Math.max(1, widthOf(g, headline, 800, wanted)))
    const size = Math.min(wanted, fitting)
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

/** Over the whole picture, without bars, and darkened so that the words on it have the contrast that they have without it. */
function drawBackdrop(g: Context2D, image: CanvasImageSource, { width, height }: Rect): void {
  const size = sizeOf(image)
  if (size.width <= 0 || size.height <= 0) return
  const scale = Math.max(width / size.width, height / size.height)
  const [wide, high] = [size.width * scale, size.height * scale]
  g.drawImage(image, (width - wide) / 2, (height - high) / 2, wide, high)
  const scrim = g.createLinearGradient(0, 0, 0, height)
  for (const [at, dark] of scrimStops) scrim.addColorStop(at, `rgba(11, 13, 22, ${dark})`)
  g.fillStyle = scrim
  g.fillRect(0, 0, width, height)
}

/** Darkest where the words are: on pure white, the accent of the title has 4.5 : 1 there, and all else more. */
const scrimStops = [
  [0, 0.45],
  [0.24, 0.8],
  [0.74, 0.8],
  [1, 0.45],
] as const
