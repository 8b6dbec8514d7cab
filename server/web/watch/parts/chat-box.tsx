import { useEffect, useRef, useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Chat } from '../chat.ts'
import type { CommandWord } from '../completion.ts'
import { maxNameLength } from '../name.ts'
import { MessageBox } from './message-box.tsx'

interface ChatBoxProps {
  readonly name: string
  readonly words: readonly CommandWord[]
  readonly outcome: Chat['outcome']
  readonly rename: (name: string) => void
  /** Gives false when the message was held back: then it stays in the box. */
  readonly send: (text: string) => boolean
}

export function ChatBox({ name, words, outcome, rename, send }: ChatBoxProps) {
  const [text, setText] = useState('')
  const form = useRef<HTMLFormElement>(null)
  /** What went out of the box last, until something else is typed. */
  const sent = useRef('')
  const said = useStore(outcome)
  const change = (next: string) => {
    sent.current = ''
    setText(next)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '' || !send(text)) return
    change('')
    sent.current = text
  }
  useEffect(() => {
    if (said.word === 'accepted') sent.current = ''
    if (said.word !== 'rejected' || said.text === '' || !sent.current.startsWith(said.text)) return
    change(sent.current)
    // Chosen, so that the next message takes its place, and an arrow key begins to mend it.
    requestAnimationFrame(() => chooseFocused(form.current?.querySelector('input[name=text]')))
  }, [said])
  return (
    <form ref={form} class="chat-box" onSubmit={submit}>
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
        <MessageBox text={text} words={words} change={change} />
      </label>
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  )
}

/** Who is elsewhere by now stays there. */
function chooseFocused(input: HTMLInputElement | null | undefined): void {
  if (input && input === document.activeElement) input.select()
}
