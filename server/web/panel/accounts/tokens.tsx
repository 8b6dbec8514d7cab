import { useState } from 'preact/hooks'
import { personalRights } from '../../../auth/rights.ts'
import type { Desk } from '../desk.ts'
import { Copy } from '../parts/copy.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field, Switch } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'
import { Twice } from '../parts/twice.tsx'
import { ago, day } from '../when.ts'

interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresMs: number
  readonly seenMs: number | null
}

/** Keys for programs that do what one may do oneself. */
export function Tokens({ desk }: { desk: Desk }) {
  const tokens = useFetched<readonly Token[]>(desk, '/api/tokens')
  const remove = ({ id, name }: Token) =>
    void desk
      .attempt(() => desk.api.send('DELETE', `/api/tokens/${id}`), `${name} opens nothing more`)
      .then(tokens.reload)
  return (
    <div class="cards">
      <NewToken desk={desk} made={tokens.reload} />
      <section class="card stack wide" aria-label="Tokens">
        <h3>Your tokens</h3>
        <p class="quiet">
          Programs send them as <code>Authorization: Bearer ca_…</code>; what they can do is in{' '}
          <a href="/api/openapi.json">openapi.json</a>.
        </p>
        <Empty of={tokens} none="None yet." />
        <ul class="plain-list">
          {tokens.value?.map((token) => (
            <li key={token.id}>
              <span class="grow">
                <b>{token.name}</b>{' '}
                <span class="quiet">
                  {`until ${day(token.expiresMs)}, ${token.seenMs === null ? 'never used' : `used ${ago(token.seenMs)}`}`}
                </span>
                <br />
                <span class="quiet">{token.scopes.join(', ')}</span>
              </span>
              <Twice word="Remove" sure="End it" keep="Keep it" grows="left" run={() => remove(token)} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function NewToken({ desk, made }: { desk: Desk; made: () => void }) {
  const [name, setName] = useState('')
  const [days, setDays] = useState(90)
  const [scopes, setScopes] = useState<readonly string[]>([])
  const [token, setToken] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const answer = await desk.attempt(() =>
      desk.api.send<{ token: string }>('POST', '/api/tokens', { name: name.trim(), scopes, days }),
    )
    if (answer === null) return
    setToken(answer.value.token)
    setName('')
    made()
  }
  const turn = (right: string, isOn: boolean) =>
    setScopes(isOn ? [...scopes, right] : scopes.filter((each) => each !== right))
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h3>A new token</h3>
      <Field label="Name">
        <input
          required
          maxLength={40}
          placeholder="stream deck"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field label="Days that it is good for">
        <input
          type="number"
          min={1}
          max={365}
          required
          value={days}
          onInput={(event) => setDays(event.currentTarget.valueAsNumber)}
        />
      </Field>
      <fieldset class="scopes">
        <legend>What it may do</legend>
        {desk.session.rights
          .filter((right) => !personalRights.some((each) => each === right))
          .map((right) => (
            <Switch key={right} label={right} isOn={scopes.includes(right)} change={(isOn) => turn(right, isOn)} />
          ))}
      </fieldset>
      <button type="submit" class="primary" disabled={scopes.length === 0}>
        Make it
      </button>
      {token !== '' && (
        <div role="status" class="stack">
          <p>Copy it now; it is shown once.</p>
          <Copy text={token} />
        </div>
      )}
    </form>
  )
}
