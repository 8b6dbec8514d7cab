import type { FilterSettings } from './filter/settings.ts'
import type { Follows } from './filter/who.ts'
import { createFollowing } from './following.ts'
import { createIntake, overloadSeconds, type Intake } from './intake.ts'
import type { ChatItem, ChatSource } from './sources/source.ts'
import type { TwitchSettings } from './sources/twitch-settings.ts'
import { letterOf, nothingTaken, statusOf, type ChatTaken } from './taken.ts'

export interface InflowOptions {
  readonly tickRate: number
  readonly filter: FilterSettings
  readonly twitch: TwitchSettings
  readonly log: (level: 'info' | 'warn', line: string) => void
  /** What was taken in a tick the first time; nothing is read then, and nobody is asked. */
  readonly replay?: (tick: number) => ChatTaken
}

/** The one place by which anything from outside comes into the chat: what is read, and what is known of those who wrote it. */
export interface Inflow extends Intake, AsyncDisposable {
  /** Another tick begins, with the messages that were held back in the last one. */
  begin(tick: number): void
  readonly follows: Follows
  /** All of the last tick that was read. */
  readonly taken: ChatTaken
}

export function createInflow(sources: readonly ChatSource[], options: InflowOptions): Inflow {
  return options.replay ? replayInflow(options.replay, options.tickRate) : liveInflow(sources, options)
}

function liveInflow(sources: readonly ChatSource[], { tickRate, filter, ...options }: InflowOptions): Inflow {
  const following = createFollowing(sources, filter, options)
  const intake = createIntake(sources, tickRate)
  let items: ChatItem[] = []
  let follows = ''
  let lost = 0
  return {
    get taken() {
      return { items, follows, overloaded: intake.overloaded, lost }
    },
    get overloaded() {
      return intake.overloaded
    },
    overload: () => intake.overload(),
    begin() {
      items = []
      follows = ''
    },
    read(tick, showMs, take) {
      lost = intake.read(tick, showMs, (item) => {
        items.push(item)
        take(item)
      })
      return lost
    },
    follows(userId) {
      const status = following.follows(userId)
      follows += letterOf(status)
      return status
    },
    save: () => intake.save(),
    load: (memory) => intake.load(memory),
    [Symbol.asyncDispose]: () => following[Symbol.asyncDispose](),
  }
}

function replayInflow(replay: (tick: number) => ChatTaken, tickRate: number): Inflow {
  let now = 0
  let taken = nothingTaken
  let asked = 0
  return {
    get taken() {
      return taken
    },
    get overloaded() {
      return taken.overloaded
    },
    overload() {},
    begin(tick) {
      now = tick
      taken = replay(tick)
      asked = 0
    },
    read(_tick, _showMs, take) {
      taken.items.forEach(take)
      return taken.lost
    },
    follows: () => statusOf(taken.follows[asked++]),
    // Whoever goes on live from here says so for as long as after a message that was lost in this very tick.
    save: () => ({ now, overloadedUntil: taken.overloaded ? now + overloadSeconds * tickRate : 0 }),
    load() {},
    async [Symbol.asyncDispose]() {},
  }
}
