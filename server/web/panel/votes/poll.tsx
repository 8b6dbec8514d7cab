import { useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'

const maxOptions = 8

/** Asks the crowd something in place of the game’s vote. */
export function PollDialog({ desk, close }: { desk: Desk; close: () => void }) {
  const [question, setQuestion] = useState('')
  const [options, setOptions] = useState<readonly string[]>(['yes', 'no'])
  const [seconds, setSeconds] = useState(30)
  const submit = async (event: Event) => {
    event.preventDefault()
    const given = options.map((option) => option.trim()).filter((option) => option !== '')
    const poll = { question: question.trim(), options: given, seconds }
    if (await desk.act('/api/votes/poll', poll, 'The crowd is asked')) close()
  }
  const change = (index: number, text: string) => setOptions(options.map((each, at) => (at === index ? text : each)))
  return (
    <Dialog title="Ask the crowd" close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Question">
          <input
            autofocus
            required
            maxLength={80}
            value={question}
            onInput={(event) => setQuestion(event.currentTarget.value)}
          />
        </Field>
        <fieldset class="poll-options">
          <legend>Options</legend>
          {options.map((option, index) => (
            <input
              key={index}
              aria-label={`Option ${index + 1}`}
              required={index < 2}
              maxLength={30}
              value={option}
              onInput={(event) => change(index, event.currentTarget.value)}
            />
          ))}
          {options.length < maxOptions && (
            <button type="button" class="small" onClick={() => setOptions([...options, ''])}>
              One more
            </button>
          )}
        </fieldset>
        <Field label="Seconds">
          <input
            type="number"
            min={5}
            max={3600}
            required
            value={seconds}
            onInput={(event) => setSeconds(event.currentTarget.valueAsNumber)}
          />
        </Field>
        <button type="submit" class="primary">
          Ask
        </button>
      </form>
    </Dialog>
  )
}
