import {
  openChat,
  type Chat,
  type ChatControl,
  type ChatOptions,
  type ChatTick,
  type Direction,
} from '../chat/index.ts'
import {
  createGuard,
  createMatch,
  defaultSettings,
  hasLayer,
  withLayer,
  type Match,
  type Random,
  type Show,
} from '../game/index.ts'
import { createAlerts, type Alerts } from './alerts.ts'
import { takeGame, type GameSnapshot } from './controls/game-snapshot.ts'
import { putSlate } from './controls/perform.ts'
import { createLookers, type Lookers } from './controls/lookers.ts'
import type { Recorder } from './controls/recorder.ts'
import type { StageEvents } from './controls/stage-event.ts'
import { createEventTeller } from './controls/tell-events.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Act } from './journal/act.ts'
import type { TickInput } from './journal/record.ts'
import { judgeOf } from './judge.ts'
import type { Log } from './log.ts'
import type { StageMemory } from './memory/stage-memory.ts'
import { createOutside, type Controls, type Outside } from './outside.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { quietTick, showLeaders, updateShow } from './show-state.ts'
import { createTeller, type Teller } from './tell.ts'

/** What is needed of a plan to play, on the air or not. */
export type StagePlan = Pick<Plan, 'game' | 'seed' | 'input' | 'window' | 'filter' | 'replies' | 'chat' | 'twitch'> &
  Partial<Pick<Plan, 'say' | 'settings' | 'standings'>> &
  Pick<ChatOptions, 'sources'> & {
    /** Those who have looked on at the show’s earlier games. */
    readonly lookers?: Lookers
  }

/** Where the show is played: chat, game and the state that everybody sees. */
export interface Stage extends Controls, AsyncDisposable {
  readonly chat: Chat
  readonly match: Match
  readonly patches: Patches
  readonly alerts: Pick<Alerts, 'waiting' | 'dropped'>
  /** How moderators have set chat and vote. */
  readonly control: ChatControl
  /** The latest messages, and what became of each. */
  readonly recorder: Recorder
  /** All who look on, for the stage of the show’s next game. */
  readonly lookers: Lookers
  /** Tells what happens, after the tick in which it does. @returns how to stop listening */
  onEvent: StageEvents['listen']
  /** Does what outlasts the game that played before. */
  carry(acts: readonly Act[]): void
  /** The game as it stands, for `setGame`. @throws where the game can’t be kept */
  takeGame(): GameSnapshot
  /** All that came from outside in the last tick; before the first one, all that was done to the show so far, which is given once. */
  takeInput(): TickInput
  /** One tick: chat to decisions, decisions to state, state to the bytes of a patch. */
  step(): { readonly said: ChatTick; readonly patch: Uint8Array }
  /** What it remembers between two ticks, as its own live parts: to be turned into bytes before the next one. */
  save(): StageMemory
}

/**
 * @param replay what came from outside in each tick of an earlier show, from its beginning or from `memory` on; with it nothing else is listened to
 * @param memory what a stage with the same plan saved, to go on with
 */
export async function openStage(
  plan: StagePlan,
  log: Log,
  replay?: (tick: number) => TickInput,
  memory: StageMemory | null = null,
): Promise<Stage> {
  const { game, seed, settings = defaultSettings(game), standings = [] } = plan
  const match = createMatch(game, seed, { settings, standings }, memory?.match)
  const { show } = match.state
  const warn = (line: string) => log.warn(`${game.id}: ${line}`)
  const { lookers = createLookers(warn) } = plan
  const { recorder, observer, events } = lookers
  const tellEvents = createEventTeller(events)
  const chat = await openChat({
    ...plan,
    ...ofGame(match, game, warn),
    urls: plan.chat,
    // Alerts need the chat’s display, and the chat tells them what was typed: by then they are there.
    direct: directionOf(show, (alert) => alerts.offer(alert)),
    ...(memory ? { memory: memory.chat } : {}),
    ...(replay ? { replay: (tick: number) => replay(tick).chat } : { observer }),
    log: (level, line) => log[level](line),
  })
  const patches = createPatches(match.state)
  const feed = createFeed(show)
  const alerts = createAlerts(show, chat.display)
  const step = createGuard('step', warn)
  const rank = createGuard('leaders', warn)
  // The first picture shows the vote that is open before the first tick.
  if (memory === null) updateShow(show, quietTick, chat)
  const teller = createTeller(show, (alert) => alerts.push(alert))
  const outside = createOutside({ match, game, chat, alerts, window: plan.window, warn })
  let acts: readonly Act[] = []
  if (memory !== null) goOn(memory, { feed, alerts, teller, outside })
  else if (replay) outside.repeat(replay(0).acts)
  return {
    ...outside.controls,
    chat,
    match,
    patches,
    alerts,
    recorder,
    lookers,
    get control() {
      return chat.control
    },
    onEvent: (listener) => events.listen(listener),
    carry: (carried) => outside.repeat(carried),
    takeGame: () => takeGame(game, match),
    takeInput: () => ({ tick: match.tick, acts: match.tick === 0 ? outside.take() : acts, chat: chat.taken }),
    step() {
      if (replay) outside.repeat(replay(match.tick + 1).acts)
      acts = outside.take()
      const said = chat.drain(match.tick + 1)
      const isPlayed = step(() => (outside.condition.isPaused ? match.rest() : match.step(said.decisions)))
      if (game.leaders) rank(() => showLeaders(show, game.leaders?.(match.state.game) ?? []))
      updateShow(show, said, chat, outside.condition)
      feed.update(said)
      teller.update(match.alerts, isPlayed)
      if (said.poll) alerts.push({ kind: 'info', text: `${said.poll.poll.question} ${said.poll.outcome.reason}` })
      alerts.update(said.events)
      tellEvents({ match, said, acts, isPlayed })
      return { said, patch: patches.next() }
    },
    save: () => ({
      ...{ match: match.save(), chat: chat.save(), feed: feed.save(), alerts: alerts.save(), teller: teller.save() },
      condition: outside.condition,
    }),
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

interface Remembering {
  readonly feed: Feed
  readonly alerts: Alerts
  readonly teller: Teller
  readonly outside: Outside
}

/** Puts back what was around the game. */
function goOn(memory: StageMemory, { feed, alerts, teller, outside }: Remembering): void {
  feed.load(memory.feed)
  alerts.load(memory.alerts)
  teller.load(memory.teller)
  outside.load(memory.condition)
}

/** What the chat asks the game. */
function ofGame(
  match: Match,
  game: StagePlan['game'],
  warn: (line: string) => void,
): Pick<ChatOptions, 'score' | 'judge' | 'bot'> {
  const judge = judgeOf(match, game, warn)
  const bot = botOf(match, game, warn)
  return { score: () => match.score(), ...(judge ? { judge } : {}), ...(bot ? { bot } : {}) }
}

/** What simulated viewers would type, by the game’s own bot; undefined where it has none. */
function botOf(
  { state }: Match,
  game: StagePlan['game'],
  warn: (line: string) => void,
): ChatOptions['bot'] | undefined {
  if (game.bot === undefined) return undefined
  const guard = createGuard('bot', warn)
  return (random: Random) => {
    let text: string | null = null
    guard(() => (text = game.bot?.(state.game, random) ?? null))
    return text
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
