import { useState } from 'preact/hooks'
import type { CommandWord } from '../completion.ts'
import { maxNameLength } from '../name.ts'
import { MessageBox } from './message-box.tsx'

interface ChatBoxProps {
  readonly name: string
  readonly words: readonly CommandWord[]
  readonly rename: (name: string) => void
  /** Gives false when the message was held back: then it stays in the box. */
  readonly send: (text: string) => boolean
}

export function ChatBox({ name, words, rename, send }: ChatBoxProps) {
  const [text, setText] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim() !== '' && send(text)) setText('')
  }
  return (
    <form class="chat-box" onSubmit={submit}>
      <label>
        Name
        <input
          name="name"
          value={name}
          maxLength={maxNameLength}
          autocomplete="nickname"
          onInput={(event) => rename(event.currentTarget.value)}
        />
      </label>
      <label>
        Message
        <MessageBox text={text} words={words} change={setText} />
      </label>
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  )
}
