import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { clearSent, emptyPoll, type PollDraft } from '../drafts.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'

const maxOptions = 8

/** Asks the crowd something in place of the game’s vote. What was typed is there again when it is opened once more. */
export function PollDialog({ desk, close }: { desk: Desk; close: () => void }) {
  const draft = useStore(desk.drafts.poll)
  const { question, options, seconds } = draft
  const change = (to: Partial<PollDraft>) => desk.drafts.poll.set({ ...draft, ...to })
  const submit = async (event: Event) => {
    event.preventDefault()
    const given = options.map((option) => option.trim()).filter((option) => option !== '')
    const poll = { question: question.trim(), options: given, seconds }
    if (!(await desk.act('/api/votes/poll', poll, 'The crowd is asked'))) return
    clearSent(desk.drafts.poll, draft, emptyPoll)
    close()
  }
  const option = (index: number, text: string) =>
    change({ options: options.map((each, at) => (at === index ? text : each)) })
  return (
    <Dialog title="Ask the crowd" close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Question">
          <input
            autofocus
            required
            maxLength={80}
            value={question}
            onInput={(event) => change({ question: event.currentTarget.value })}
          />
        </Field>
        <fieldset class="poll-options">
          <legend>Options</legend>
          {options.map((each, index) => (
            <input
              key={index}
              aria-label={`Option ${index + 1}`}
              required={index < 2}
              maxLength={30}
              value={each}
              onInput={(event) => option(index, event.currentTarget.value)}
            />
          ))}
          {options.length < maxOptions && (
            <button type="button" class="small" onClick={() => change({ options: [...options, ''] })}>
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
            onInput={(event) => change({ seconds: event.currentTarget.valueAsNumber })}
          />
        </Field>
        <div class="chips">
          <button type="submit" class="primary">
            Ask
          </button>
          <button type="button" disabled={draft === emptyPoll} onClick={() => desk.drafts.poll.set(emptyPoll)}>
            Clear
          </button>
        </div>
      </form>
    </Dialog>
  )
}
