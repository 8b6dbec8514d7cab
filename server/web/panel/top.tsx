import { useEffect, useRef } from 'preact/hooks'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { Panic } from './parts/panic.tsx'
import type { Screen } from './shell.tsx'
import { watchers } from './watchers.ts'
import { counted } from './when.ts'

interface TopProps {
  readonly desk: Desk
  readonly screens: readonly Screen[]
  readonly now: string
  readonly help: () => void
}

/** What is always in sight: the screens, whether the show is on the air, panic, and who one is. */
export function Top({ desk, screens, now, help }: TopProps) {
  return (
    <header class="top">
      <h1>
        <a href="/">Chat Arcade</a>
      </h1>
      <Screens screens={screens} now={now} />
      <OnAir desk={desk} />
      <Panic desk={desk} />
      <Me desk={desk} help={help} />
    </header>
  )
}

function Screens({ screens, now }: Pick<TopProps, 'screens' | 'now'>) {
  const current = useRef<HTMLAnchorElement>(null)
  // On a phone the row is longer than the screen.
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [now])
  return (
    <nav aria-label="Screens">
      {screens.map(({ id, title }) => (
        <a key={id} ref={id === now ? current : null} href={`#${id}`} aria-current={id === now ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}

/** Not by colour alone: the shape of the mark and the word say it as well. */
function OnAir({ desk }: { desk: Desk }) {
  const state = useStore(desk.live.state)
  const status = useStore(desk.live.status)
  const control = useStore(desk.live.control)
  const word =
    state === 'live' ? airWord(control?.slate ?? '', control?.isPaused ?? false, status?.stream.state) : 'offline'
  return (
    <p class="on-air" data-state={word}>
      <span class="mark" aria-hidden="true" />
      <b>{word}</b>
      {status && <span class="quiet watchers">{counted(watchers(status), 'spectator')}</span>}
    </p>
  )
}

function airWord(slate: string, isPaused: boolean, stream: string | undefined): string {
  if (slate === 'panic') return 'panic'
  if (slate !== '') return 'slate'
  return isPaused ? 'paused' : (stream ?? '…')
}

function Me({ desk, help }: Pick<TopProps, 'desk' | 'help'>) {
  const { who } = desk.session
  return (
    <div class="me">
      <button type="button" class="small keys-button" title="Keys: ?" aria-label="Keys" onClick={help}>
        ?
      </button>
      <a href="#accounts" class="who" title={`${who?.name}, ${who?.role}`}>
        {who?.name} <span class="quiet">{who?.role}</span>
      </a>
      <button type="button" class="small leave" onClick={() => desk.leave()}>
        Log out
      </button>
    </div>
  )
}
