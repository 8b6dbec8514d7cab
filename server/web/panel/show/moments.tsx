import { useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useFetched } from '../parts/fetched.ts'
import { Field } from '../parts/field.tsx'
import { ago, clock } from '../when.ts'

interface Moment {
  readonly tick: number
  readonly atMs: number
  readonly picture: string
}

/** A snapshot is written every half minute or so. */
const lookMs = 10_000

/** The moments that the game can go back to, each with what was to be seen. */
export function Moments({ desk }: { desk: Desk }) {
  const { value, problem } = useFetched<readonly Moment[]>(desk, '/api/game/moments', lookMs)
  const [chosen, setChosen] = useState<Moment | null>(null)
  return (
    <section class="moments" aria-label="Roll back">
      <span class="row-label">Roll back</span>
      {problem !== '' && <p class="problem">{problem}</p>}
      {value?.length === 0 && <p class="quiet">Moments to go back to come every while.</p>}
      <ol>
        {value?.map((moment) => (
          <li key={moment.picture}>
            <button
              type="button"
              title={`Back to ${clock(moment.atMs)}`}
              aria-label={`Roll back to ${clock(moment.atMs)}`}
              onClick={() => setChosen(moment)}
            >
              <Still moment={moment} />
              <span>{ago(moment.atMs)}</span>
            </button>
          </li>
        ))}
      </ol>
      {chosen && <RollBack desk={desk} moment={chosen} close={() => setChosen(null)} />}
    </section>
  )
}

function Still({ moment: { picture } }: { moment: Moment }) {
  return <img class="still" src={picture} alt="" loading="lazy" width={160} height={90} />
}

function RollBack({ desk, moment, close }: { desk: Desk; moment: Moment; close: () => void }) {
  const [reason, setReason] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    const given = { tick: moment.tick, reason: reason.trim() }
    if (await desk.act('/api/game/rollback', given, `The game is back at ${clock(moment.atMs)}`)) close()
  }
  return (
    <Dialog title={`Back to ${clock(moment.atMs)}?`} close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Still moment={moment} />
        <p class="quiet">The game goes back; chat, votes and bans stay as they are. It can be undone.</p>
        <Field label="Why" hint="Kept in the log">
          <input
            autofocus
            required
            maxLength={300}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <button type="submit" class="primary">
          Roll back
        </button>
      </form>
    </Dialog>
  )
}
