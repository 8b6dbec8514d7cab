import { useState } from 'preact/hooks'
import { isRole, mayManage, roles } from '../../../auth/rights.ts'
import type { Desk } from '../desk.ts'
import { Copy } from '../parts/copy.tsx'
import { Field } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'
import { Twice } from '../parts/twice.tsx'
import { day } from '../when.ts'
import { useAccountDeeds } from './deeds.ts'
import { placeOfPage } from './place.ts'

interface Invitation {
  readonly id: string
  readonly role: string
  /** Id of the account that it gives a new password to; null for a new one. */
  readonly account: string | null
  readonly expiresMs: number
}

/** A link as it has to be sent: the server knows its path alone. */
export const linkOf = (path: string): string => new URL(path, location.origin).href

/** Said beside a link that opens nothing elsewhere. */
export function LinkAddress() {
  const place = placeOfPage(location.hostname)
  if (place === null) return null
  return (
    <p class="warning">
      {`This link begins with ${location.host}, the address that you have opened the panel by, and opens ${place}. `}
      For somebody elsewhere, open the panel by the https:// address that others reach the show at, and make the link
      there.
    </p>
  )
}

/** Roles that somebody may give. */
export function givenBy(desk: Desk): readonly string[] {
  const own = desk.session.who?.role ?? ''
  return isRole(own) ? roles.filter((role) => mayManage(own, role)) : []
}

/** Links that let one more person in. */
export function Invitations({ desk }: { desk: Desk }) {
  const open = useFetched<readonly Invitation[]>(desk, '/api/invitations')
  useAccountDeeds(desk, open.reload)
  const given = givenBy(desk)
  const [role, setRole] = useState(given.includes('moderator') ? 'moderator' : (given[0] ?? ''))
  const [link, setLink] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const made = await desk.attempt(() => desk.api.send<{ path: string }>('POST', '/api/invitations', { role }))
    if (made === null) return
    setLink(linkOf(made.value.path))
    open.reload()
  }
  const withdraw = (id: string) =>
    void desk
      .attempt(() => desk.api.send('DELETE', `/api/invitations/${id}`), 'That link opens nothing')
      .then(open.reload)
  return (
    <section class="card stack" aria-label="Invite">
      <h3>Invite somebody</h3>
      <form class="inline-form invite" onSubmit={(event) => void submit(event)}>
        <Field label="As">
          <select value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            {given.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </Field>
        <button type="submit" class="primary">
          Make a link
        </button>
      </form>
      {link !== '' && (
        <div role="status" class="stack">
          <p>Send it to them: it opens the panel once, within two days.</p>
          <Copy text={link} />
          <LinkAddress />
        </div>
      )}
      {(open.value?.length ?? 0) > 0 && (
        <ul class="plain-list" aria-label="Links that nobody has used yet">
          {open.value?.map(({ id, role: as, account, expiresMs }) => (
            <li key={id}>
              <span class="grow">
                {account === null ? `A new ${as}` : `A new password for a ${as}`}{' '}
                <span class="quiet">{`until ${day(expiresMs)}`}</span>
              </span>
              <Twice word="Withdraw" sure="Take it back" keep="Keep it" grows="left" run={() => withdraw(id)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
