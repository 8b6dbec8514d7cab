import { useState } from 'preact/hooks'
import type { Desk, Person } from '../desk.ts'
import { Icon } from '../parts/icon.tsx'
import { ago } from '../when.ts'

export interface PersonNote {
  readonly id: number
  readonly by: string
  readonly atMs: number
  readonly text: string
}

interface PersonNotesProps {
  readonly desk: Desk
  readonly person: Person
  /** Null while they are on their way. */
  readonly notes: readonly PersonNote[] | null
  readonly reload: () => void
}

/** What moderators tell each other of somebody. */
export function PersonNotes({ desk, person, notes, reload }: PersonNotesProps) {
  const path = `/api/people/${encodeURIComponent(person.userId)}/notes`
  const mayWrite = desk.may('chat.moderate')
  const remove = (id: number) =>
    void desk.attempt(() => desk.api.send('DELETE', `${path}/${id}`), 'The note is gone').then(reload)
  return (
    <section>
      <h3>Notes</h3>
      <ul class="person-notes">
        {notes?.map(({ id, by, atMs, text }) => (
          <li key={id}>
            <span class="grow">
              {text} <span class="quiet">{`${by}, ${ago(atMs)}`}</span>
            </span>
            {mayWrite && (
              <button type="button" class="small" aria-label={`Delete the note “${text}”`} onClick={() => remove(id)}>
                <Icon name="bin" /> Delete
              </button>
            )}
          </li>
        ))}
        {notes?.length === 0 && <li class="quiet">None yet. All moderators see them.</li>}
      </ul>
      {mayWrite && <NewNote desk={desk} path={path} kept={reload} />}
    </section>
  )
}

function NewNote({ desk, path, kept }: { desk: Desk; path: string; kept: () => void }) {
  const [text, setText] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    if ((await desk.attempt(() => desk.api.send('POST', path, { text: text.trim() }))) === null) return
    setText('')
    kept()
  }
  return (
    <form class="inline-form" onSubmit={(event) => void submit(event)}>
      <input
        aria-label="New note"
        placeholder="New note"
        required
        maxLength={500}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">Keep</button>
    </form>
  )
}
