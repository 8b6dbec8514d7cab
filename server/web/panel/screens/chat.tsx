import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import { Feed } from '../chat/feed.tsx'
import { lift } from '../chat/acts.ts'
import { Terms } from '../chat/terms.tsx'
import type { Desk } from '../desk.ts'
import { Choices } from '../parts/field.tsx'
import { useNarrow } from '../parts/media.ts'
import { duration } from '../when.ts'

const sides = [
  ['chat', 'Chat'],
  ['terms', 'Terms'],
  ['out', 'Out'],
] as const

/** The chat with room for long messages, and beside it who and what isn’t heard. */
export function ChatScreen({ desk }: { desk: Desk }) {
  const isNarrow = useNarrow()
  const [side, setSide] = useState<'chat' | 'terms' | 'out'>('chat')
  const beside = side === 'chat' ? 'terms' : side
  return (
    <div class="chat-screen">
      {isNarrow && <Choices label="Part" value={side} choices={sides} change={setSide} />}
      {(!isNarrow || side === 'chat') && (
        <section class="card chat-main" aria-label="Chat">
          <Feed desk={desk} />
        </section>
      )}
      {(!isNarrow || side !== 'chat') && (
        <section class="card chat-side" aria-label="What isn’t heard">
          {!isNarrow && <Choices label="Part" value={beside} choices={sides.slice(1)} change={setSide} />}
          {beside === 'terms' ? <Terms desk={desk} /> : <Bans desk={desk} />}
        </section>
      )}
    </div>
  )
}

/** Who is out of the game, the newest first. */
function Bans({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const status = useStore(desk.live.status)
  const session = useStore(desk.link.session)
  const bans = (control?.bans ?? []).toReversed()
  const tickRate = session?.info.tickRate ?? 30
  const left = (untilTick: number | null) =>
    untilTick === null ? 'for good' : duration(Math.max(0, untilTick - (status?.tick ?? untilTick)) / tickRate)
  return (
    <ul class="bans">
      {bans.length === 0 && <li class="quiet">Nobody is out of the game.</li>}
      {bans.map(({ userId, name, untilTick }) => (
        <li key={userId}>
          <button type="button" class="link" onClick={() => desk.person.set({ userId, name })}>
            {name}
          </button>
          <span class="quiet">{left(untilTick)}</span>
          {desk.may('chat.moderate') && (
            <button type="button" class="small" onClick={() => lift(desk, { userId, name })}>
              Lift
            </button>
          )}
        </li>
      ))}
      {control !== null && control.banCount > bans.length && (
        <li class="quiet">{`and ${control.banCount - bans.length} more, before them`}</li>
      )}
    </ul>
  )
}
