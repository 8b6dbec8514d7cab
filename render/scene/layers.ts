import { hasLayer, type LayerName } from '../../game/index.ts'
import { alerts } from './alerts.ts'
import { branding } from './branding.ts'
import { feed } from './feed.ts'
import { isAlert } from './head.ts'
import { help } from './help.ts'
import type { Drawing, Layer, Moment } from './layer.ts'
import { leaders } from './leaders.ts'
import { slate } from './slate.ts'
import { status } from './status.ts'
import { title } from './title.ts'
import { voteBar } from './vote-bar.ts'
import { vote } from './vote.ts'

/** The layers over the game, from the ground up. */
const overGame: readonly Layer[] = [title, vote, voteBar, leaders, feed, help, alerts, status, branding]

/** Before a slate nothing of the show is seen but the streamer's own image, and in a panic not that either: it may be the reason. */
const overSlate: readonly Layer[] = [slate, branding]
const overPanic: readonly Layer[] = [slate]

/** The show's slate is up: the game isn't drawn. Nobody can turn off the layer that hides what must not be seen. */
export function isSlated({ show }: Pick<Moment, 'show'>): boolean {
  return show.slate === 'panic' || (show.slate !== '' && hasLayer(show, 'slate'))
}

/** A layer with what it has to draw. */
export interface Shown {
  readonly layer: Layer
  readonly drawing: Drawing
}

/** What is to be drawn over game and background at a moment, in order. */
export function drawingsAt(moment: Moment): Shown[] {
  const isHidden = ({ name }: Layer) => !isOn(moment, name) || (name === 'title' && isAlert(moment))
  const overIt = moment.show.slate === 'panic' ? overPanic : overSlate
  const stack = isSlated(moment) ? overIt : overGame.filter((layer) => !isHidden(layer))
  return stack.flatMap((layer) => {
    const drawing = layer.at(moment)
    return drawing === null ? [] : [{ layer, drawing }]
  })
}

function isOn({ show, view }: Pick<Moment, 'show' | 'view'>, name: LayerName): boolean {
  const own: readonly string[] = view.withoutLayers ?? []
  return hasLayer(show, name) && !own.includes(name)
}

/** The layers that take room: of those that come and go, only while they are there. */
export function partsOf(moment: Pick<Moment, 'show' | 'view'>): Set<LayerName> {
  const { show } = moment
  const parts = new Set(overGame.map(({ name }) => name).filter((name) => isOn(moment, name)))
  if (show.leaders.length === 0) parts.delete('leaders')
  if (show.branding === '') parts.delete('branding')
  return parts
}
