import { useState } from 'preact/hooks'
import type { ShowInfo } from '../../link/show-info.ts'
import { useStore } from '../../store.ts'
import { answersOf } from '../answers.ts'
import type { Arcade } from '../arcade.ts'
import { wordsOf } from '../completion.ts'
import { keepName, readName } from '../name.ts'
import { ChatBox } from './chat-box.tsx'
import { CommandButtons } from './command-buttons.tsx'
import { Help } from './help.tsx'
import { OutcomeLine } from './outcome-line.tsx'

/** How a spectator takes part: from this page, on Twitch, or both. */
export function Play({ info, arcade }: { info: ShowInfo; arcade: Arcade }) {
  const [name, setName] = useState(readName)
  const rename = (next: string) => {
    setName(next)
    keepName(next)
  }
  const { local, twitch } = info.chat
  const board = useStore(arcade.board)
  const help = board?.help ?? info.help
  const isPoll = board?.mode === 'poll'
  const answers = board ? answersOf(board) : []
  // A poll stands in the place of the vote: of the game’s words, those alone are taken that are somebody’s own act.
  const isTaken = ({ isOwn }: { readonly isOwn: boolean }) => !isPoll || isOwn
  const buttons = info.buttons.filter(isTaken)
  const words = wordsOf(info.words.filter(isTaken), help)
  const say = (text: string) => arcade.chat.send(name, text)
  return (
    <section class="card play" aria-labelledby="play-title">
      <div class="play-head">
        <h2 id="play-title">Play</h2>
        {isPoll && <b>{board.question}</b>}
        {/* Where the answers are buttons they need not be read twice. */}
        {!(isPoll && local) && <Help info={info} lines={help} />}
      </div>
      {local && <CommandButtons title="Answers" buttons={answers} press={say} />}
      {local && <CommandButtons title="Commands" buttons={buttons} press={say} />}
      {local && <ChatBox name={name} words={words} outcome={arcade.chat.outcome} rename={rename} send={say} />}
      {local && <OutcomeLine arcade={arcade} />}
      {twitch.map((channel) => (
        <p key={channel}>
          {local ? 'Or play in the chat of ' : 'This show is played in the chat of '}
          <a href={`https://www.twitch.tv/${encodeURIComponent(channel)}`}>twitch.tv/{channel}</a>
        </p>
      ))}
      {!local && twitch.length === 0 && (
        <p class="quiet">This show plays by itself: its chat is a recording or simulated.</p>
      )}
    </section>
  )
}
