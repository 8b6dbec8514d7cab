import type { ChatItem, ChatSource } from './sources/source.ts'

/** What is read in a second of the show: over twice what a crowd of 100,000 says, and a few ms of work a tick. */
const maxPerSecond = 30_000
/** What may wait in all queues together; beyond it the fullest one lets go of its oldest. */
export const maxWaiting = 20_000
/** How long the show says that it is overloaded after the last message that it lost or left waiting. */
const overloadSeconds = 2

/** Reads the sources, with a budget: a tick is never late because of chat. */
export interface Intake {
  /** Hands on what this tick has room for, source by source; gives how many messages were lost since the last call. */
  read(tick: number, showMs: number, take: (item: ChatItem) => void): number
  readonly overloaded: boolean
}

export function createIntake(sources: readonly ChatSource[], tickRate: number): Intake {
  const budget = Math.ceil(maxPerSecond / tickRate)
  let lost = 0
  let overloadedUntil = 0
  let now = 0
  return {
    get overloaded() {
      return now < overloadedUntil
    },
    read(tick, showMs, take) {
      now = tick
      let left = budget
      for (const [index, source] of inTurn(sources, tick).entries()) {
        // An equal part of what is left: one flooded chat can't keep another waiting.
        const share = Math.ceil(left / (sources.length - index))
        for (const item of source.drain(showMs, share)) {
          take(item)
          left -= 1
        }
      }
      shed(sources)
      const lostBefore = lost
      lost = sources.reduce((sum, { dropped }) => sum + dropped, 0)
      if (lost > lostBefore || left <= 0) overloadedUntil = tick + overloadSeconds * tickRate
      return lost - lostBefore
    },
  }
}

/** Each tick begins with another source, so that none is always first to the last seat of a ballot. */
function inTurn(sources: readonly ChatSource[], tick: number): readonly ChatSource[] {
  if (sources.length < 2) return sources
  const first = tick % sources.length
  return [...sources.slice(first), ...sources.slice(0, first)]
}

function shed(sources: readonly ChatSource[]): void {
  const live = sources.filter((source) => source.shed !== undefined)
  let over = live.reduce((sum, { waiting }) => sum + waiting, 0) - maxWaiting
  while (over > 0) {
    const fullest = live.reduce((most, each) => (each.waiting > most.waiting ? each : most))
    const gone = fullest.shed?.(over) ?? 0
    // Only events wait there, which have a bound of their own.
    if (gone === 0) return
    over -= gone
  }
}
