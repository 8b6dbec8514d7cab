import { maxStatusLine } from '../../../../game/index.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { clearSent } from '../drafts.ts'

/** A line of the streamer’s own words that stays in the picture until it is taken away. */
export function StatusLine({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const store = desk.drafts.statusLine
  const draft = useStore(store)
  const now = control?.statusLine ?? ''
  const text = (draft ?? now).trim()
  const put = (line: string) => {
    const said = line === '' ? 'The status line is taken away' : `Status line: ${line}`
    return desk.act('/api/show/status-line', { text: line }, said)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await put(text)) clearSent(store, draft, null)
  }
  return (
    <form class="control-row" aria-label="Status line" onSubmit={(event) => void submit(event)}>
      <span class="row-label">Status</span>
      <input
        class="grow"
        aria-label="What the status says"
        placeholder="Until you take it away …"
        maxLength={maxStatusLine}
        value={draft ?? now}
        onInput={(event) => store.set(event.currentTarget.value)}
        // Emptied, or as it was again, it is taken back: what others set is shown again.
        onBlur={() => (text === now || text === '') && store.set(null)}
      />
      <button type="submit" disabled={text === now || text === ''}>
        Show
      </button>
      <button type="button" disabled={now === ''} onClick={() => void put('')}>
        Take away
      </button>
    </form>
  )
}
