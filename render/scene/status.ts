import type { Show, ShowStatus } from '../../game/index.ts'
import { headOf, isAlert } from './head.ts'
import { drawStatusIcon } from './icons.ts'
import { createLayer } from './layer.ts'
import { panel, widthOf, write } from './text.ts'
import { colours } from './theme.ts'

/** What the status line says where something is not as usual; a live show needs no words. */
export function statusWords({ status, delaySeconds }: Pick<Show, 'status' | 'delaySeconds'>): string {
  if (status === 'delayed') return `delay ${delaySeconds} s`
  return words.get(status) ?? ''
}

const words: ReadonlyMap<string, string> = new Map([
  ['paused', 'paused'],
  ['recovering', 'recovering'],
  ['slow', 'slow network'],
  ['overloaded', 'chat overloaded'],
])

/** How the show runs, at the right of the head: a shape and a word; where an alert needs the room, the shape alone. */
export const status = createLayer(
  'status',
  (moment) => {
    const { show } = moment
    const said = statusWords(show)
    return said === '' ? null : { status: show.status as ShowStatus, said, isBeside: isAlert(moment) }
  },
  (g, { status: which, said, isBeside }, layout) => {
    const { text: px } = layout
    const { status: rect, isStatusShort } = isBeside ? headOf(layout) : { status: layout.status, isStatusShort: false }
    const pad = px * 0.6
    const icon = px * 1.1
    const room = rect.width - icon - 3 * pad
    const width = isStatusShort ? rect.width : Math.min(room, Math.ceil(widthOf(g, said, 600, px))) + icon + 3 * pad
    const x = rect.x + rect.width - width
    const middle = rect.y + rect.height / 2
    panel(g, { ...rect, x, width }, px * 0.6)
    const colour = which === 'delayed' ? colours.quiet : colours.warning
    const left = isStatusShort ? x + (width - icon) / 2 : x + pad
    drawStatusIcon(g, which, { x: left, y: middle - icon / 2, width: icon, height: icon }, colour)
    if (!isStatusShort) write(g, said, x + 2 * pad + icon, middle, { px, weight: 600, colour, width: room })
  },
)
