import { useState } from 'preact/hooks'
import { maxNameLength } from '../name.ts'

/** As long as a message on Twitch may be. */
const maxTextLength = 500

interface ChatBoxProps {
  readonly name: string
  readonly rename: (name: string) => void
  /** Gives false when the message was held back: then it stays in the box. */
  readonly send: (text: string) => boolean
}

export function ChatBox({ name, rename, send }: ChatBoxProps) {
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
        <input
          name="text"
          value={text}
          maxLength={maxTextLength}
          placeholder="Command, or !help"
          autocomplete="off"
          autocapitalize="none"
          enterKeyHint="send"
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  )
}
