import { useState } from 'preact/hooks'
import { isRole, mayManage } from '../../../auth/rights.ts'
import type { Desk } from '../desk.ts'
import { Copy } from '../parts/copy.tsx'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import { State } from '../parts/state.tsx'
import { Twice } from '../parts/twice.tsx'
import { useAccountDeeds } from './deeds.ts'
import { givenBy, LinkAddress, linkOf } from './invitations.tsx'

interface Account {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly isDisabled: boolean
  readonly hasPassword: boolean
  readonly hasTotp: boolean
}

/** Everybody who has an account, and what may be done about each. */
export function People({ desk }: { desk: Desk }) {
  const accounts = useFetched<readonly Account[]>(desk, '/api/accounts')
  useAccountDeeds(desk, accounts.reload)
  const [link, setLink] = useState<{ readonly name: string; readonly url: string } | null>(null)
  return (
    <section class="card stack table-card" aria-label="People">
      <h3>People</h3>
      <Empty of={accounts} none="Nobody." />
      {link && (
        <div role="status" class="stack">
          <p>{`With this link ${link.name} chooses a new password. It is shown once.`}</p>
          <Copy text={link.url} />
          <LinkAddress />
        </div>
      )}
      <ul class="plain-list people">
        {accounts.value?.map((account) => (
          <Person key={account.id} desk={desk} account={account} reload={accounts.reload} linked={setLink} />
        ))}
      </ul>
    </section>
  )
}

interface PersonProps {
  readonly desk: Desk
  readonly account: Account
  readonly reload: () => void
  readonly linked: (link: { name: string; url: string }) => void
}

function Person({ desk, account, reload, linked }: PersonProps) {
  const { id, name, role, isDisabled, hasPassword, hasTotp } = account
  const { who } = desk.session
  const mayChange = who !== null && who.id !== id && isRole(who.role) && isRole(role) && mayManage(who.role, role)
  const [word, kind] = isDisabled
    ? (['disabled', 'off'] as const)
    : hasPassword
      ? (['may enter', 'good'] as const)
      : (['has no password yet', 'waiting'] as const)
  return (
    <li>
      <span class="grow">
        <b>{name}</b> {who?.id === id && <span class="tag">you</span>} <State word={word} kind={kind} />
        {hasTotp && <span class="tag">second factor</span>}
      </span>
      {mayChange ? (
        <Manage desk={desk} account={account} reload={reload} linked={linked} />
      ) : (
        <span class="quiet">{role}</span>
      )}
    </li>
  )
}

function Manage({ desk, account: { id, name, role, isDisabled, hasTotp }, reload, linked }: PersonProps) {
  const path = `/api/accounts/${id}`
  const change = (to: { role?: string; isDisabled?: boolean }, said: string) =>
    void desk.attempt(() => desk.api.send('PATCH', path, to), said).then(reload)
  const link = async () => {
    const made = await desk.attempt(() => desk.api.send<{ path: string }>('POST', `${path}/link`, {}))
    if (made !== null) linked({ name, url: linkOf(made.value.path) })
  }
  const remove = (at: string, said: string) => void desk.attempt(() => desk.api.send('DELETE', at), said).then(reload)
  return (
    <span class="chips">
      <select
        aria-label={`Role of ${name}`}
        value={role}
        onChange={({ currentTarget: { value } }) => change({ role: value }, `${name} is ${value} now`)}
      >
        {givenBy(desk).map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <button type="button" class="small" onClick={() => void link()}>
        New password …
      </button>
      {hasTotp && (
        <button type="button" class="small" onClick={() => remove(`${path}/totp`, `${name} logs in without a code`)}>
          Drop second factor
        </button>
      )}
      <button
        type="button"
        class="small"
        onClick={() => change({ isDisabled: !isDisabled }, `${name} ${isDisabled ? 'may enter again' : 'is shut out'}`)}
      >
        {isDisabled ? 'Let in' : 'Shut out'}
      </button>
      <Twice word="Remove" sure="Really remove" keep="Keep" grows="left" run={() => remove(path, `${name} is gone`)} />
    </span>
  )
}
