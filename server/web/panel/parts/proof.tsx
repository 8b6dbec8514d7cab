import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { problemOf } from '../api.ts'
import type { Desk, Session } from '../desk.ts'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

/** Asks for the password once more, before what a borrowed browser must not do. */
export function Proof({ desk }: { desk: Desk }) {
  const answer = useStore(desk.proving)
  return answer === null ? null : <ProofDialog desk={desk} answer={answer} />
}

function ProofDialog({ desk, answer }: { desk: Desk; answer: (csrf: string | null) => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const needsCode = useStore(desk.hasTotp)
  const submit = (event: Event) => {
    event.preventDefault()
    desk.api
      .send<Session>('POST', '/api/session/proof', { password, ...(needsCode ? { code } : {}) })
      .then(({ csrf }) => answer(csrf ?? ''))
      .catch((error: unknown) => setProblem(problemOf(error)))
  }
  return (
    <Dialog title="Your password, please" close={() => answer(null)}>
      <form class="stack" onSubmit={submit}>
        <p class="quiet">You logged in a while ago, and this changes who may do what.</p>
        <TextField
          label="Password"
          problem={problem}
          type="password"
          autocomplete="current-password"
          required
          value={password}
          change={setPassword}
        />
        {needsCode && <TextField label="Code" autocomplete="one-time-code" required value={code} change={setCode} />}
        <button type="submit" class="primary">
          Go on
        </button>
      </form>
    </Dialog>
  )
}
