import { useEffect, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { problemOf } from '../api.ts'
import type { Desk } from '../desk.ts'
import { Field } from '../parts/field.tsx'
import type { Message } from '../shapes.ts'
import { counted } from '../when.ts'
import { useSettled } from './search.tsx'
import { Row } from './row.tsx'

interface Lists {
  readonly blocked: readonly string[]
  readonly ignore: readonly string[]
}

interface Caught {
  readonly why: 'blocked' | 'ignored'
  readonly message: Message
}

/** One a line, as they are typed. */
const read = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')

/** Blocked terms and the ignore list, with what they would have caught. */
export function Terms({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const now: Lists = { blocked: control?.blocked ?? [], ignore: control?.ignore ?? [] }
  const [draft, setDraft] = useState<{ blocked: string; ignore: string } | null>(null)
  const shown = draft ?? { blocked: now.blocked.join('\n'), ignore: now.ignore.join('\n') }
  const save = async (event: Event) => {
    event.preventDefault()
    const lists = { blocked: read(shown.blocked), ignore: read(shown.ignore) }
    if (await desk.act('/api/chat/filter', lists, 'The lists are in force')) setDraft(null)
  }
  const mayChange = desk.may('chat.moderate')
  const area = (key: 'blocked' | 'ignore') => (
    <textarea
      rows={6}
      spellcheck={false}
      readOnly={!mayChange}
      value={shown[key]}
      onInput={(event) => setDraft({ ...shown, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field label="Blocked terms" hint="One a line. Never shown, in any spelling that looks alike.">
        {area('blocked')}
      </Field>
      <Field label="Not heard" hint="Names whose messages are left out, one a line">
        {area('ignore')}
      </Field>
      {mayChange && (
        <div class="chips">
          <button type="submit" class="primary" disabled={draft === null}>
            Put in force
          </button>
          <button type="button" disabled={draft === null} onClick={() => setDraft(null)}>
            Leave as it was
          </button>
        </div>
      )}
      {mayChange && <Preview desk={desk} lists={{ blocked: read(shown.blocked), ignore: read(shown.ignore) }} />}
    </form>
  )
}

function Preview({ desk, lists }: { desk: Desk; lists: Lists }) {
  const text = useSettled(JSON.stringify(lists), 300)
  const [caught, setCaught] = useState<readonly Caught[] | string>([])
  useEffect(() => {
    let isWanted = true
    desk.api.send<readonly Caught[]>('POST', '/api/chat/filter/preview', JSON.parse(text) as Lists).then(
      (found) => isWanted && setCaught(found),
      (error: unknown) => isWanted && setCaught(problemOf(error)),
    )
    return () => {
      isWanted = false
    }
  }, [text])
  if (typeof caught === 'string') return <p class="problem">{caught}</p>
  return (
    <div class="preview">
      <p class="quiet">
        {caught.length === 0
          ? 'They would have caught nothing lately.'
          : `They would have caught ${counted(caught.length, 'message')} of the last thousand:`}
      </p>
      <ol class="rows" aria-label="What they would have caught">
        {caught
          .slice(-20)
          .toReversed()
          .map(({ message }) => (
            <Row key={message.number} desk={desk} message={message} open={(person) => desk.person.set(person)} />
          ))}
      </ol>
    </div>
  )
}
