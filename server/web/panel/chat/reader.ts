import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import type { Message } from '../shapes.ts'

/** What may hold the feed: the pointer over it, a key, a place further up, or a message that was chosen. */
export type Hold = 'pointer' | 'key' | 'place' | 'choice'

/** Which messages are shown. */
export type Sieve = 'all' | 'counted' | 'refused'

const sieves: Readonly<Record<Sieve, (message: Message) => boolean>> = {
  all: () => true,
  counted: ({ what }) => what === 'ballot',
  refused: ({ what, code }) => what === 'rejected' && code !== 'unknown-command' && code !== 'empty',
}

/** Rows that follow a live chat, as many as any screen shows; and how many more come when somebody looks further back. */
const liveRows = 60
const moreRows = 80

/** The end of the chat as it is read: moving on, or held while somebody looks at it. */
export interface Reader {
  readonly rows: readonly Message[]
  readonly isHeld: boolean
  /** Messages since it was held, of those that are shown. */
  readonly waiting: number
  readonly hold: (why: Hold, isOn: boolean) => void
  /** Lets everything go and shows the newest. */
  readonly follow: () => void
  /** Shows older ones as well. */
  readonly lookBack: () => void
}

export function useReader({ live }: Pick<Desk, 'live'>, sieve: Sieve): Reader {
  const messages = useStore(live.messages)
  const holds = useRef(new Set<Hold>())
  const letGo = useRef<(() => void) | null>(null)
  // What has come and isn’t seen yet would move what is about to be pressed, so it waits as well.
  const drawn = useRef(0)
  const [heldAt, setHeldAt] = useState<number | null>(null)
  const [count, setCount] = useState(liveRows)
  const apply = useCallback(() => {
    // Nothing that could be read is nothing to hold.
    const isHeld = holds.current.size > 0 && drawn.current > 0
    if (isHeld === (letGo.current !== null)) return
    letGo.current?.()
    letGo.current = isHeld ? live.hold() : null
    setHeldAt(isHeld ? drawn.current : null)
    if (!isHeld) setCount(liveRows)
  }, [live])
  useEffect(() => () => letGo.current?.(), [])
  const hold = useCallback(
    (why: Hold, isOn: boolean) => {
      if (isOn) holds.current.add(why)
      else holds.current.delete(why)
      apply()
    },
    [apply],
  )
  const follow = useCallback(() => {
    holds.current.clear()
    apply()
  }, [apply])
  const lookBack = useCallback(() => setCount((now) => now + moreRows), [])
  const newest = messages.at(-1)?.number ?? 0
  useLayoutEffect(() => {
    drawn.current = newest
  }, [newest])
  // Another game’s messages count from the beginning: what was held is gone.
  const until = heldAt === null || newest < heldAt ? newest : heldAt
  const rows = useMemo(() => lastOf(messages, until, sieves[sieve], count), [messages, until, sieve, count])
  const waiting = useMemo(() => countAfter(messages, until, sieves[sieve]), [messages, until, sieve])
  return { rows, isHeld: heldAt !== null, waiting, hold, follow, lookBack }
}

/** The last `count` up to a number that pass. Read from the end, since a flood makes the list long. */
export function lastOf(
  messages: readonly Message[],
  until: number,
  passes: (message: Message) => boolean,
  count: number,
): readonly Message[] {
  const found: Message[] = []
  for (let index = messages.length - 1; index >= 0 && found.length < count; index--) {
    const message = messages[index] as Message
    if (message.number <= until && passes(message)) found.push(message)
  }
  return found.toReversed()
}

/** How many after a number pass, as far as they are kept. */
export function countAfter(messages: readonly Message[], after: number, passes: (message: Message) => boolean): number {
  let count = 0
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index] as Message
    if (message.number <= after) break
    if (passes(message)) count += 1
  }
  return count
}
