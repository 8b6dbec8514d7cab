import type { Show, ShowStatus } from '../../game/index.ts'
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
  ['overloaded', 'chat overloaded'],
])

/** How the show runs, at the right of the head: a shape and a word. */
export const status = createLayer(
  'status',
  ({ show }) => {
    const said = statusWords(show)
    return said === '' ? null : { status: show.status as ShowStatus, said }
  },
  (g, { status: which, said }, { status: rect, text: px }) => {
    const pad = px * 0.6
    const icon = px * 1.1
    const room = rect.width - icon - 3 * pad
    const width = Math.min(room, Math.ceil(widthOf(g, said, 600, px))) + icon + 3 * pad
    const x = rect.x + rect.width - width
    const middle = rect.y + rect.height / 2
    panel(g, { ...rect, x, width }, px * 0.6)
    const colour = which === 'delayed' ? colours.quiet : colours.warning
    drawStatusIcon(g, which, { x: x + pad, y: middle - icon / 2, width: icon, height: icon }, colour)
    write(g, said, x + 2 * pad + icon, middle, { px, weight: 600, colour, width: room })
  },
)
