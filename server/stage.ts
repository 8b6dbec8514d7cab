import { openChat, type Chat, type ChatTick, type Direction } from '../chat/index.ts'
import { createMatch, hasLayer, withLayer, type LayerName, type Match, type Show, type Slate } from '../game/index.ts'
import { createAlerts, type Alerts, type NewAlert } from './alerts.ts'
import { createFeed } from './feed.ts'
import type { Log } from './log.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { asUsual, quietTick, showLeaders, updateShow, type Condition } from './show-state.ts'

/** What is needed of a plan to play, on the air or not. */
export type StagePlan = Pick<Plan, 'game' | 'seed' | 'input' | 'window' | 'filter' | 'replies' | 'chat' | 'twitch'> &
  Partial<Pick<Plan, 'say'>>

/** Where the show is played: chat, game and the state that everybody sees. */
export interface Stage extends AsyncDisposable {
  readonly chat: Chat
  readonly match: Match
  readonly patches: Patches
  readonly alerts: Pick<Alerts, 'waiting' | 'dropped'>
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
  /** One tick: chat to decisions, decisions to state, state to the bytes of a patch. */
  step(): { readonly said: ChatTick; readonly patch: Uint8Array }
}

export async function openStage(plan: StagePlan, log: Log): Promise<Stage> {
  const { game, seed } = plan
  const match = createMatch(game, seed)
  const { show } = match.state
  // Alerts need the chat’s display, and the chat tells them what was typed: by then they are there.
  const direct = directionOf(show, (alert) => alerts.offer(alert))
  const score = () => match.score()
  const chat = await openChat({ ...plan, urls: plan.chat, score, direct, log: (level, line) => log[level](line) })
  const patches = createPatches(match.state)
  const feed = createFeed(show)
  const alerts = createAlerts(show, chat.display)
  let condition = asUsual
  const tryGame = guard((line) => log.warn(`${game.id}: ${line}`))
  // The first picture shows the vote that is open before the first tick.
  updateShow(show, quietTick, chat)
  return {
    chat,
    match,
    patches,
    alerts,
    alert: (alert) => alerts.push(alert),
    report: (changes) => (condition = { ...condition, ...changes }),
    setLayer: (name, isOn) => (show.layers = withLayer(show.layers, name, isOn)),
    setSlate: (slate, text = '') => setSlate(show, slate, text),
    setBranding: (image) => (show.branding = image),
    step() {
      const said = chat.drain(match.tick + 1)
      tryGame(() => match.step(said.decisions))
      if (game.leaders) tryGame(() => showLeaders(show, game.leaders?.(match.state.game) ?? []))
      updateShow(show, said, chat, condition)
      feed.update(said)
      alerts.update(said.events)
      return { said, patch: patches.next() }
    },
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

/** Longest text of a slate, in UTF-16 units: three lines of it are shown. */
const maxSlateText = 200

function setSlate(show: Show, slate: Slate | null, text: string): void {
  show.slate = slate ?? ''
  show.slateText = slate === null ? '' : text.slice(0, maxSlateText).toWellFormed()
}

/** What is changed of the picture by what people type; within a tick, so that a replay shows the same. */
function directionOf(show: Show, offer: Alerts['offer']): Direction {
  return {
    toggleLayer(name) {
      show.layers = withLayer(show.layers, name, !hasLayer(show, name))
      return hasLayer(show, name)
    },
    changeSlate: (slate) => setSlate(show, slate, ''),
    say: ({ user, source, userId, id }, words) =>
      offer({ kind: 'info', name: user, text: words, author: { source, userId, messageId: id } }),
  }
}

/** A game that throws loses its move, never the show. It is told ever more seldom: thirty lines a second would fill a disk. */
function guard(warn: (line: string) => void): (step: () => void) => void {
  let throws = 0
  return (step) => {
    try {
      step()
    } catch (error) {
      throws += 1
      if (Number.isInteger(Math.log2(throws))) warn(`step threw (${throws} times so far) ${String(error)}`)
    }
  }
}
