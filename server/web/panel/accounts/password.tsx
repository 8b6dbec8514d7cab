import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk, Session } from '../desk.ts'
import { NewPassword, TextField } from '../parts/text-field.tsx'

/** A new password of one’s own; whoever else is logged in with the account is out. */
export function Password({ desk }: { desk: Desk }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const needsCode = useStore(desk.hasTotp)
  const submit = async (event: Event) => {
    event.preventDefault()
    const given = { current, password, ...(needsCode ? { code } : {}) }
    const done = await desk.attempt(
      () => desk.api.send<Session>('PUT', '/api/session/password', given),
      'The password is changed; your other logins are over',
    )
    if (done === null) return
    desk.renewed(done.value)
    setCurrent('')
    setPassword('')
    setCode('')
  }
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h3>Password</h3>
      <input
        class="unseen"
        tabIndex={-1}
        aria-hidden="true"
        autocomplete="username"
        readOnly
        value={desk.session.who?.name}
      />
      <TextField
        label="The one you have"
        type="password"
        autocomplete="current-password"
        required
        value={current}
        change={setCurrent}
      />
      <NewPassword label="The new one" value={password} change={setPassword} />
      {needsCode && (
        <TextField
          label="Code of your authenticator"
          autocomplete="one-time-code"
          required
          value={code}
          change={setCode}
        />
      )}
      <button type="submit">Change</button>
    </form>
  )
}
