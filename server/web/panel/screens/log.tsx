import { useMemo, useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Changes } from '../log/changes.tsx'
import { useLogPages } from '../log/pages.ts'
import { UndoCell } from '../log/undo-cell.tsx'
import { sayDeed } from '../log/words.ts'
import { Empty } from '../parts/empty.tsx'
import { useSettled } from '../chat/search.tsx'
import type { Deed } from '../shapes.ts'
import { useStore } from '../../store.ts'
import { clock } from '../when.ts'

/** Kinds of deeds, each by the beginning of its actions. */
const kinds = [
  ['', 'Everything'],
  ['person.', 'People'],
  ['chat.', 'Chat'],
  ['votes.', 'Votes'],
  ['show.', 'Show'],
  ['game.', 'Game'],
  ['stream.', 'Stream'],
  ['media.', 'Media'],
  ['settings.', 'Settings'],
  ['session.', 'Logins'],
  ['account.', 'Accounts'],
] as const

/** Who did what, when, to whom and why. */
export function Log({ desk }: { desk: Desk }) {
  const [action, setAction] = useState('')
  const [actor, setActor] = useState('')
  const who = useSettled(actor.trim(), 300)
  const query = new URLSearchParams({ ...(action && { action }), ...(who && { actor: who }) }).toString()
  return (
    <div class="page">
      <div class="page-head">
        <h2>Log</h2>
        <select aria-label="What was done" value={action} onChange={(event) => setAction(event.currentTarget.value)}>
          {kinds.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
        <input
          type="search"
          class="short"
          aria-label="Who did it"
          placeholder="Who"
          value={actor}
          onInput={(event) => setActor(event.currentTarget.value)}
        />
        <a class="button small" href={`/api/log.csv?${query}`} download="chatarcade-log.csv">
          CSV
        </a>
      </div>
      <Found key={query} desk={desk} query={query} action={action} who={who} />
    </div>
  )
}

interface FoundProps {
  readonly desk: Desk
  readonly query: string
  readonly action: string
  readonly who: string
}

/** What the log has of that, and what is done of it meanwhile. */
function Found({ desk, query, action, who }: FoundProps) {
  const { deeds: all, hasEarlier, earlier, ...found } = useLogPages(desk, query)
  const deeds = useMemo(
    () => all.filter((deed) => deed.action.startsWith(action) && begins(deed.actor, who)),
    [all, action, who],
  )
  const none = query === '' ? 'Nothing was done yet.' : 'Nothing was found.'
  return (
    <section class="card table-card" aria-label="Deeds, the newest first">
      <Empty of={{ ...found, value: found.value && deeds }} none={none} />
      {deeds.length > 0 && <Table desk={desk} deeds={deeds} reload={found.reload} />}
      {hasEarlier && (
        <button type="button" class="small" onClick={earlier}>
          Earlier ones
        </button>
      )}
    </section>
  )
}

/** As the server looks for who did something. */
const begins = (actor: string, who: string) => actor.toLowerCase().startsWith(who.toLowerCase())

function Table({ desk, deeds, reload }: { desk: Desk; deeds: readonly Deed[]; reload: () => void }) {
  const titles = useStore(desk.titles)
  return (
    <table class="log">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Why</th>
          <th scope="col">
            <span class="unseen">Undo</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {deeds.map((deed) => (
          <tr key={deed.id} class={deed.undoneBy === null ? '' : 'undone'}>
            <td class="quiet">{clock(deed.atMs)}</td>
            <td>
              <b>{deed.actor}</b>
            </td>
            <td title={[deed.action, deed.target].filter(Boolean).join(' ')}>
              {sayDeed(deed, titles)}
              <Changes deed={deed} titles={titles} />
            </td>
            <td class="quiet">{deed.reason}</td>
            <td>
              <UndoCell desk={desk} deed={deed} again={reload} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
