import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import { ago } from '../when.ts'

interface Login {
  readonly id: string
  readonly seenMs: number
  readonly agent: string
  readonly address: string
  readonly isThis: boolean
}

/** Browsers that one is logged in with. */
export function Logins({ desk }: { desk: Desk }) {
  const logins = useFetched<readonly Login[]>(desk, '/api/logins')
  const end = (path: string, said: string) =>
    void desk.attempt(() => desk.api.send('DELETE', path), said).then(logins.reload)
  return (
    <section class="card stack" aria-label="Logins">
      <h3>Where you are logged in</h3>
      <Empty of={logins} none="Nowhere." />
      <ul class="plain-list">
        {logins.value?.map(({ id, seenMs, agent, address, isThis }) => (
          <li key={id}>
            <span class="grow">
              <b>{browserOf(agent)}</b>
              <br />
              <span class="quiet">{`${address}, ${isThis ? 'this one' : ago(seenMs)}`}</span>
            </span>
            {isThis ? (
              <button type="button" class="small" onClick={() => desk.leave()}>
                Log out
              </button>
            ) : (
              <button type="button" class="small" onClick={() => end(`/api/logins/${id}`, 'That login is over')}>
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      {(logins.value?.length ?? 0) > 1 && (
        <button type="button" onClick={() => end('/api/logins', 'You are logged in here alone')}>
          End all others
        </button>
      )}
    </section>
  )
}

const browsers = [
  ['Firefox/', 'Firefox'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'] as const

/** What a browser says it is, in two words. */
function browserOf(agent: string): string {
  const browser = browsers.find(([sign]) => agent.includes(sign))?.[1] ?? 'A browser'
  const system = systems.find((sign) => agent.includes(sign))
  return system === undefined ? browser : `${browser} on ${system}`
}
