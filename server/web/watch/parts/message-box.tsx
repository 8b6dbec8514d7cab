import { useRef, useState } from 'preact/hooks'
import { complete, type CommandWord, type Completion } from '../completion.ts'

/** As long as a message on Twitch may be. */
const maxTextLength = 500

/** Where the box is no wider than a word. */
const narrow = '(width <= 480px)'

interface MessageBoxProps {
  readonly text: string
  readonly words: readonly CommandWord[]
  readonly change: (text: string) => void
}

const optionId = (index: number) => `message-option-${index}`

/**
 * The message, and over it what its last word can become: the arrows choose, Enter or Tab takes, Escape closes. A combobox as in the
 * ARIA Authoring Practices; nothing is chosen before an arrow is pressed, so Enter sends what was typed.
 */
export function MessageBox({ text, words, change }: MessageBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const { options, chosen, open, close, press } = useOptions(text, words, (option) => take(option))
  const take = (option: Completion) => {
    change(option.text)
    close()
    input.current?.focus()
  }
  return (
    <span class="message-box">
      <input
        ref={input}
        name="text"
        value={text}
        maxLength={maxTextLength}
        placeholder={matchMedia(narrow).matches ? 'Command' : 'Command, or !help'}
        autocomplete="off"
        autocapitalize="none"
        enterKeyHint="send"
        spellcheck={false}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls="message-options"
        aria-activedescendant={options[chosen] ? optionId(chosen) : undefined}
        onInput={(event) => {
          change(event.currentTarget.value)
          open()
        }}
        onKeyDown={(event) => press(event.key) && event.preventDefault()}
        onBlur={close}
      />
      <Options options={options} chosen={chosen} take={take} />
    </span>
  )
}

/** What is offered, and which of it the keys have come to; `press` tells whether a key was for it. */
function useOptions(text: string, words: readonly CommandWord[], take: (option: Completion) => void) {
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const options = isOpen ? complete(text, words) : []
  const show = (isShown: boolean) => {
    setOpen(isShown)
    setChosen(-1)
  }
  const press = (key: string): boolean => {
    const option = options[chosen]
    if (options.length === 0) return false
    if (key === 'ArrowDown' || key === 'ArrowUp') setChosen(moved(chosen, key, options.length))
    else if ((key === 'Enter' || key === 'Tab') && option) take(option)
    else if (key === 'Escape') show(false)
    else return false
    return true
  }
  return { options, chosen, open: () => show(true), close: () => show(false), press }
}

/** Around the list and past its end: then nothing is chosen, and Enter sends again. */
function moved(chosen: number, key: string, count: number): number {
  const step = key === 'ArrowDown' ? 1 : -1
  return ((chosen + 1 + step + count + 1) % (count + 1)) - 1
}

interface OptionsProps {
  readonly options: readonly Completion[]
  readonly chosen: number
  readonly take: (option: Completion) => void
}

function Options({ options, chosen, take }: OptionsProps) {
  return (
    <ul id="message-options" class="message-options" role="listbox" aria-label="Commands" hidden={options.length === 0}>
      {options.map((option, index) => (
        // By pointer only; with the keyboard the box itself keeps the focus.
        <li
          key={option.word}
          id={optionId(index)}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
        >
          {option.word}
        </li>
      ))}
    </ul>
  )
}
