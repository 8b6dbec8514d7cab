import { useState } from 'preact/hooks'
import { alertKinds } from '../../../../game/index.ts'
import type { Desk } from '../desk.ts'

const announcement = 'announcement'

/** Tells everybody something, as an announcement or as an alert of a kind. */
export function Telling({ desk }: { desk: Desk }) {
  const [kind, setKind] = useState<string>(announcement)
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const line = text.trim()
    const isDone =
      kind === announcement
        ? await desk.act('/api/show/announce', { text: line }, 'Announced')
        : await desk.act('/api/show/alert', { kind, name: name.trim(), text: line }, 'Shown')
    if (isDone) setText('')
  }
  return (
    <form class="control-row" onSubmit={(event) => void submit(event)}>
      <select aria-label="What kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
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
          onInput={(event) => setName(event.currentTarget.value)}
        />
      )}
      <input
        class="grow"
        aria-label="What everybody is told"
        placeholder="Tell everybody …"
        required
        maxLength={120}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">Show</button>
    </form>
  )
}
