import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { MessageBox } from '../../watch/parts/message-box.tsx'

/** Plays a command as if the crowd had decided it, with the game’s own words to choose from. */
export function Force({ desk }: { desk: Desk }) {
  const session = useStore(desk.link.session)
  const [text, setText] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const command = text.trim()
    if (command === '') return
    if (await desk.act('/api/votes/force', { text: command }, `${command} is played`)) setText('')
  }
  return (
    <form class="inline-form force" onSubmit={(event) => void submit(event)}>
      <label>
        <span class="unseen">Play a command</span>
        <MessageBox text={text} words={session?.info.words ?? []} change={setText} />
      </label>
      <button type="submit">Force</button>
    </form>
  )
}
