import { useState } from 'preact/hooks'
import { maxStatusLine } from '../../../../game/index.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'

/** A line of the streamer’s own words that stays in the picture until it is taken away. */
export function StatusLine({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  /** Null while nobody types: then it is what is in force, whoever set it. */
  const [draft, setDraft] = useState<string | null>(null)
  const now = control?.statusLine ?? ''
  const text = (draft ?? now).trim()
  const put = async (line: string) => {
    const said = line === '' ? 'The status line is taken away' : `Status line: ${line}`
    if (await desk.act('/api/show/status-line', { text: line }, said)) setDraft(null)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    void put(text)
  }
  return (
    <form class="control-row" aria-label="Status line" onSubmit={submit}>
      <span class="row-label">Status</span>
      <input
        class="grow"
        aria-label="What the status says"
        placeholder="Until you take it away …"
        maxLength={maxStatusLine}
        value={draft ?? now}
        onInput={(event) => setDraft(event.currentTarget.value)}
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
