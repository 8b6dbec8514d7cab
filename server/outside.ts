import type { Chat } from '../chat/index.ts'
import { withLayer, type InputSpec, type LayerName, type Show, type Slate } from '../game/index.ts'
import type { Alerts, NewAlert } from './alerts.ts'
import type { Act } from './journal/act.ts'
import { asUsual, type Condition } from './show-state.ts'

/** What can be done to a show besides typing in its chat; all of it is kept for the journal. */
export interface Controls {
  /** Tells everybody something, as soon as what is being told has had its time. */
  alert(alert: NewAlert): void
  /** What the broadcast is like from the next tick on; what isn't named stays as it is. */
  report(condition: Partial<Condition>): void
  /** Shows a layer or hides it. */
  setLayer(name: LayerName, isOn: boolean): void
  /** Puts a still picture in place of the game, with a text of the streamer's own; null for the game. */
  setSlate(slate: Slate | null, text?: string): void
  /** Name of the image in the corner; empty for none. */
  setBranding(image: string): void
  /** Changes how the crowd plays, from the next tick on. */
  setInput(input: InputSpec): void
}

export interface Outside {
  readonly controls: Controls
  readonly condition: Condition
  /** Does what was done in an earlier show. */
  repeat(acts: readonly Act[]): void
  /** All that was done since the last call, in its order. It is called once a tick, which bounds it. */
  take(): readonly Act[]
}

export function createOutside(
  show: Show,
  { chat, alerts }: { readonly chat: Pick<Chat, 'setInput'>; readonly alerts: Pick<Alerts, 'push'> },
): Outside {
  let condition = asUsual
  let acts: Act[] = []
  const perform = (each: Act) => {
    if (each.act === 'alert') alerts.push(each.alert)
    else if (each.act === 'report') condition = { ...condition, ...each.condition }
    else if (each.act === 'input') chat.setInput(each.input)
    else changePicture(show, each)
  }
  const act = (each: Act) => {
    acts.push(each)
    perform(each)
  }
  return {
    get condition() {
      return condition
    },
    repeat: (again) => again.forEach(act),
    take() {
      const taken = acts
      acts = []
      return taken
    },
    controls: {
      alert: (alert) => act({ act: 'alert', alert }),
      report(changes) {
        // It is reported in every tick, and seldom anything new.
        const isNews = Object.entries(changes).some(([key, value]) => condition[key as keyof Condition] !== value)
        if (isNews) act({ act: 'report', condition: changes })
      },
      setLayer: (name, isOn) => act({ act: 'layer', name, isOn }),
      setSlate: (slate, text = '') => act({ act: 'slate', slate, text }),
      setBranding: (image) => act({ act: 'branding', image }),
      setInput: (input) => act({ act: 'input', input }),
    },
  }
}

/** Longest text of a slate, in UTF-16 units: three lines of it are shown. */
const maxSlateText = 200

export function putSlate(show: Show, slate: Slate | null, text: string): void {
  show.slate = slate ?? ''
  show.slateText = slate === null ? '' : text.slice(0, maxSlateText).toWellFormed()
}

function changePicture(show: Show, each: Extract<Act, { readonly act: 'layer' | 'slate' | 'branding' }>): void {
  if (each.act === 'layer') show.layers = withLayer(show.layers, each.name, each.isOn)
  else if (each.act === 'slate') putSlate(show, each.slate, each.text)
  else show.branding = each.image
}
