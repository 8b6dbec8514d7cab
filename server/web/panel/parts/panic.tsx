import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { panicSwitch } from '../show/switches.ts'

/** Hides and silences the show at once, and brings it back; in the head of the page and of every dialog. */
export function Panic({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const isLive = useStore(desk.live.state) === 'live'
  if (!desk.may('show.panic')) return null
  const isUp = control?.slate === 'panic'
  return (
    <button
      type="button"
      class={isUp ? 'panic is-up' : 'panic'}
      title="A calm picture and silence at once. Key: !"
      disabled={!isLive}
      onClick={() => panicSwitch(desk)}
    >
      {isUp ? 'Back to the game' : 'Panic'}
    </button>
  )
}
