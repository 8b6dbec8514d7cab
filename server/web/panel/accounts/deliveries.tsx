import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import { State } from '../parts/state.tsx'
import { clock } from '../when.ts'

interface Delivery {
  readonly id: string
  readonly event: string
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly attempts: number
  readonly status: number | null
  readonly problem: string | null
  readonly createdMs: number
}

const kinds = { waiting: 'waiting', delivered: 'good', failed: 'bad' } as const

/** A delivery takes a moment, and who has pinged waits for it. */
const lookMs = 2000

/** What was sent to a program, and what came of it. */
export function Deliveries({ desk, webhook }: { desk: Desk; webhook: string }) {
  const sent = useFetched<readonly Delivery[]>(desk, `/api/webhooks/${webhook}/deliveries`, lookMs)
  return (
    <div class="deliveries">
      <Empty of={sent} none="Nothing was sent yet." />
      <ul class="plain-list" aria-label="Deliveries, the newest first">
        {sent.value?.map(({ id, event, state, attempts, status, problem, createdMs }) => (
          <li key={id}>
            <span class="grow">
              <span class="quiet">{clock(createdMs)}</span> {event} <State word={state} kind={kinds[state]} />{' '}
              <span class="quiet">{problem ?? (status === null ? '' : `answered ${status}`)}</span>
            </span>
            {attempts > 1 && <span class="quiet">{`${attempts} attempts`}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
