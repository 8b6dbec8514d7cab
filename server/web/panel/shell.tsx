import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ComponentType } from 'preact'
import { useStore } from '../store.ts'
import { BanDialog } from './chat/ban.tsx'
import { PersonDrawer } from './chat/person.tsx'
import type { Desk } from './desk.ts'
import { useShortcuts, type Shortcut } from './keys.ts'
import { DialogTools } from './parts/dialog.tsx'
import { Keys } from './parts/keys.tsx'
import { lazy } from './parts/lazy.tsx'
import { Lost } from './parts/lost.tsx'
import { Notes } from './parts/notes.tsx'
import { Panic } from './parts/panic.tsx'
import { Proof } from './parts/proof.tsx'
import { Accounts } from './screens/accounts.tsx'
import { ChatScreen } from './screens/chat.tsx'
import { Log } from './screens/log.tsx'
import { Media } from './screens/media.tsx'
import { Settings } from './screens/settings.tsx'
import { Stage } from './screens/stage.tsx'
import { Stream } from './screens/stream.tsx'
import { panicSwitch, pauseSwitch } from './show/switches.ts'
import { Top } from './top.tsx'

export interface Screen {
  readonly id: string
  readonly title: string
  /** Who lacks it doesn’t see the screen. */
  readonly right: string
  readonly view: ComponentType<{ desk: Desk }>
}

const Numbers = lazy(async () => (await import('./screens/numbers.tsx')).Numbers)

/** The first one is the desk itself: chat, vote and show side by side. */
const screens: readonly Screen[] = [
  { id: 'show', title: 'Show', right: 'chat.read', view: Stage },
  { id: 'chat', title: 'Chat', right: 'chat.read', view: ChatScreen },
  { id: 'stream', title: 'Stream', right: 'numbers.read', view: Stream },
  { id: 'media', title: 'Media', right: 'media.manage', view: Media },
  { id: 'numbers', title: 'Numbers', right: 'numbers.read', view: Numbers },
  { id: 'log', title: 'Log', right: 'log.read', view: Log },
  { id: 'settings', title: 'Settings', right: 'settings.write', view: Settings },
  { id: 'accounts', title: 'Accounts', right: 'chat.read', view: Accounts },
]

export function Shell({ desk }: { desk: Desk }) {
  const seen = useMemo(() => screens.filter(({ right }) => desk.may(right)), [desk])
  const id = useScreen()
  const [isHelpOpen, setHelpOpen] = useState(false)
  useShortcuts(useMemo(() => shortcutsOf(desk, seen, () => setHelpOpen(true)), [desk, seen]))
  const isLost = useStore(desk.live.state) === 'waiting'
  const screen = seen.find((each) => each.id === id) ?? seen[0]
  const View = screen?.view
  useEffect(() => {
    document.title = `${screen?.title ?? 'Panel'} · Chat Arcade`
  }, [screen])
  const tools = useMemo(() => <Panic desk={desk} />, [desk])
  return (
    <DialogTools.Provider value={tools}>
      <Top desk={desk} screens={seen} now={screen?.id ?? ''} help={() => setHelpOpen(true)} />
      <Lost desk={desk} />
      {/* What would be pressed while nobody hears it had better not be pressed at all. */}
      <main class="screen" id={`screen-${screen?.id}`} inert={isLost}>
        {View ? <View desk={desk} /> : <p>This account may see nothing yet.</p>}
      </main>
      <PersonDrawer desk={desk} />
      <BanDialog desk={desk} />
      <Proof desk={desk} />
      {isHelpOpen && <Keys close={() => setHelpOpen(false)} />}
      <Notes desk={desk} />
    </DialogTools.Provider>
  )
}

/** The screen that the address names, so that a reload stays where it was. */
function useScreen(): string {
  const [id, setId] = useState(location.hash.slice(1))
  useEffect(() => {
    const follow = () => setId(location.hash.slice(1))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return id
}

type Wish = Shortcut & { readonly right?: string }

function shortcutsOf(desk: Desk, seen: readonly Screen[], help: () => void): Shortcut[] {
  const vote = (path: string, body: object, said: string) => () => void desk.act(`/api/votes/${path}`, body, said)
  const all: Wish[] = [
    {
      ...{ key: '!', what: 'panic, and back to the game', right: 'show.panic', isUrgent: true },
      run: () => panicSwitch(desk),
    },
    { key: 'p', what: 'pause, and go on', right: 'show.direct', run: () => pauseSwitch(desk) },
    { key: 'c', what: 'close the vote, and decide it now', right: 'votes.run', run: vote('close', {}, 'Decided') },
    {
      ...{ key: 'e', what: 'ten seconds more for the vote', right: 'votes.run' },
      run: vote('extend', { seconds: 10 }, 'Ten seconds more'),
    },
    { key: 's', what: 'skip the vote', right: 'votes.run', run: vote('skip', {}, 'Skipped') },
    ...seen.map(({ id, title }, index) => ({
      ...{ key: String(index + 1), what: `to ${title}` },
      run: () => void (location.hash = id),
    })),
    { key: '?', what: 'these keys', run: help },
  ]
  return all.filter(({ right }) => right === undefined || desk.may(right))
}
