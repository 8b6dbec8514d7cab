import { hasLayer, type Rect, type Show } from '../../game/index.ts'
import { units, type Layout } from './layout.ts'
import { touches } from './room.ts'

/** From this width of the head on, in units of the text, an alert has room beside the words of the status; below it, beside its shape. */
const headForBoth = 36

/** The panel of a status without its words, in units of the text. */
const shortStatus = 2.3

/** Whether an alert stands over the title at this moment. */
export function isAlert({ show }: { readonly show: Show }): boolean {
  const { alert, tick } = show
  return hasLayer(show, 'alerts') && alert.kind !== '' && tick >= alert.fromTick && tick < alert.untilTick
}

/** Where an alert and the status stand that are seen at once. */
export interface Head {
  readonly alert: Rect
  readonly status: Rect
  /** The status is its shape alone: an alert says more. */
  readonly isStatusShort: boolean
}

/** An alert has the whole of its row, but for what the status takes at the end of it. A game may have placed them apart. */
export function headOf({ alerts, status, text }: Pick<Layout, 'alerts' | 'status' | 'text'>): Head {
  if (!touches(alerts, status)) return { alert: alerts, status, isStatusShort: false }
  const isStatusShort = alerts.width < text * headForBoth
  const usual = Math.min(status.width, Math.round(text * units.status))
  const wide = isStatusShort ? Math.ceil(text * shortStatus) : usual
  const short = { ...status, x: status.x + status.width - wide, width: wide }
  const width = short.x - Math.round(text * 0.6) - alerts.x
  // Where the status stands at the row's beginning, the alert covers it for its time.
  return { alert: width > alerts.width / 2 ? { ...alerts, width } : alerts, status: short, isStatusShort }
}
