import { useEffect, useState } from 'preact/hooks'
import { changeBetween, changesNothing, laidOver, type ListChange } from '../../../controls/list-change.ts'
import { useStore } from '../../store.ts'
import { problemOf } from '../api.ts'
import type { Desk } from '../desk.ts'
import { Field } from '../parts/field.tsx'
import { Meanwhile } from '../parts/meanwhile.tsx'
import { linesOf } from '../settings/values.ts'
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

/** Blocked terms and the ignore list, with what they would have caught. */
export function Terms({ desk }: { desk: Desk }) {
  const lists = { blocked: useList(desk, 'blocked'), ignore: useList(desk, 'ignore') }
  const both = Object.values(lists)
  const changed = both.filter(({ own }) => !changesNothing(own))
  const mayChange = desk.may('chat.moderate')
  const save = async (event: Event) => {
    event.preventDefault()
    // The server lays them over the lists of that moment: whoever was first isn’t wiped by whoever comes second.
    const body = Object.fromEntries(changed.map(({ key, own }) => [key, own]))
    if (await desk.act('/api/chat/filter', body, 'The lists are in force')) for (const { sent } of changed) sent()
  }
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <ListField
        {...{ label: 'Blocked terms', hint: 'One a line. Never shown, in any spelling that looks alike.' }}
        {...{ list: lists.blocked, mayChange }}
      />
      <ListField
        {...{ label: 'Not heard', hint: 'Names whose messages are left out, one a line' }}
        {...{ list: lists.ignore, mayChange }}
      />
      {mayChange && (
        <div class="chips">
          <button type="submit" class="primary" disabled={changed.length === 0}>
            Put in force
          </button>
          <button
            type="button"
            disabled={!both.some(({ isDraft }) => isDraft)}
            onClick={() => both.forEach(({ leave }) => leave())}
          >
            Leave as it was
          </button>
        </div>
      )}
      {mayChange && <Preview desk={desk} lists={{ blocked: lists.blocked.next, ignore: lists.ignore.next }} />}
    </form>
  )
}

interface EditedList {
  readonly key: keyof Lists
  readonly isKnown: boolean
  readonly isDraft: boolean
  readonly text: string
  /** What is done to it here, and what somebody else has done to it since. */
  readonly own: ListChange
  readonly meanwhile: ListChange
  /** What would be in force. */
  readonly next: readonly string[]
  readonly type: (text: string) => void
  readonly sent: () => void
  readonly leave: () => void
}

/** One list: as it is in force while nobody edits it, and else as it is typed. */
function useList(desk: Desk, key: keyof Lists): EditedList {
  const control = useStore(desk.live.control)
  const store = desk.drafts[key]
  const draft = useStore(store)
  const now = control?.[key] ?? []
  const from = draft?.from ?? now
  const own = changeBetween(from, draft === null ? from : linesOf(draft.text))
  return {
    ...{ key, isKnown: control !== null, isDraft: draft !== null },
    ...{ text: draft?.text ?? now.join('\n'), own },
    ...{ meanwhile: changeBetween(from, now), next: laidOver(now, own) },
    type: (text) => store.set({ from, text }),
    sent() {
      const typed = store.get()
      // What was typed while it was sent comes on top of it.
      store.set(typed === null || typed === draft ? null : { ...typed, from: laidOver(from, own) })
    },
    leave: () => store.set(null),
  }
}

interface ListFieldProps {
  readonly label: string
  readonly hint: string
  readonly list: EditedList
  readonly mayChange: boolean
}

function ListField({ label, hint, list, mayChange }: ListFieldProps) {
  return (
    <div>
      <Field label={label} hint={hint}>
        <textarea
          rows={6}
          spellcheck={false}
          readOnly={!mayChange || !list.isKnown}
          value={list.text}
          onInput={(event) => list.type(event.currentTarget.value)}
        />
      </Field>
      <Meanwhile change={list.meanwhile} />
    </div>
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
