import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'

/** Said over everything while nothing that is pressed would be heard. */
export function Lost({ desk }: { desk: Desk }) {
  const state = useStore(desk.live.state)
  if (state !== 'waiting') return null
  return (
    <div class="lost" role="alert">
      <p>
        <b>No connection.</b> What you see is from before. The panel tries again by itself.
      </p>
      <button type="button" class="small" onClick={() => desk.live.retryNow()}>
        Try now
      </button>
    </div>
  )
}
