import type { ChatEvent, ChatTick } from '../chat/index.ts'
import { FeedEntry, maxFeed, type Show } from '../game/index.ts'

/** Refusals a second that are shown: enough to help, and too few to drown what was played. */
const refusalsASecond = 2

/**
 * Lines a second that come in: as many as can be read. With each one all lines change, and over a light game a feed that
 * changed thirty times a second would be flashing.
 */
const linesASecond = 3
/** Lines that wait for their turn. In a busy chat the older ones are never shown: it is the latest that people look for. */
const maxWaiting = 6

type Author = Omit<ChatTick['inputs'][number], 'command'>

interface Entry {
  readonly name: string
  readonly label: string
  readonly reason: string
  readonly colour: string
  readonly tick: number
}

interface Line {
  readonly author: Author
  readonly what: { readonly label?: string; readonly reason?: string }
}

/** The latest inputs, as every picture shows them: who was sent out is off the screen in the same tick. */
export interface Feed {
  update(said: Pick<ChatTick, 'inputs' | 'refusals' | 'events'>): void
  save(): FeedMemory
  load(memory: FeedMemory): void
}

/** What the lines that are shown came from, and what decides when the next one is. */
export interface FeedMemory {
  readonly shown: readonly { readonly author: Author; readonly entry: Entry }[]
  readonly waiting: readonly Line[]
  readonly cameAt: number
  readonly refusedAt: readonly number[]
}

export function createFeed(show: Show): Feed {
  /** What each shown entry came from, in the same order. */
  let shown: FeedMemory['shown'][number][] = []
  const push = (each: (typeof shown)[number]) => {
    shown.push(each)
    show.feed.push(new FeedEntry().assign(each.entry))
    if (shown.length <= maxFeed) return
    shown.shift()
    show.feed.shift()
  }
  const add = ({ author, what }: Line) => {
    const { name, colour } = author
    push({ author, entry: { name, label: '', reason: '', ...what, colour: colour ?? '', tick: show.tick } })
  }
  let waiting: Line[] = []
  let cameAt = -Infinity
  let refusedAt: number[] = []
  const mayRefuse = () => {
    refusedAt = refusedAt.filter((tick) => tick > show.tick - show.tickRate)
    if (refusedAt.length >= refusalsASecond) return false
    refusedAt.push(show.tick)
    return true
  }
  return {
    update({ inputs, refusals, events }) {
      for (const refusal of refusals)
        if (mayRefuse()) waiting.push({ author: refusal, what: { reason: refusal.reason } })
      for (const input of inputs.slice(-maxWaiting))
        waiting.push({ author: input, what: { label: input.command.label } })
      waiting = waiting.slice(-maxWaiting).filter(({ author }) => !events.some((event) => takesBack(event, author)))
      const [next] = waiting
      if (next && show.tick - cameAt >= show.tickRate / linesASecond) {
        waiting.shift()
        cameAt = show.tick
        add(next)
      }
      const left = shown.filter(({ author }) => !events.some((event) => takesBack(event, author)))
      if (left.length === shown.length) return
      // Written anew, since to take entries out of the middle is what state encoders are worst at.
      while (show.feed.length > 0) show.feed.pop()
      shown = []
      left.forEach(push)
    },
    save: () => ({ shown, waiting, cameAt, refusedAt }),
    load(memory) {
      shown = [...memory.shown]
      waiting = [...memory.waiting]
      ;({ cameAt } = memory)
      refusedAt = [...memory.refusedAt]
    },
  }
}

/** Whether an event takes what somebody wrote off the screen. */
export function takesBack(
  event: ChatEvent,
  { source, userId, messageId }: Pick<Author, 'source' | 'userId' | 'messageId'>,
): boolean {
  if (event.type === 'message-deleted') return event.messageId === messageId
  if (event.type === 'chat-cleared') return event.source === source
  return (event.type === 'user-banned' || event.type === 'user-timed-out') && event.userId === userId
}
