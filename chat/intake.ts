import type { ChatItem, ChatSource } from './sources/source.ts'

/** What is read in a second of the show: over twice what a crowd of 100,000 says. */
const maxPerSecond = 30_000
/** How long a tick reads what live chats say: what they deliver depends on the moment anyway, and a tick must not be late. */
const maxReadMs = 5
/** Messages between two looks at the clock. */
const messagesPerLook = 16
/** What may wait in all queues together; beyond it the fullest one lets go of its oldest. */
export const maxWaiting = 20_000
/** How long the show says that it is overloaded after the last message that it lost or left waiting. */
export const overloadSeconds = 2

/** Reads the sources, with a budget: a tick is never late because of chat. */
export interface Intake {
  /** Hands on what this tick has room for, source by source; gives how many messages were lost since the last call. */
  read(tick: number, showMs: number, take: (item: ChatItem) => void): number
  /** Something of this tick was lost on the way. */
  overload(): void
  readonly overloaded: boolean
  save(): IntakeMemory
  load(memory: IntakeMemory): void
}

export interface IntakeMemory {
  readonly now: number
  readonly overloadedUntil: number
}

export function createIntake(sources: readonly ChatSource[], tickRate: number): Intake {
  const budget = Math.ceil(maxPerSecond / tickRate)
  // Sources that were read before have told of theirs.
  let lost = sources.reduce((sum, { dropped }) => sum + dropped, 0)
  let overloadedUntil = 0
  let now = 0
  const overload = () => void (overloadedUntil = now + overloadSeconds * tickRate)
  return {
    get overloaded() {
      return now < overloadedUntil
    },
    overload,
    read(tick, showMs, take) {
      now = tick
      let left = budget
      const until = performance.now() + maxReadMs
      for (const [index, source] of inTurn(sources, tick).entries()) {
        // An equal part of what is left: one flooded chat can't keep another waiting.
        const share = Math.ceil(left / (sources.length - index))
        const taken = isLive(source) ? readUntil(source, share, until, take) : readAll(source, showMs, share, take)
        left -= taken
        if (source.waiting > 0 || taken >= share) overload()
      }
      shed(sources.filter(isLive))
      const lostBefore = lost
      lost = sources.reduce((sum, { dropped }) => sum + dropped, 0)
      if (lost > lostBefore) overload()
      return lost - lostBefore
    },
    save: () => ({ now, overloadedUntil }),
    load(memory) {
      ;({ now, overloadedUntil } = memory)
    },
  }
}

/** Recordings and crowds say the same in every run, so what a tick reads of them may not depend on the machine. */
export function isLive(source: ChatSource): source is ChatSource & Required<Pick<ChatSource, 'shed'>> {
  return source.shed !== undefined
}

function readAll(source: ChatSource, showMs: number, limit: number, take: (item: ChatItem) => void): number {
  let taken = 0
  for (const item of source.drain(showMs, limit)) {
    take(item)
    taken += 1
  }
  return taken
}

function readUntil(source: ChatSource, limit: number, untilMs: number, take: (item: ChatItem) => void): number {
  let taken = 0
  do taken += readAll(source, 0, Math.min(messagesPerLook, limit - taken), take)
  while (taken < limit && source.waiting > 0 && performance.now() < untilMs)
  return taken
}

/** Each tick begins with another source, so that none is always first to the last seat of a ballot. */
function inTurn(sources: readonly ChatSource[], tick: number): readonly ChatSource[] {
  if (sources.length < 2) return sources
  const first = tick % sources.length
  return [...sources.slice(first), ...sources.slice(0, first)]
}

function shed(live: readonly (ChatSource & Required<Pick<ChatSource, 'shed'>>)[]): void {
  let over = live.reduce((sum, { waiting }) => sum + waiting, 0) - maxWaiting
  while (over > 0) {
    const fullest = live.reduce((most, each) => (each.waiting > most.waiting ? each : most))
    const gone = fullest.shed(over)
    // Only events wait there, which have a bound of their own.
    if (gone === 0) return
    over -= gone
  }
}
