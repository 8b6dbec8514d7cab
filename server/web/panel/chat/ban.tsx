import { useEffect, useRef, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk, Person } from '../desk.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Choices, Field } from '../parts/field.tsx'
import { ban } from './acts.ts'

/** As Twitch has them; the keys 1 to 5 choose. */
const lengths = [
  ['10', '10 s'],
  ['60', '1 min'],
  ['600', '10 min'],
  ['3600', '1 h'],
  ['', 'for good'],
] as const

const reasons = ['spam', 'abuse', 'spoiler', 'off topic'] as const

/** What was chosen last, since one spammer seldom comes alone. Why is said anew each time: it stands in the log. */
let lastLength: (typeof lengths)[number][0] = '600'

/** Asks for how long and why, wherever somebody is about to be sent out. */
export function BanDialog({ desk }: { desk: Desk }) {
  const person = useStore(desk.banning)
  if (person === null) return null
  return (
    <Dialog title={`Time out ${person.name}`} close={() => desk.banning.set(null)}>
      <BanForm key={person.userId} desk={desk} person={person} done={() => desk.banning.set(null)} />
    </Dialog>
  )
}

export function BanForm({ desk, person, done }: { desk: Desk; person: Person; done: () => void }) {
  const [length, setLength] = useState(lastLength)
  const [reason, setReason] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    lastLength = length
    if (await ban(desk, person, length === '' ? null : Number(length), reason.trim())) done()
  }
  // In the drawer nothing gives it the focus, and digits would go to another screen.
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input[type=radio]:checked')?.focus(), [])
  const press = (event: KeyboardEvent) => {
    if (!/^\d$/.test(event.key) || isText(event.target)) return
    event.preventDefault()
    const chosen = lengths[Number(event.key) - 1]
    if (chosen !== undefined) setLength(chosen[0])
  }
  return (
    <form ref={form} class="stack" onSubmit={(event) => void submit(event)} onKeyDown={press}>
      <p class="quiet">Out of the game, not out of the platform’s chat. Their open ballots go with them.</p>
      <Choices label="For how long" value={length} choices={lengths} change={setLength} autofocus />
      <Field label="Why" hint="Kept in the log">
        <input
          required
          maxLength={300}
          list="ban-reasons"
          autocomplete="off"
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </Field>
      <datalist id="ban-reasons">
        {reasons.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <div class="chips">
        {reasons.map((each) => (
          <button key={each} type="button" class="small" onClick={() => setReason(each)}>
            {each}
          </button>
        ))}
      </div>
      <button type="submit" class="primary danger">
        {length === '' ? 'Send out for good' : 'Time out'}
      </button>
    </form>
  )
}

const isText = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === 'text'
