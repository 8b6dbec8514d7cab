import { useEffect, useState } from 'preact/hooks'
import { ApiError, problemOf } from '../api.ts'
import type { Session } from '../desk.ts'
import { doorApi } from '../login.tsx'
import { NewPassword, TextField } from '../parts/text-field.tsx'
import { Door } from './form.tsx'

/** What a link is good for. */
interface Invited {
  readonly role: string
  /** Of the account that gets a new password; null for a new account. */
  readonly name: string | null
  readonly expiresMs: number
}

interface InvitationProps {
  readonly secret: string
  readonly csrf: string | null
  readonly entered: (session: Session) => void
  readonly cancel: () => void
}

/** The way in by a link: a new account, or a new password for one that is there. */
export function Invitation({ secret, csrf, entered, cancel }: InvitationProps) {
  const [invited, setInvited] = useState<Invited | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    doorApi(csrf)
      .send<Invited>('POST', '/api/invitations/look', { secret })
      .then(setInvited, (error: unknown) => setProblem(reasonOf(error)))
  }, [secret])
  if (problem !== '') return <Refused problem={problem} cancel={cancel} />
  if (invited === null) return <p class="door-wait quiet">One moment …</p>
  return <Redeem invited={invited} secret={secret} csrf={csrf} entered={entered} />
}

function reasonOf(error: unknown): string {
  const isCut = error instanceof ApiError && error.code === 'bad-request'
  return isCut ? 'A part of it is missing; copy the whole of it.' : problemOf(error)
}

function Refused({ problem, cancel }: { problem: string; cancel: () => void }) {
  return (
    <main class="door">
      <p class="door-brand">Chat Arcade</p>
      <div class="card">
        <h1>This link doesn’t open anything</h1>
        <p role="alert">{problem}</p>
        <p class="quiet">A link is good once, and for two days. Whoever sent it can make another one.</p>
        <button type="button" onClick={cancel}>
          Log in instead
        </button>
      </div>
    </main>
  )
}

type RedeemProps = Omit<InvitationProps, 'cancel'> & { readonly invited: Invited }

function Redeem({ invited, secret, csrf, entered }: RedeemProps) {
  const [name, setName] = useState(invited.name ?? '')
  const [password, setPassword] = useState('')
  const isNew = invited.name === null
  const submit = async () => {
    const given = { secret, password, ...(isNew ? { name: name.trim() } : {}) }
    entered(await doorApi(csrf).send<Session>('POST', '/api/invitations/redeem', given))
  }
  return (
    <Door
      title={isNew ? 'Welcome' : 'Choose a password'}
      hint={
        isNew ? `You are invited as ${invited.role}. Choose a name and a password.` : `For the account ${invited.name}.`
      }
      action="Enter the panel"
      submit={submit}
    >
      {/* Password managers keep a password with the name beside it. */}
      <TextField
        label="Name"
        name="username"
        autocomplete="username"
        autocapitalize="none"
        required
        readOnly={!isNew}
        value={name}
        change={setName}
      />
      <NewPassword label="Password" name="password" value={password} change={setPassword} />
    </Door>
  )
}
