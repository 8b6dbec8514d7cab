import { alertKinds, hasLayer, type AlertKind, type Show } from '../../game/index.ts'
import { alertColours, drawAlertIcon } from './icons.ts'
import { createLayer, type Moment } from './layer.ts'
import { statusWords } from './status.ts'
import { fit, panel, widthOf, write } from './text.ts'
import { colours, font } from './theme.ts'

/** Seconds that an alert takes to come and to go: soft, since what jumps at people is tiring, and far from a flash. */
const slideSeconds = 0.4

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

/** Whether an alert stands over the title at this moment. */
export function isAlert({ show }: Pick<Moment, 'show'>): boolean {
  const { alert, tick } = show
  return hasLayer(show, 'alerts') && alert.kind !== '' && tick >= alert.fromTick && tick < alert.untilTick
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
    const isBeside = hasLayer(show, 'status') && statusWords(show) !== ''
    const slide = slideSeconds * show.tickRate
    const shown = Math.min(1, (show.tick - fromTick + 1) / slide, (untilTick - show.tick) / slide)
    return { kind: known, name, text, isBeside, shown }
  },
  (g, { kind, name, text, isBeside, shown }, layout) => {
    const { text: px } = layout
    const row = isBeside ? layout.title : layout.alerts
    const pad = px * 0.6
    const icon = row.height * 0.62
    const word = alertWords[kind]
    const wordWidth = Math.ceil(widthOf(g, word, 800, px))
    const room = row.width - icon - wordWidth - 5 * pad
    // A long name gives way to what happened.
    g.font = font(600, px, text)
    const said = fit(g, text, room * (name === '' ? 1 : 0.66))
    const saidWidth = said === '' ? 0 : Math.ceil(widthOf(g, said, 600, px))
    g.font = font(800, px, name)
    const who = fit(g, name, room - saidWidth)
    const whoWidth = who === '' ? 0 : Math.ceil(widthOf(g, who, 800, px))
    g.globalAlpha = ease(shown)
    const y = row.y - (1 - ease(shown)) * row.height * 0.4
    const middle = y + row.height / 2
    const width = Math.ceil(icon + wordWidth + whoWidth + saidWidth + (who === '' ? 4 : 5) * pad)
    panel(g, { ...row, y, width }, px * 0.6)
    let x = row.x + pad
    drawAlertIcon(g, kind, { x, y: middle - icon / 2, width: icon, height: icon })
    x += icon + pad
    write(g, word, x, middle, { px, weight: 800, colour: alertColours[kind].word })
    x += wordWidth + pad
    if (who !== '') write(g, who, x, middle, { px, weight: 800 })
    write(g, said, who === '' ? x : x + whoWidth + pad, middle, { px, weight: 600, colour: colours.bright })
  },
)

/** Slows down at both ends. */
function ease(share: number): number {
  return share * share * (3 - 2 * share)
}
