import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { useHeldKey, useShortcuts, type ShownKey } from '../keys.ts'
import { Choices } from '../parts/field.tsx'
import { counted } from '../when.ts'
import { useChosen } from './chosen.ts'
import { useReader, type Reader, type Sieve } from './reader.ts'
import { Rows } from './rows.tsx'
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
  const leave = useCallback(() => setSearch(''), [])
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
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape') leave()
            // Enter leads to what was found, where letters are keys again.
            if (key === 'Escape' || key === 'Enter') currentTarget.blur()
          }}
        />
      </div>
      {search.trim() === '' ? (
        <Live desk={desk} sieve={sieve} />
      ) : (
        <Found desk={desk} text={search.trim()} sieve={sieve} leave={leave} />
      )}
    </div>
  )
}

/** Within so many pixels of the end, somebody reads the end. */
const nearEnd = 24

const heldBySpace: readonly [ShownKey] = [{ key: ' ', what: 'hold the chat while it is down' }]

function Live({ desk, sieve }: { desk: Desk; sieve: Sieve }) {
  const reader = useReader(desk, sieve)
  const { rows, isHeld, hold, lookBack, follow } = reader
  const list = useRef<HTMLOListElement>(null)
  const choice = useChosen(
    desk,
    {
      ...{ rows, lookBack, newest: 'last' },
      chose: (isChosen) => hold('choice', isChosen),
      ...{ leave: follow, leaving: 'let the chat move on' },
    },
    list,
  )
  useHeldKey(
    heldBySpace,
    useCallback((isDown) => hold('key', isDown), [hold]),
  )
  // The end stays in sight while the chat moves; held, the place where somebody reads does.
  const end = useRef(0)
  useLayoutEffect(() => {
    if (isHeld || list.current === null) return
    list.current.scrollTop = list.current.scrollHeight
    end.current = list.current.scrollTop
  }, [rows, isHeld])
  const scrolled = () => {
    const { scrollTop = 0 } = list.current ?? {}
    if (belowSight(list.current) <= nearEnd) hold('place', false)
    // Where the chat itself has scrolled to, nobody has: rows may have grown since, as when a font comes.
    else if (scrollTop !== end.current) hold('place', true)
    if (scrollTop < 200 && isHeld) lookBack()
  }
  return (
    <div class="feed-live">
      <Rows
        {...{ desk, list, rows, choice, scrolled }}
        label="Chat, newest last"
        isCovered={isHeld}
        grasped={(isOn) => hold('pointer', isOn)}
      >
        {rows.length === 0 && <li class="quiet">Nobody has typed yet.</li>}
      </Rows>
      <HeldChip reader={reader} let={() => choice.choose(null)} />
    </div>
  )
}

/** How far the last row ends below what is seen, in pixels. Not by the scroll height, in which there is room for what covers the foot. */
function belowSight(list: HTMLElement | null): number {
  const last = list?.lastElementChild
  return list && last ? last.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom : 0
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
