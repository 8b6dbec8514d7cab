import { openChat, type Chat, type ChatTick, type Direction } from '../chat/index.ts'
import { createGuard, createMatch, hasLayer, withLayer, type Match, type Show } from '../game/index.ts'
import { createAlerts, type Alerts } from './alerts.ts'
import { createFeed } from './feed.ts'
import type { Act } from './journal/act.ts'
import type { TickInput } from './journal/record.ts'
import type { Log } from './log.ts'
import { createOutside, putSlate, type Controls } from './outside.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { quietTick, showLeaders, updateShow } from './show-state.ts'
import { createTeller } from './tell.ts'

/** What is needed of a plan to play, on the air or not. */
export type StagePlan = Pick<Plan, 'game' | 'seed' | 'input' | 'window' | 'filter' | 'replies' | 'chat' | 'twitch'> &
  Partial<Pick<Plan, 'say'>>

/** Where the show is played: chat, game and the state that everybody sees. */
export interface Stage extends Controls, AsyncDisposable {
  readonly chat: Chat
  readonly match: Match
  readonly patches: Patches
  readonly alerts: Pick<Alerts, 'waiting' | 'dropped'>
  /** All that came from outside in the last tick; before the first one, all that was done to the show so far, which is given once. */
  takeInput(): TickInput
  /** One tick: chat to decisions, decisions to state, state to the bytes of a patch. */
  step(): { readonly said: ChatTick; readonly patch: Uint8Array }
}

/** @param replay what came from outside in each tick of an earlier show, from tick 0 on; with it nothing else is listened to */
export async function openStage(plan: StagePlan, log: Log, replay?: (tick: number) => TickInput): Promise<Stage> {
  const { game, seed } = plan
  const match = createMatch(game, seed)
  const { show } = match.state
  // Alerts need the chat’s display, and the chat tells them what was typed: by then they are there.
  const direct = directionOf(show, (alert) => alerts.offer(alert))
  const score = () => match.score()
  const parts = { score, direct, ...(replay ? { replay: (tick: number) => replay(tick).chat } : {}) }
  const chat = await openChat({ ...plan, urls: plan.chat, ...parts, log: (level, line) => log[level](line) })
  const patches = createPatches(match.state)
  const feed = createFeed(show)
  const alerts = createAlerts(show, chat.display)
  const warn = (line: string) => log.warn(`${game.id}: ${line}`)
  const step = createGuard('step', warn)
  const rank = createGuard('leaders', warn)
  // The first picture shows the vote that is open before the first tick.
  updateShow(show, quietTick, chat)
  const tell = createTeller(show, (alert) => alerts.push(alert))
  const outside = createOutside(show, { chat, alerts })
  let acts: readonly Act[] = []
  if (replay) outside.repeat(replay(0).acts)
  return {
    ...outside.controls,
    chat,
    match,
    patches,
    alerts,
    takeInput() {
      const { tick } = match
      return { tick, acts: tick === 0 ? outside.take() : acts, chat: chat.taken }
    },
    step() {
      if (replay) outside.repeat(replay(match.tick + 1).acts)
      acts = outside.take()
      const said = chat.drain(match.tick + 1)
      const isPlayed = step(() => match.step(said.decisions))
      if (game.leaders) rank(() => showLeaders(show, game.leaders?.(match.state.game) ?? []))
      updateShow(show, said, chat, outside.condition)
      feed.update(said)
      tell(match.alerts, isPlayed)
      alerts.update(said.events)
      return { said, patch: patches.next() }
    },
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

/** What is changed of the picture by what people type; within a tick, so that a replay shows the same. */
function directionOf(show: Show, offer: Alerts['offer']): Direction {
  return {
    toggleLayer(name) {
      show.layers = withLayer(show.layers, name, !hasLayer(show, name))
      return hasLayer(show, name)
    },
    changeSlate: (slate, text) => putSlate(show, slate, text),
    say: ({ user, source, userId, id }, words) =>
      offer({ kind: 'info', name: user, text: words, author: { source, userId, messageId: id }, isSaid: true }),
  }
}
