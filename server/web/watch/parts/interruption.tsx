import { useEffect, useState } from 'preact/hooks'
import type { Link } from '../../link/link.ts'
import { useStore } from '../../store.ts'

/** Over the last picture while there is no new one: what is happening, and when the next attempt is. */
export function Interruption({ link }: { link: Link }) {
  const state = useStore(link.state)
  const returning = useStore(link.session) !== null
  if (state.word === 'live') return null
  // What takes a third of a second at most needs no countdown.
  const waiting = state.word === 'waiting' && !state.isCalled ? state : null
  return (
    <div class="interruption">
      <div class="interruption-plate">
        <p class="interruption-title">{state.isCalled ? 'The game changes' : headline(waiting !== null, returning)}</p>
        {waiting?.why && <p>{waiting.why}</p>}
        {waiting ? <Countdown untilMs={waiting.retryAtMs} /> : <p>One moment.</p>}
        {waiting && (
          <button type="button" onClick={() => link.retryNow()}>
            Try now
          </button>
        )}
      </div>
    </div>
  )
}

function headline(waiting: boolean, returning: boolean): string {
  if (waiting) return returning ? 'The connection is lost' : 'The show can’t be reached'
  return returning ? 'Connecting again' : 'Joining the show'
}

function Countdown({ untilMs }: { untilMs: number }) {
  const secondsLeft = () => Math.max(0, Math.ceil((untilMs - performance.now()) / 1000))
  const [seconds, setSeconds] = useState(secondsLeft)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsLeft()), 250)
    return () => clearInterval(timer)
  }, [untilMs])
  return <p>{`This page tries again by itself in ${seconds} s. There is no need to reload it.`}</p>
}
