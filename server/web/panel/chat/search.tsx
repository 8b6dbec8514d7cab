import { useEffect, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import type { Message } from '../shapes.ts'
import type { Sieve } from './reader.ts'
import { Row } from './row.tsx'

/** Typing settles before the server is asked, and what is found is brought up to date while it is looked at. */
const settleMs = 200
const againMs = 3000

const kinds: Readonly<Record<Sieve, string>> = { all: '', counted: '&what=ballot', refused: '&what=rejected' }

/** Messages whose name or text has something in it, among the last thousands. */
export function Found({ desk, text, sieve }: { desk: Desk; text: string; sieve: Sieve }) {
  const settled = useSettled(text, settleMs)
  const path = `/api/chat/messages?limit=200&text=${encodeURIComponent(settled)}${kinds[sieve]}`
  const found = useFetched<readonly Message[]>(desk, path, againMs)
  const [pointed, setPointed] = useState<number | null>(null)
  return (
    <div class="feed-live">
      <ol
        class="rows"
        aria-label={`Messages with ${text}, newest first`}
        tabIndex={0}
        onPointerOver={({ target }) => {
          const row = target instanceof Element ? target.closest<HTMLElement>('[data-number]') : null
          if (row) setPointed(Number(row.dataset['number']))
        }}
      >
        <Empty of={found} none="Nothing was found." />
        {found.value?.toReversed().map((message) => (
          <Row
            key={message.number}
            desk={desk}
            message={message}
            isChosen={message.number === pointed}
            open={(person) => desk.person.set(person)}
          />
        ))}
      </ol>
    </div>
  )
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
