import { alertKinds } from '../../../../game/index.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { clearSent, type TellingDraft } from '../drafts.ts'

const announcement = 'announcement'

/** Tells everybody something, as an announcement or as an alert of a kind. */
export function Telling({ desk }: { desk: Desk }) {
  const draft = useStore(desk.drafts.telling)
  const { kind, name, text } = draft
  const change = (to: Partial<TellingDraft>) => desk.drafts.telling.set({ ...draft, ...to })
  const submit = async (event: Event) => {
    event.preventDefault()
    const line = text.trim()
    const isDone =
      kind === announcement
        ? await desk.act('/api/show/announce', { text: line }, 'Announced')
        : await desk.act('/api/show/alert', { kind, name: name.trim(), text: line }, 'Shown')
    if (isDone) clearSent(desk.drafts.telling, draft, { kind, name: '', text: '' })
  }
  return (
    <form class="control-row" onSubmit={(event) => void submit(event)}>
      <select aria-label="What kind" value={kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
        <option value={announcement}>Announce</option>
        {alertKinds.map((each) => (
          <option key={each} value={each}>{`Alert: ${each}`}</option>
        ))}
      </select>
      {kind !== announcement && (
        <input
          class="short"
          aria-label="Who it is about"
          placeholder="Name"
          maxLength={50}
          value={name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      )}
      <input
        class="grow"
        aria-label="What everybody is told"
        placeholder="Tell everybody …"
        required
        maxLength={120}
        value={text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      <button type="submit">Show</button>
    </form>
  )
}
