import { isSwitching } from '../../link/link.ts'
import type { ShowInfo } from '../../link/show-info.ts'
import { useStore } from '../../store.ts'
import type { Arcade } from '../arcade.ts'
import { Broadcast } from './broadcast.tsx'
import { SoundButton } from './sound-button.tsx'

const words = { joining: 'Connecting', live: 'Live', waiting: 'Connection lost' } as const

export function Header({ arcade, info }: { arcade: Arcade; info: ShowInfo | undefined }) {
  const state = useStore(arcade.link.state)
  const word = isSwitching(state) ? 'joining' : state.word
  return (
    <header>
      <h1>{info?.title ?? 'Chat Arcade'}</h1>
      <p class={`badge badge-${word}`} role="status">
        {words[word]}
      </p>
      <div class="header-tools">
        {info?.broadcast && <Broadcast address={info.broadcast} />}
        <SoundButton sound={arcade.sound} />
      </div>
    </header>
  )
}
