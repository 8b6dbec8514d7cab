import type { Chat } from '../../chat/index.ts'
import {
  createGuard,
  loadState,
  saveState,
  withLayer,
  type Game,
  type GameMemory,
  type Match,
  type Show,
  type Slate,
} from '../../game/index.ts'
import type { Alerts } from '../alerts.ts'
import type { Asking } from '../asking.ts'
import type { Act } from '../journal/act.ts'
import { asUsual, type Condition } from '../show-state.ts'
import { readGame } from './game-snapshot.ts'

export interface PerformingParts {
  readonly match: Match
  readonly game: Pick<Game, 'forget'>
  readonly asking: Pick<Asking, 'ask'>
  readonly chat: Pick<Chat, 'moderate' | 'setPaused'>
  readonly alerts: Pick<Alerts, 'push'>
  readonly warn: (line: string) => void
}

/** Does what was asked for, to chat, game and picture. Between two ticks, and in a replay in the same place. */
export interface Performing {
  perform(act: Act): void
  readonly condition: Condition
  load(condition: Condition): void
}

export function createPerforming({ match, game, asking, chat, alerts, warn }: PerformingParts): Performing {
  const { show } = match.state
  let condition = asUsual
  const forget = createGuard('forget', warn)
  const load = createGuard('load', warn)
  return {
    get condition() {
      return condition
    },
    load: (memory) => void (condition = memory),
    perform(each) {
      if (each.act === 'alert') alerts.push(each.alert)
      else if (each.act === 'report') {
        condition = { ...condition, ...each.condition }
        chat.setPaused(condition.isPaused)
      } else if (each.act === 'layer') show.layers = withLayer(show.layers, each.name, each.isOn)
      else if (each.act === 'slate') putSlate(show, each.slate, each.text)
      else if (each.act === 'branding') show.branding = each.image
      else if (each.act === 'backdrop') show.backdrop = each.image
      else if (each.act === 'status-line') show.statusLine = each.text === '' ? undefined : each.text.toWellFormed()
      else if (each.act === 'sound') {
        show.sound = each.sound
        // From the very beginning of the tick that comes.
        show.soundTick = show.tick + 1
      } else if (each.act === 'forget') forget(() => asking.ask(0, () => game.forget?.(match.state.game, each.userId)))
      else if (each.act === 'game') {
        const memory = readGame(each.game)
        if (memory !== null) load(() => loadGame(match, memory, asking))
      } else {
        chat.moderate(each)
        // The picture has room for a part of a long question only.
        if (each.act === 'poll' && each.poll !== null) alerts.push({ kind: 'info', text: each.poll.question })
      }
    },
  }
}

/** Where its `load` never ends, the game stays where it was. */
function loadGame(match: Match, memory: GameMemory, asking: PerformingParts['asking']): void {
  const { game } = match.state
  const before = saveState(game)
  const load = () => {
    match.loadGame(memory)
    return true
  }
  if (!asking.ask(false, load)) loadState(game, before)
}

/** Longest text of a slate, in UTF-16 units: three lines of it are shown. */
const maxSlateText = 200

export function putSlate(show: Pick<Show, 'slate' | 'slateText'>, slate: Slate | null, text: string): void {
  show.slate = slate ?? ''
  show.slateText = slate === null ? '' : text.slice(0, maxSlateText).toWellFormed()
}
