import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { useHeldKey, useShortcuts, type Shortcut } from '../keys.ts'
import { Choices } from '../parts/field.tsx'
import { counted } from '../when.ts'
import type { Message } from '../shapes.ts'
import { deleteMessage, withdraw } from './acts.ts'
import { useReader, type Reader, type Sieve } from './reader.ts'
import { Row } from './row.tsx'
import { Found } from './search.tsx'

const sieves = [
  ['all', 'All'],
  ['counted', 'Counted'],
  ['refused', 'Refused'],
] as const

/** The live chat, or what was searched for in it. */
export function Feed({ desk }: { desk: Desk }) {
  const [sieve, setSieve] = useState<Sieve>('all')
  const [search, setSearch] = useState('')
  const box = useRef<HTMLInputElement>(null)
  useShortcuts(useMemo(() => [{ key: '/', what: 'search the chat', run: () => box.current?.focus() }], []))
  return (
    <div class="feed">
      <div class="feed-tools">
        <Choices label="Which messages" value={sieve} choices={sieves} change={setSieve} />
        <input
          ref={box}
          type="search"
          aria-label="Search the chat"
          placeholder="Search name or text"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && (setSearch(''), event.currentTarget.blur())}
        />
      </div>
      {search.trim() === '' ? (
        <Live desk={desk} sieve={sieve} />
      ) : (
        <Found desk={desk} text={search.trim()} sieve={sieve} />
      )}
    </div>
  )
}

/** Within so many pixels of the end, somebody reads the end. */
const nearEnd = 24

function Live({ desk, sieve }: { desk: Desk; sieve: Sieve }) {
  const reader = useReader(desk, sieve)
  const { rows, isHeld, hold, lookBack } = reader
  const list = useRef<HTMLOListElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const { chosen, choose } = useChosen(desk, reader, list)
  useHeldKey(
    ' ',
    useCallback((isDown) => hold('key', isDown), [hold]),
  )
  // The end stays in sight while the chat moves; held, the place where somebody reads does.
  useLayoutEffect(() => {
    if (!isHeld && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [rows, isHeld])
  const scrolled = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = list.current ?? {}
    hold('place', scrollHeight - clientHeight - scrollTop > nearEnd)
    if (scrollTop < 200 && isHeld) lookBack()
  }
  const point = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return
    hold('pointer', event.type !== 'pointerleave')
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-number]') : null
    setPointed(event.type === 'pointerleave' ? null : Number(row?.dataset['number'] ?? pointed))
  }
  // Where nothing hovers, a tap chooses.
  const tap = ({ target }: Event) => {
    if (!(target instanceof Element) || target.closest('button')) return
    const number = Number(target.closest<HTMLElement>('[data-number]')?.dataset['number'] ?? NaN)
    choose(Number.isNaN(number) || number === chosen ? null : number)
  }
  return (
    <div class="feed-live">
      <ol
        ref={list}
        class="rows"
        aria-label="Chat, newest last"
        tabIndex={0}
        onScroll={scrolled}
        onPointerOver={point}
        onPointerLeave={point}
        onClick={tap}
      >
        {rows.length === 0 && <li class="quiet">Nobody has typed yet.</li>}
        {rows.map((message) => (
          <Row
            key={message.number}
            desk={desk}
            message={message}
            isChosen={message.number === (chosen ?? pointed)}
            open={(person) => desk.person.set(person)}
          />
        ))}
      </ol>
      <HeldChip reader={reader} let={() => choose(null)} />
    </div>
  )
}

function HeldChip({ reader: { isHeld, waiting, follow }, let: release }: { reader: Reader; let: () => void }) {
  if (!isHeld) return null
  const resume = () => {
    release()
    follow()
  }
  return (
    <button type="button" class="held small" onClick={resume}>
      {waiting === 0 ? 'Held' : `Held · ${counted(waiting, 'new message')}`}
    </button>
  )
}

/** Moves along the messages by keys, and does something about the one that is chosen. */
function useChosen(desk: Desk, reader: Reader, list: { readonly current: HTMLElement | null }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const choose = (number: number | null) => {
    setChosen(number)
    reader.hold('choice', number !== null)
  }
  const now = useRef({ chosen, choose, reader })
  now.current = { chosen, choose, reader }
  useEffect(() => {
    if (chosen !== null) list.current?.querySelector(`[data-number="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  useShortcuts(useMemo(() => choiceKeys(desk, now), [desk]))
  return { chosen, choose }
}

interface Choosing {
  readonly chosen: number | null
  readonly choose: (number: number | null) => void
  readonly reader: Reader
}

function choiceKeys(desk: Desk, now: { readonly current: Choosing }): Shortcut[] {
  const step = (by: number) => () => {
    const { chosen, choose, reader } = now.current
    const { rows } = reader
    const at = rows.findIndex(({ number }) => number === chosen)
    const next = at === -1 ? rows.length - 1 : Math.min(Math.max(0, at + by), rows.length - 1)
    if (at === 0 && by < 0) reader.lookBack()
    choose(rows[next]?.number ?? null)
  }
  const withChosen = (run: (message: Message) => void) => () => {
    const { chosen, reader } = now.current
    const message = reader.rows.find(({ number }) => number === chosen)
    if (message === undefined) desk.tell('No message is chosen: k and j choose one.')
    else run(message)
  }
  const person = ({ userId, user: name }: Message) => ({ userId, name })
  const reading: Shortcut[] = [
    { key: 'j', what: 'to the next message', run: step(1), repeats: true },
    { key: 'k', what: 'to the message before', run: step(-1), repeats: true },
    { key: 'Enter', what: 'who wrote it', run: withChosen((message) => desk.person.set(person(message))) },
    {
      key: 'Escape',
      what: 'let the chat move on',
      run: () => {
        now.current.choose(null)
        now.current.reader.follow()
      },
    },
  ]
  if (!desk.may('chat.moderate')) return reading
  return [
    ...reading,
    { key: 't', what: 'time them out', run: withChosen((message) => desk.banning.set(person(message))) },
    { key: 'd', what: 'delete the message', run: withChosen((message) => deleteMessage(desk, message)) },
    { key: 'w', what: 'take back their ballots', run: withChosen((message) => withdraw(desk, person(message))) },
  ]
}
