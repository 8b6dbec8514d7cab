import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk, Person } from '../desk.ts'
import { isWriting } from '../keys.ts'
import { useFetched } from '../parts/fetched.ts'
import { Icon } from '../parts/icon.tsx'
import { useNarrow } from '../parts/media.ts'
import type { Ban, Control, Message } from '../shapes.ts'
import { counted, duration } from '../when.ts'
import { lift, withdraw } from './acts.ts'
import { BanForm } from './ban.tsx'
import { PersonNotes, type PersonNote } from './person-notes.tsx'
import { Row } from './row.tsx'

interface Known {
  readonly messages: readonly Message[]
  readonly ban: Pick<Ban, 'untilTick'> | null
  readonly notes: readonly PersonNote[]
}

/** What they write while one looks comes with the next look. */
const lookMs = 2000

/** All that is known of somebody, and all that can be done about them, beside the screen. */
export function PersonDrawer({ desk }: { desk: Desk }) {
  const person = useStore(desk.person)
  return person === null ? null : <Drawer key={person.userId} desk={desk} person={person} />
}

function Drawer({ desk, person }: { desk: Desk; person: Person }) {
  const known = useFetched<Known>(desk, `/api/people/${encodeURIComponent(person.userId)}`, lookMs)
  const close = () => desk.person.set(null)
  const panel = useRef<HTMLElement>(null)
  useClosedByLeaving(close)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isWriting(event.target) || document.querySelector('dialog[open]')) return
      event.stopPropagation()
      close()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => {
      removeEventListener('keydown', listen, { capture: true })
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <aside ref={panel} class="drawer" aria-label={person.name} tabIndex={-1}>
      <div class="drawer-head">
        <h2>{person.name}</h2>
        <button type="button" class="icon" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <Standing desk={desk} person={person} known={known.value} />
      {desk.may('chat.moderate') && <Doing desk={desk} person={person} />}
      <PersonNotes desk={desk} person={person} notes={known.value?.notes ?? null} reload={known.reload} />
      <section class="drawer-history">
        <h3>Last messages</h3>
        {known.problem !== '' && <p class="problem">{known.problem}</p>}
        <ol class="rows" aria-label="Their messages, newest first">
          {known.value?.messages.toReversed().map((message) => (
            <Row key={message.number} desk={desk} message={message} open={null} />
          ))}
        </ol>
      </section>
    </aside>
  )
}

/** On a phone the drawer lies over every screen, so whoever goes to another one has done with it. */
function useClosedByLeaving(close: () => void): void {
  const isNarrow = useNarrow()
  useEffect(() => {
    if (!isNarrow) return
    addEventListener('hashchange', close)
    return () => removeEventListener('hashchange', close)
  }, [isNarrow])
}

const noMessages: readonly Message[] = []

function Standing({ desk, person, known }: { desk: Desk; person: Person; known: Known | null }) {
  const messages = known?.messages ?? noMessages
  const control = useStore(desk.live.control)
  const status = useStore(desk.live.status)
  const session = useStore(desk.link.session)
  // The line tells of the newest bans at once; an older one is known by what was fetched of the person.
  const ban = control?.bans.find(({ userId }) => userId === person.userId) ?? olderBan(control, known)
  const ballots = useMemo(() => messages.filter(({ what, withdrawn }) => what === 'ballot' && !withdrawn), [messages])
  const words = ban && banWords(ban, status?.tick ?? ban.untilTick ?? 0, session?.info.tickRate ?? 30)
  return (
    <div class="drawer-standing">
      <p class={ban ? 'state-line bad' : 'state-line'}>{words ?? 'Plays'}</p>
      <p class="quiet">
        {`${counted(ballots.length, 'ballot')} in the last ${counted(messages.length, 'message')} · ${person.userId}`}
      </p>
      {ban && desk.may('chat.moderate') && (
        <button type="button" class="small" onClick={() => lift(desk, person)}>
          Let them play again
        </button>
      )}
    </div>
  )
}

function olderBan(control: Control | null, known: Known | null): Known['ban'] {
  return control === null || control.banCount > control.bans.length ? (known?.ban ?? null) : null
}

function banWords({ untilTick }: Pick<Ban, 'untilTick'>, tick: number, tickRate: number): string {
  return untilTick === null ? 'Out for good' : `Out for ${duration(Math.max(0, untilTick - tick) / tickRate)} more`
}

function Doing({ desk, person }: { desk: Desk; person: Person }) {
  const [isForgetting, setForgetting] = useState(false)
  const [isBanning, setBanning] = useState(false)
  return (
    <div class="stack">
      <div class="chips">
        <button type="button" class="small" aria-expanded={isBanning} onClick={() => setBanning(!isBanning)}>
          <Icon name="clock" /> Time out
        </button>
        <button type="button" class="small" onClick={() => withdraw(desk, person)}>
          <Icon name="back" /> Take back ballots
        </button>
        <button type="button" class="small" aria-expanded={isForgetting} onClick={() => setForgetting(!isForgetting)}>
          <Icon name="forbid" /> Undo their play
        </button>
      </div>
      {isBanning && <BanForm desk={desk} person={person} done={() => setBanning(false)} />}
      {isForgetting && <Forget desk={desk} person={person} done={() => setForgetting(false)} />}
    </div>
  )
}

/** Takes back what they did in the game, such as their pixels. Not every game can. */
function Forget({ desk, person, done }: { desk: Desk; person: Person; done: () => void }) {
  const [reason, setReason] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const said = `What ${person.name} did in the game is taken back`
    if (await desk.act('/api/people/forget', { userId: person.userId, reason: reason.trim() }, said)) done()
  }
  return (
    <form class="inline-form" onSubmit={(event) => void submit(event)}>
      <input
        aria-label="Why take back what they did"
        placeholder="Why? It can’t be undone"
        required
        maxLength={300}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <button type="submit" class="danger">
        Take back
      </button>
    </form>
  )
}
