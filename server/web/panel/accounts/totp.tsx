import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { Copy } from '../parts/copy.tsx'
import { TextField } from '../parts/text-field.tsx'

interface Begun {
  readonly secret: string
  readonly url: string
}

/** A second factor by an authenticator (RFC 6238), for who wants one. */
export function SecondFactor({ desk }: { desk: Desk }) {
  const has = useStore(desk.hasTotp)
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const begin = async () => {
    const made = await desk.attempt(() => desk.api.send<Begun>('POST', '/api/totp', {}))
    if (made !== null) setBegun(made.value)
  }
  const end = async () => {
    if ((await desk.attempt(() => desk.api.send('DELETE', '/api/totp'), 'The second factor is off')) !== null)
      desk.hasTotp.set(false)
  }
  return (
    <section class="card stack" aria-label="Second factor">
      <h3>Second factor</h3>
      {codes !== null && <Recovery codes={codes} />}
      {has && codes === null && <p>On: who logs in needs a code of your authenticator as well.</p>}
      {!has && begun === null && <p class="quiet">Off. With it, a password that leaks opens nothing.</p>}
      {begun !== null && (
        <Enter
          desk={desk}
          begun={begun}
          done={(recovery) => {
            setBegun(null)
            desk.hasTotp.set(true)
            setCodes(recovery)
          }}
        />
      )}
      {has ? (
        <button type="button" onClick={() => void end()}>
          Turn it off
        </button>
      ) : (
        begun === null && (
          <button type="button" onClick={() => void begin()}>
            Turn it on
          </button>
        )
      )}
    </section>
  )
}

interface EnterProps {
  readonly desk: Desk
  readonly begun: Begun
  readonly done: (recoveryCodes: readonly string[]) => void
}

function Enter({ desk, begun: { secret, url }, done }: EnterProps) {
  const [code, setCode] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const answer = await desk.attempt(
      () => desk.api.send<{ recoveryCodes: string[] }>('PUT', '/api/totp', { code }),
      'The second factor is on',
    )
    if (answer !== null) done(answer.value.recoveryCodes)
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p>
        Type this key into your authenticator, or <a href={url}>open it there</a> if it is on this device. It is shown
        once.
      </p>
      <Copy text={secret} shown={secret.replaceAll(/.{4}(?=.)/g, '$& ')} />
      <TextField
        label="The code that it shows"
        autofocus
        autocomplete="one-time-code"
        inputMode="numeric"
        required
        value={code}
        change={setCode}
      />
      <button type="submit" class="primary">
        Turn it on
      </button>
    </form>
  )
}

function Recovery({ codes }: { codes: readonly string[] }) {
  return (
    <div class="stack" role="status">
      <p>Keep these codes somewhere safe: each opens the door once when your phone is lost. They are shown once.</p>
      <Copy text={codes.join('\n')} shown={codes.join('  ')} />
    </div>
  )
}
