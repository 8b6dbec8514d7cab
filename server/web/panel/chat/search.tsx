import { useEffect, useRef, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import type { Message } from '../shapes.ts'
import { useChosen } from './chosen.ts'
import type { Sieve } from './reader.ts'
import { Rows } from './rows.tsx'

/** Typing settles before the server is asked, and what is found is brought up to date while it is looked at. */
const settleMs = 200
const againMs = 3000

const kinds: Readonly<Record<Sieve, string>> = { all: '', counted: '&what=ballot', refused: '&what=rejected' }

interface FoundProps {
  readonly desk: Desk
  readonly text: string
  readonly sieve: Sieve
  readonly leave: () => void
}

const ignore = () => {}

/** Messages whose name or text has something in it, among the last thousands. */
export function Found({ desk, text, sieve, leave }: FoundProps) {
  const settled = useSettled(text, settleMs)
  const path = `/api/chat/messages?limit=200&text=${encodeURIComponent(settled)}${kinds[sieve]}`
  const found = useFetched<readonly Message[]>(desk, path, againMs)
  const [isGrasped, setGrasped] = useState(false)
  const [isChosen, setChosen] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const rows = useNewestFirst(found.value ?? noMessages, isGrasped || isChosen)
  const choice = useChosen(
    desk,
    { rows, newest: 'first', chose: setChosen, lookBack: ignore, leave, leaving: 'back to the live chat' },
    list,
  )
  return (
    <div class="feed-live">
      <Rows {...{ desk, list, rows, choice }} label={`Messages with ${text}, newest first`} grasped={setGrasped}>
        <Empty of={found} none="Nothing was found." />
      </Rows>
    </div>
  )
}

const noMessages: readonly Message[] = []

/** What comes meanwhile would push down the row that somebody is about to press, so it waits. */
function useNewestFirst(messages: readonly Message[], isHeld: boolean): readonly Message[] {
  const heldAt = useRef<number | null>(null)
  heldAt.current = isHeld ? (heldAt.current ?? messages.at(-1)?.number ?? null) : null
  const until = heldAt.current ?? Infinity
  return messages.filter(({ number }) => number <= until).toReversed()
}

/** The value once it has stopped changing for a moment. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
