import { useState } from 'preact/hooks'
import { ApiError, createApi, type Api } from './api.ts'
import type { Session } from './desk.ts'
import { Door } from './door/form.tsx'
import { TextField } from './parts/text-field.tsx'

/** The way to the server of who isn’t logged in. */
export const doorApi = (csrf: string | null): Api =>
  createApi({ csrf: () => csrf ?? '', loggedOut: () => {}, prove: async () => false })

/** Name and password; a code of the second factor where the account has one. */
export function Login({ csrf, entered }: { csrf: string | null; entered: (session: Session) => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const submit = async () => {
    try {
      const given = { name: name.trim(), password, ...(code === null ? {} : { code }) }
      entered(await doorApi(csrf).send<Session>('POST', '/api/session', given))
    } catch (error) {
      // Once it was asked for, the same answer says that the code is wrong.
      if (!(error instanceof ApiError) || error.code !== 'code-needed' || code !== null) throw error
      setCode('')
    }
  }
  return (
    <Door
      title="Log in"
      hint={code === null ? 'To the panel of the show. Who has no account gets in by a link of the streamer.' : ''}
      action="Log in"
      submit={submit}
    >
      <TextField
        label="Name"
        name="username"
        autocomplete="username"
        autocapitalize="none"
        required
        value={name}
        change={setName}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        change={setPassword}
      />
      {code !== null && (
        <TextField
          label="Code"
          hint="Six digits of your authenticator, or one of your recovery codes"
          name="code"
          autocomplete="one-time-code"
          required
          // The one thing that is missing.
          ref={(input) => input?.focus()}
          value={code}
          change={setCode}
        />
      )}
    </Door>
  )
}
