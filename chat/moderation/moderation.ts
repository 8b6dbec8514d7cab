import type { Command, Decision, InputSpec } from '../../game/index.ts'
import type { ChatEvent } from '../event.ts'
import type { Display } from '../filter/display.ts'
import type { Filter } from '../filter/filter.ts'
import type { FilterSettings } from '../filter/settings.ts'
import type { Rejection } from '../outcome.ts'
import type { Playing } from '../playing.ts'
import type { PollSpec } from '../votes/poll.ts'
import type { Steering } from '../votes/steering.ts'
import type { Ban } from './bans.ts'
import { deedBounds, type Deed } from './deed.ts'
import type { Silence } from './silence.ts'

/** How moderators have set the chat and its vote. */
export interface ChatControl {
  /** Those that hold, newest last. */
  readonly bans: readonly Ban[]
  readonly blocked: readonly string[]
  readonly ignore: readonly string[]
  readonly muted: { readonly all: boolean; readonly sources: readonly string[] }
  /** Labels that can't be voted for in the open window. */
  readonly vetoed: readonly string[]
  /** `beganAtTick` is the last tick before it began, which tells it from another one that asks the same. */
  readonly poll: (PollSpec & { readonly beganAtTick: number; readonly closesAtTick: number }) | null
  readonly input: InputSpec
  readonly isPaused: boolean
}

export interface ModerationParts {
  readonly tickRate: number
  readonly lists: Pick<FilterSettings, 'blocked' | 'ignore'>
  readonly silence: Silence
  readonly playing: Playing
  readonly display: Pick<Display, 'block'>
  readonly filter: Pick<Filter, 'ignore'>
  /** Reads a command as though a viewer had typed it. */
  readonly read: (text: string, team: string | null) => Command | Rejection
}

export interface ModerationMemory {
  readonly lists: Pick<FilterSettings, 'blocked' | 'ignore'>
  readonly forced: readonly Decision[]
  readonly events: readonly ChatEvent[]
}

/** Does what moderators decide, between two ticks. What people have on the screen and on the ballot goes by events, with the next tick. */
export interface Moderation {
  /** What can't be done is left undone: whoever asks for it was told by `whyNot`. `tick` is the last one that was drained. */
  apply(deed: Deed, tick: number): void
  control(tick: number): ChatControl
  /** Whom and what the next tick takes back. */
  takeEvents(): readonly ChatEvent[]
  /** What enters the game whoever voted for what. */
  takeForced(): readonly Decision[]
  save(): ModerationMemory
  load(memory: ModerationMemory): void
}

export function createModeration({
  tickRate,
  silence,
  playing,
  display,
  filter,
  read,
  ...parts
}: ModerationParts): Moderation {
  let { lists } = parts
  let events: ChatEvent[] = []
  let forced: Decision[] = []
  const setLists = ({ blocked = lists.blocked, ignore = lists.ignore }: Partial<typeof lists>) => {
    if (blocked !== lists.blocked) display.block(blocked)
    if (ignore !== lists.ignore) filter.ignore(ignore)
    lists = { blocked, ignore }
  }
  const force = ({ text, team }: Extract<Deed, { act: 'force' }>) => {
    const command = read(text, team)
    if ('code' in command || forced.length >= deedBounds.forced) return
    forced.push({ command, by: null, player: null, team })
  }
  return {
    apply(deed, tick) {
      if (isOfVote(deed)) steer(deed, playing.mode.steering, tickRate)
      else if (deed.act === 'ban') {
        const untilTick = deed.seconds === null ? null : tick + deed.seconds * tickRate
        silence.bans.put({ userId: deed.userId, name: deed.name, fromTick: tick, untilTick })
        events.push(sentOut(deed))
      } else if (deed.act === 'lift') silence.bans.lift(deed.userId)
      else if (deed.act === 'delete')
        events.push({ source: deed.source, type: 'message-deleted', messageId: deed.messageId })
      else if (deed.act === 'withdraw') events.push({ source: '', type: 'user-left', userId: deed.userId })
      else if (deed.act === 'filter') setLists(deed)
      else if (deed.act === 'mute') silence.mute(deed.source, deed.isMuted)
      else if (deed.act === 'force') force(deed)
      else if (deed.act === 'poll') playing.ask(deed.poll)
      else playing.setInput(deed.input)
    },
    control: (tick) => ({
      ...lists,
      bans: silence.bans.list(tick),
      muted: silence.muted,
      vetoed: playing.mode.steering?.vetoed ?? [],
      poll: playing.poll && { ...playing.poll, closesAtTick: playing.mode.tally.closesAtTick },
      input: playing.input,
      isPaused: silence.isPaused,
    }),
    takeEvents() {
      const taken = events
      events = []
      return taken
    },
    takeForced() {
      const taken = forced
      forced = []
      return taken
    },
    save: () => ({ lists, forced, events }),
    load(memory) {
      setLists(memory.lists)
      forced = [...memory.forced]
      events = [...memory.events]
    },
  }
}

/** As though the platform had done it, which everything that shows people's lines understands. */
function sentOut({ userId, seconds }: Extract<Deed, { readonly act: 'ban' }>): ChatEvent {
  return seconds === null
    ? { source: '', type: 'user-banned', userId }
    : { source: '', type: 'user-timed-out', userId, seconds }
}

type VoteDeed = Extract<Deed, { readonly act: 'veto' | 'extend' | 'close' }>

const isOfVote = (deed: Deed): deed is VoteDeed => ['veto', 'extend', 'close'].includes(deed.act)

function steer(deed: VoteDeed, steering: Steering | null, tickRate: number): void {
  if (deed.act === 'veto') steering?.veto(deed.label, deed.isVetoed)
  else if (deed.act === 'extend') steering?.extend(Math.round(deed.seconds * tickRate))
  else steering?.end(deed.how)
}
