import type { Chat, Deed, DeedRefusal, PollSpec } from '../chat/index.ts'
import type { Game, InputSpec, LayerName, Match, Slate, WindowOptions } from '../game/index.ts'
import type { NewAlert } from './alerts.ts'
import { createAsking, type AskingParts } from './controls/ask.ts'
import { refuse, type Done } from './controls/done.ts'
import { readGame, takeGame, type GameSnapshot } from './controls/game-snapshot.ts'
import { createPerforming, type PerformingParts } from './controls/perform.ts'
import { undoOf } from './controls/undo.ts'
import type { Act } from './journal/act.ts'
import type { Condition } from './show-state.ts'

/** Somebody who is to be out of the game, for so many seconds (up to a year) or for good. */
export interface NewBan {
  readonly userId: string
  readonly name: string
  readonly seconds: number | null
}

/** What can be done to a show besides typing in its chat. All of it is done with the next tick, in its order, and kept for the journal. */
export interface Controls {
  /** Any act: what undoes another, say. What a journal wouldn’t take is refused. */
  perform(act: Act): Done
  /** Out of the game, and not off the platform. What they have on the ballot and on the screen goes. */
  ban(ban: NewBan): Done
  lift(userId: string): Done
  /** As though the platform had told that it was deleted. */
  deleteMessage(source: string, messageId: string): Done
  /** Takes back their ballots and waiting commands; they may give others. */
  withdraw(userId: string): Done
  /** Takes back what they have done in the game, where the game can. */
  forget(userId: string): Done
  /** Whole lists of terms that aren't shown, and of people who aren't heard, in place of those that were. */
  setFilter(lists: { readonly blocked?: readonly string[]; readonly ignore?: readonly string[] }): Done
  /** Takes an option off the open vote, by its label, or puts it back; the ballots for it are gone. */
  veto(label: string, isVetoed?: boolean): Done
  /** 1 to 3600 s more; the window doesn't close early any more. */
  extend(seconds: number): Done
  /** The open vote is decided with the next tick, as it stands. */
  closeNow(): Done
  /** The open vote ends with the next tick, undecided. */
  skip(): Done
  /** Has the game do what a viewer would type. */
  force(text: string, team?: string | null): Done
  /** Asks the crowd something that the game has no part in; its own vote is held meanwhile. */
  startPoll(poll: PollSpec): Done
  /** Without a result; `closeNow` ends it with one. */
  endPoll(): Done
  /** Changes how the crowd plays, from the next tick on. */
  setInput(input: InputSpec): Done
  /** The same by its name, with the game's own settings and the streamer's where no others are given. */
  setMode(mode: InputSpec['mode'], window?: WindowOptions): Done
  /** The game stands still, votes are held as they are, and nothing is taken for either. */
  setPaused(isPaused: boolean): Done
  /** Nobody is heard in a source, or in any; moderators' own words of the show are. */
  setMuted(isMuted: boolean, source?: string | null): Done
  /** Puts a still picture in place of the game, with a text of the streamer's own; null for the game. */
  setSlate(slate: Slate | null, text?: string): Done
  /** Shows a layer or hides it. */
  setLayer(name: LayerName, isOn: boolean): Done
  /** Name of the image in the corner; empty for none. */
  setBranding(image: string): Done
  /** Name of the image or video behind the words of a slate; empty for none. */
  setBackdrop(image: string): Done
  /** What the status says until it is taken away, in up to 60 UTF-16 units; empty for nothing. */
  setStatusLine(text: string): Done
  /** Plays a sound once, by its name. */
  playSound(sound: string): Done
  /** Tells everybody something in 1 to 120 UTF-16 units. */
  announce(text: string): Done
  /** Tells everybody something, as soon as what is being told has had its time. */
  alert(alert: NewAlert): Done
  /** Puts the game back to where it was. */
  setGame(game: GameSnapshot): Done
  /** What the broadcast is like from the next tick on; what isn't named stays as it is. */
  report(condition: Partial<Condition>): void
  /** What was asked for and comes with the next tick, in its order. */
  waiting(): readonly Act[]
}

export interface Outside {
  readonly controls: Controls
  readonly condition: Condition
  /** Does what was done in an earlier show, or to the game before this one, unasked. */
  repeat(acts: readonly Act[]): void
  /** Does all that was asked for since the last call, in its order, and gives it. Called before each tick. */
  take(): readonly Act[]
  /** Goes on under the conditions that were. */
  load(condition: Condition): void
}

export interface OutsideParts extends Omit<PerformingParts, 'chat'>, Pick<AskingParts, 'window'> {
  readonly game: Pick<Game, 'id'> & PerformingParts['game'] & AskingParts['game']
  readonly chat: Pick<Chat, 'moderate' | 'setPaused' | 'control' | 'whyNot'>
}

/** Acts that may wait for one tick: more come only where the ticks stand still. */
const maxWaiting = 1000

export function createOutside(parts: OutsideParts): Outside {
  const { match, game, chat, warn } = parts
  const { show } = match.state
  const performing = createPerforming(parts)
  let waiting: Act[] = []
  let isStarted = false
  const add = (each: Act) => {
    waiting.push(each)
    // The first picture comes before the first tick, and shows what was done by then.
    if (!isStarted) performing.perform(each)
  }
  const standing = () => ({
    ...{ show, chat: chat.control, condition: conditionAhead() },
    game: () => snapshotOf(game, match, warn),
  })
  /** With what is reported for the next tick. */
  const conditionAhead = (): Condition =>
    Object.assign({}, performing.condition, ...waiting.map((each) => (each.act === 'report' ? each.condition : {})))
  /** Before the first tick what was asked for is done at once. */
  const ahead = () => (isStarted ? waiting : [])
  const perform = (each: Act): Done => {
    const refusal = isStarted && waiting.length >= maxWaiting ? busy : whyNot(each, { game, chat }, ahead())
    if (refusal !== null) return refuse(refusal.code, refusal.sentence)
    const undo = undoOf(each, ahead(), standing())
    add(each)
    return { isDone: true, act: each, undo }
  }
  return {
    get condition() {
      return performing.condition
    },
    repeat: (again) => again.forEach(add),
    load(condition) {
      isStarted = true
      performing.load(condition)
    },
    take() {
      const taken = waiting
      waiting = []
      if (isStarted) for (const each of taken) performing.perform(each)
      isStarted = true
      return taken
    },
    controls: {
      ...createAsking({ ...parts, perform }),
      waiting: ahead,
      report(changes) {
        // It is reported in every tick, and seldom anything new.
        const now = conditionAhead()
        const isNews = Object.entries(changes).some(([key, value]) => now[key as keyof Condition] !== value)
        if (isNews) add({ act: 'report', condition: changes })
      },
    },
  }
}

type Refusal = Pick<DeedRefusal, 'sentence'> & { readonly code: DeedRefusal['code'] | 'not-possible' }

const busy: Refusal = { code: 'busy', sentence: 'too much waits to be done: try again in a moment' }

/** A poll is known by the tick that it began with. */
const pollsAtOnce: Refusal = { code: 'busy', sentence: 'another poll was asked for just now: try again in a moment' }

function whyNot(
  each: Act,
  { game, chat }: Pick<OutsideParts, 'game' | 'chat'>,
  waiting: readonly Act[],
): Refusal | null {
  const polls = waiting.filter((other) => other.act === 'poll')
  // A poll that was asked for just now can be ended as well.
  if (each.act === 'poll' && each.poll === null && (polls.at(-1)?.poll ?? null) !== null) return null
  if (each.act === 'poll' && each.poll !== null && polls.some(({ poll }) => poll !== null)) return pollsAtOnce
  if (each.act === 'forget')
    return game.forget ? null : { code: 'not-possible', sentence: 'this game can’t take back what somebody did' }
  if (each.act === 'game' && each.game.of !== game.id)
    return { code: 'bad-value', sentence: `that is a moment of ${each.game.of}, and ${game.id} is played now` }
  if (each.act === 'game')
    return readGame(each.game) ? null : { code: 'bad-value', sentence: 'that is no moment of a game' }
  return isDeed(each) ? chat.whyNot(each) : null
}

const shown: ReadonlySet<Act['act']> = new Set([
  ...(['report', 'layer', 'slate', 'branding', 'backdrop', 'status-line', 'sound', 'alert', 'forget', 'game'] as const),
])

const isDeed = (each: Act): each is Deed => !shown.has(each.act)

function snapshotOf(game: Pick<Game, 'id'>, match: Match, warn: (line: string) => void): GameSnapshot | null {
  try {
    return takeGame(game, match)
  } catch (error) {
    warn(`the game can’t be kept as it is: ${String(error)}`)
    return null
  }
}
