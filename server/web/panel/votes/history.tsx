import { useEffect } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import { clock, counted } from '../when.ts'

interface Vote {
  readonly id: number
  readonly atMs: number
  readonly label: string
  readonly votes: number
  readonly voters: number
  readonly reason: string
}

/** Votes come in quick rows in anarchy; the list keeps up at this pace. */
const restMs = 2000

/** What the crowd has decided, the newest first. */
export function History({ desk }: { desk: Desk }) {
  const { value, problem, reload } = useFetched<readonly Vote[]>(desk, '/api/votes/history?limit=30')
  useEffect(() => {
    let timer = 0
    const stop = desk.live.events.subscribe(() => {
      const type = desk.live.events.get().at(-1)?.type
      if (type !== 'vote' && type !== 'poll') return
      timer ||= window.setTimeout(() => {
        timer = 0
        reload()
      }, restMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [desk, reload])
  return (
    <section class="history">
      <h3>Decided</h3>
      <Empty of={{ value, problem, reload }} none="Nothing yet." />
      <ol>
        {value?.map(({ id, atMs, label, votes, voters, reason }) => (
          <li key={id}>
            <span class="quiet">{clock(atMs)}</span> <b>{label === '' ? '–' : label}</b>{' '}
            <span class="quiet">{label === '' ? reason : `${votes} of ${counted(voters, 'voter')}`}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
