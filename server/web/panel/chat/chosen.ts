import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { useShortcuts, type Shortcut } from '../keys.ts'
import type { Message } from '../shapes.ts'
import { deleteMessage, withdraw } from './acts.ts'

/** Messages that keys move along, in the order in which they are seen. */
export interface Choosable {
  readonly rows: readonly Message[]
  /** At which end the newest one is, which is chosen first. */
  readonly newest: 'first' | 'last'
  /** Told whether one is chosen, so that the list stands still meanwhile. */
  readonly chose: (isChosen: boolean) => void
  /** Somebody wants to go further up than the first row. */
  readonly lookBack: () => void
  /** What Escape does, and its words under `?`. */
  readonly leave: () => void
  readonly leaving: string
}

/** The number of the message that is chosen, or null. */
export interface Choice {
  readonly chosen: number | null
  readonly choose: (number: number | null) => void
}

/** Moves along messages by keys, and does something about the one that is chosen. */
export function useChosen(desk: Desk, of: Choosable, list: { readonly current: HTMLElement | null }): Choice {
  const [chosen, setChosen] = useState<number | null>(null)
  const choose = (number: number | null) => {
    setChosen(number)
    of.chose(number !== null)
  }
  const now = useRef({ chosen, choose, of })
  now.current = { chosen, choose, of }
  useEffect(() => {
    if (chosen !== null) list.current?.querySelector(`[data-number="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  useShortcuts(useMemo(() => choiceKeys(desk, now, of.leaving), [desk, of.leaving]))
  return { chosen, choose }
}

type Now = { readonly current: Choice & { readonly of: Choosable } }

function choiceKeys(desk: Desk, now: Now, leaving: string): Shortcut[] {
  const step = (by: number) => () => {
    const { chosen, choose, of } = now.current
    const { rows, newest } = of
    const at = rows.findIndex(({ number }) => number === chosen)
    const first = newest === 'last' ? rows.length - 1 : 0
    const next = at === -1 ? first : Math.min(Math.max(0, at + by), rows.length - 1)
    if (at === 0 && by < 0) of.lookBack()
    choose(rows[next]?.number ?? null)
  }
  const withChosen = (run: (message: Message) => void) => () => {
    const { chosen, of } = now.current
    const message = of.rows.find(({ number }) => number === chosen)
    if (message === undefined) desk.tell('No message is chosen: k and j choose one.')
    else run(message)
  }
  const person = ({ userId, user: name }: Message) => ({ userId, name })
  const leave = () => {
    now.current.choose(null)
    now.current.of.leave()
  }
  const reading: Shortcut[] = [
    { key: 'j', what: 'to the next message', run: step(1), repeats: true },
    { key: 'k', what: 'to the message before', run: step(-1), repeats: true },
    { key: 'Enter', what: 'who wrote it', run: withChosen((message) => desk.person.set(person(message))) },
    { key: 'Escape', what: leaving, run: leave },
  ]
  if (!desk.may('chat.moderate')) return reading
  return [
    ...reading,
    { key: 't', what: 'time them out', run: withChosen((message) => desk.banning.set(person(message))) },
    { key: 'd', what: 'delete the message', run: withChosen((message) => deleteMessage(desk, message)) },
    { key: 'w', what: 'take back their ballots', run: withChosen((message) => withdraw(desk, person(message))) },
  ]
}
