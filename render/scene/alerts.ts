import { alertKinds, hasLayer, type AlertKind, type Context2D, type Show } from '../../game/index.ts'
import { alertLines, lineWidth, partGap, weightOf, type AlertPart } from './alert-lines.ts'
import { headOf, isAlert } from './head.ts'
import { alertColours, drawAlertIcon } from './icons.ts'
import { createLayer } from './layer.ts'
import { units } from './layout.ts'
import { statusAt } from './status.ts'
import { panel, write } from './text.ts'
import { colours } from './theme.ts'

/** Seconds that an alert takes to come and to go: soft, since what jumps at people is tiring, and far from a flash. */
const slideSeconds = 0.4

/** Between the middles of two lines, in units of the text. */
const linePitch = 1.1

/** What each kind is called: shape and colour alone would leave some people out. */
export const alertWords: Readonly<Record<AlertKind, string>> = {
  info: 'INFO',
  success: 'DONE',
  warning: 'WARNING',
  error: 'ERROR',
  sub: 'SUB',
  raid: 'RAID',
  cheer: 'CHEER',
}

/** The alert of the moment, as text; null while there is none, or none can be seen. */
export function shownAlert(
  show: Show,
): { readonly kind: AlertKind; readonly name: string; readonly text: string } | null {
  if (!isAlert({ show }) || show.slate !== '') return null
  const { kind, name, text } = show.alert
  return { kind: alertKinds.find((each) => each === kind) ?? 'info', name, text }
}

/** The alert of the moment, over the title; beside it the status keeps its place where there is one. */
export const alerts = createLayer(
  'alerts',
  (moment) => {
    if (!isAlert(moment)) return null
    const { show } = moment
    const { kind, name, text, fromTick, untilTick } = show.alert
    const known = alertKinds.find((each) => each === kind) ?? 'info'
    const isBeside = hasLayer(show, 'status') && statusAt(moment) !== null
    const slide = slideSeconds * show.tickRate
    const shown = Math.min(1, (show.tick - fromTick + 1) / slide, (untilTick - show.tick) / slide)
    return { kind: known, name, text, isBeside, shown }
  },
  (g, { kind, name, text, isBeside, shown }, layout) => {
    const { text: px } = layout
    const row = isBeside ? headOf(layout).alert : layout.alerts
    const pad = px * 0.6
    const icon = px * 1.36
    const room = { width: row.width - icon - 3 * pad, lines: row.height >= Math.floor(px * units.alert) ? 2 : 1, px }
    const lines = alertLines(g, { word: alertWords[kind], name, text }, room)
    const height = Math.min(row.height, Math.round(px * (lines.length > 1 ? units.alert : units.header)))
    const width = Math.ceil(Math.max(...lines.map((line) => lineWidth(g, line, px))) + icon + 3 * pad)
    g.globalAlpha = ease(shown)
    const y = row.y - (1 - ease(shown)) * height * 0.4
    const middle = y + height / 2
    panel(g, { x: row.x, y, width, height }, px * 0.6)
    drawAlertIcon(g, kind, { x: row.x + pad, y: middle - icon / 2, width: icon, height: icon })
    for (const [index, line] of lines.entries()) {
      const at = { x: row.x + 2 * pad + icon, y: middle + (index - (lines.length - 1) / 2) * px * linePitch }
      drawLine(g, line, at, px, alertColours[kind].word)
    }
  },
)

function drawLine(
  g: Context2D,
  line: readonly AlertPart[],
  { x, y }: { readonly x: number; readonly y: number },
  px: number,
  kind: string,
): void {
  const styles = { kind, name: colours.text, text: colours.bright }
  for (const part of line) {
    const used = write(g, part.text, x, y, { px, weight: weightOf(part), colour: styles[part.of] })
    x += Math.ceil(used) + partGap(px)
  }
}

/** Slows down at both ends. */
function ease(share: number): number {
  return share * share * (3 - 2 * share)
}
