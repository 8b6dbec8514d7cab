import {
  openChat,
  type Chat,
  type ChatControl,
  type ChatOptions,
  type ChatTick,
  type Direction,
} from '../chat/index.ts'
import { createMatch, defaultSettings, hasLayer, withLayer, type Match, type Show } from '../game/index.ts'
import { createAlerts, type Alerts } from './alerts.ts'
import { askGame, createTurn } from './ask-game.ts'
import { createAsking } from './asking.ts'
import type { Watching } from './author/watched-game.ts'
import { takeGame, type GameSnapshot } from './controls/game-snapshot.ts'
import { putSlate } from './controls/perform.ts'
import { createLookers, type Lookers } from './controls/lookers.ts'
import type { Recorder } from './controls/recorder.ts'
import type { StageEvents } from './controls/stage-event.ts'
import { createEventTeller } from './controls/tell-events.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Act } from './journal/act.ts'
import type { TickInput } from './journal/record.ts'
import type { Log } from './log.ts'
import type { StageMemory } from './memory/stage-memory.ts'
import { createOutside, type Controls, type Outside } from './outside.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { quietTick, updateShow } from './show-state.ts'
import { createTeller, type Teller } from './tell.ts'

/** What is needed of a plan to play, on the air or not. */
export type StagePlan = Pick<Plan, 'game' | 'seed' | 'input' | 'window' | 'filter' | 'replies' | 'chat' | 'twitch'> &
  Partial<Pick<Plan, 'say' | 'settings' | 'standings'>> &
  Pick<ChatOptions, 'sources'> & {
    /** Those who have looked on at the show’s earlier games. */
    readonly lookers?: Lookers
    /** Tells whether the game was stopped; without it nothing but a journal stops it. */
    readonly watching?: Watching
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
  const { lookers = createLookers(warn), watching = null } = plan
  const { recorder, observer, events } = lookers
  const asking = createAsking(watching, memory?.isStopped ?? false)
  if (memory === null) asking.begin(replay?.(0).stopped)
  const tellEvents = createEventTeller(events)
  const chat = await openChat({
    ...plan,
    ...askGame(match, game, asking, warn),
    urls: plan.chat,
    // Alerts need the chat’s display, and the chat tells them what was typed: by then they are there.
    direct: directionOf(show, (alert) => alerts.offer(alert)),
    ...(memory ? { memory: memory.chat } : {}),
    ...(replay ? { replay: (tick: number) => replay(tick).chat } : { observer }),
    log: (level, line) => log[level](line),
  })
  const patches = createPatches(match.state)
  const [feed, alerts] = [createFeed(show), createAlerts(show, chat.display)]
  const turn = createTurn(match, game, asking, warn)
  // The first picture shows the vote that is open before the first tick.
  if (memory === null) updateShow(show, quietTick, chat)
  const teller = createTeller(show, (alert) => alerts.push(alert))
  const outside = createOutside({ match, game, asking, chat, alerts, window: plan.window, warn })
  let [acts, stopped]: [readonly Act[], number?] = [[]]
  const around = createAround({ feed, alerts, teller, outside })
  if (memory !== null) around.load(memory)
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
    takeInput() {
      if (match.tick === 0) [acts, stopped] = [outside.take(), asking.end()]
      return { tick: match.tick, acts, chat: chat.taken, ...(stopped === undefined ? {} : { stopped }) }
    },
    step() {
      const again = replay?.(match.tick + 1)
      asking.begin(again?.stopped)
      if (again) outside.repeat(again.acts)
      acts = outside.take()
      const said = chat.drain(match.tick + 1)
      const isPlayed = turn(said.decisions, outside.condition.isPaused)
      stopped = asking.end()
      updateShow(show, said, chat, outside.condition)
      teller.update(match.alerts, isPlayed)
      around.update(said)
      tellEvents({ match, said, acts, isPlayed })
      return { said, patch: patches.next() }
    },
    save: () => ({ ...around.save(), match: match.save(), chat: chat.save(), isStopped: asking.isStopped }),
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

interface AroundParts {
  readonly feed: Feed
  readonly alerts: Alerts
  readonly teller: Teller
  readonly outside: Outside
}

/** What is around the game, and remembers something. */
function createAround({ feed, alerts, teller, outside }: AroundParts) {
  return {
    update(said: ChatTick): void {
      feed.update(said)
      if (said.poll) alerts.push({ kind: 'info', text: `${said.poll.poll.question} ${said.poll.outcome.reason}` })
      alerts.update(said.events)
    },
    save: () => ({
      ...{ feed: feed.save(), alerts: alerts.save(), teller: teller.save() },
      condition: outside.condition,
    }),
    load(memory: StageMemory): void {
      feed.load(memory.feed)
      alerts.load(memory.alerts)
      teller.load(memory.teller)
      outside.load(memory.condition)
    },
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
