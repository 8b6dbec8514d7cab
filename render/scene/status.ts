import { hasLayer, type Show, type ShowStatus } from '../../game/index.ts'
import { headOf, isAlert } from './head.ts'
import { drawStatusIcon } from './icons.ts'
import { createLayer, type Moment } from './layer.ts'
import { units } from './layout.ts'
import { rowWidth, statusRows, writeRow, type StatusSaid } from './status-rows.ts'
import { panel } from './text.ts'
import { colours } from './theme.ts'

/** What the status says where something is not as usual; a live show needs no words. */
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

/** The streamer’s line, as text; empty while there is none, or none can be seen. */
export function shownLine(show: Show): string {
  return hasLayer(show, 'status') && show.slate === '' ? (show.statusLine ?? '') : ''
}

/** Null where there is nothing to say. Where an alert leaves room for a shape alone, the streamer’s line waits until it is over. */
export function statusAt(moment: Pick<Moment, 'show' | 'layout'>): StatusSaid | null {
  const { show, layout } = moment
  const word = statusWords(show)
  const line = isAlert(moment) && headOf(layout).isStatusShort ? '' : (show.statusLine ?? '')
  return word === '' && line === '' ? null : { word, line }
}

/** Between the middles of two rows, in units of the text. */
const rowPitch = 1.1

/** Calm while all is as usual. */
function colourOf(which: ShowStatus): string {
  if (which === 'live') return colours.accent
  return which === 'delayed' ? colours.quiet : colours.warning
}

/** How the show runs and what the streamer says, at the right of the head: a shape and words; where an alert needs the room, the shape alone. */
export const status = createLayer(
  'status',
  (moment) => {
    const said = statusAt(moment)
    return said === null ? null : { ...said, status: moment.show.status as ShowStatus, isBeside: isAlert(moment) }
  },
  (g, { status: which, word, line, isBeside }, layout) => {
    const { text: px } = layout
    const { status: rect, isStatusShort } = isBeside ? headOf(layout) : { status: layout.status, isStatusShort: false }
    const pad = px * 0.6
    const icon = px * 1.1
    const room = { width: rect.width - icon - 3 * pad, rows: rect.height >= Math.floor(px * units.alert) ? 2 : 1, px }
    const rows = statusRows(g, { word, line }, room)
    const widest = Math.ceil(Math.max(...rows.map((row) => rowWidth(g, row, px))))
    const width = isStatusShort ? rect.width : Math.min(room.width, widest) + icon + 3 * pad
    const height = rows.length > 1 ? rect.height : Math.min(rect.height, Math.round(px * units.header))
    const x = rect.x + rect.width - width
    const middle = rect.y + height / 2
    panel(g, { x, y: rect.y, width, height }, px * 0.6)
    const colour = colourOf(which)
    const left = isStatusShort ? x + (width - icon) / 2 : x + pad
    drawStatusIcon(g, which, { x: left, y: middle - icon / 2, width: icon, height: icon }, colour)
    if (isStatusShort) return
    for (const [index, row] of rows.entries()) {
      const y = middle + (index - (rows.length - 1) / 2) * px * rowPitch
      writeRow(g, row, { x: x + 2 * pad + icon, y, width: room.width }, { px, word: colour })
    }
  },
)
