import { useEffect, useState } from 'preact/hooks'
import { openDesk, type Desk, type Session } from './desk.ts'
import { Invitation } from './door/invitation.tsx'
import { invitationOf } from './door/secret.ts'
import { Login } from './login.tsx'
import { Shell } from './shell.tsx'

const nobody: Session = { who: null, rights: [], csrf: null }

/** The panel: the door, and behind it the desk. */
export function App() {
  const [session, setSession] = useState<Session | null | 'unreachable'>(null)
  const [desk, setDesk] = useState<Desk | null>(null)
  const [secret, setSecret] = useInvitation()
  const ask = () => void fetchSession().then(setSession, () => setSession('unreachable'))
  useEffect(ask, [])
  useEffect(() => {
    if (session === null || session === 'unreachable' || session.who === null) return setDesk(null)
    const opened = openDesk(session, () => setSession(nobody))
    setDesk(opened)
    return () => opened.stop()
  }, [session])
  if (session === null) return <p class="door-wait quiet">One moment …</p>
  if (session === 'unreachable') return <Unreachable retry={ask} />
  if (secret !== null) {
    const leave = (next: Session) => {
      setSecret(null)
      setSession(next)
    }
    return <Invitation secret={secret} csrf={session.csrf} entered={leave} cancel={() => setSecret(null)} />
  }
  if (session.who === null) return <Login csrf={session.csrf} entered={setSession} />
  if (desk === null) return null
  return <Shell key={desk.session.csrf} desk={desk} />
}

/** The secret of the link that the page was opened by. It leaves the address at once, so that no history keeps it. */
function useInvitation(): [string | null, (secret: string | null) => void] {
  const [secret, setSecret] = useState(() => invitationOf(location.hash))
  useEffect(() => {
    const look = () => {
      const found = invitationOf(location.hash)
      if (found === null) return
      history.replaceState(null, '', location.pathname)
      setSecret(found)
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return [secret, setSecret]
}

async function fetchSession(): Promise<Session> {
  const answer = await fetch('/api/session', { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return (await answer.json()) as Session
}

function Unreachable({ retry }: { retry: () => void }) {
  useEffect(() => {
    const timer = setInterval(retry, 3000)
    return () => clearInterval(timer)
  }, [])
  return (
    <main class="door">
      <h1>The show can’t be reached</h1>
      <p class="quiet" role="alert">
        It may be starting anew. This page looks again every few seconds.
      </p>
      <button type="button" onClick={retry}>
        Look now
      </button>
    </main>
  )
}
