import { useState } from 'preact/hooks'
import { inputModes, type InputSpec } from '../../../../game/index.ts'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { Field } from '../parts/field.tsx'
import type { Control } from '../shapes.ts'

const names: Readonly<Record<InputSpec['mode'], string>> = {
  democracy: 'Democracy: the most votes win',
  anarchy: 'Anarchy: every command acts at once',
  queue: 'Queue: commands act in turn',
  lottery: 'Lottery: one ballot of all is drawn',
  runoff: 'Runoff: the two leaders meet again',
  slider: 'Slider: votes for anarchy or democracy',
  teams: 'Teams: each team votes',
  perPlayer: 'Everybody plays for themselves',
}

interface Draft {
  readonly mode: string
  readonly seconds: number
  readonly quorumPercent: number
  /** How long ballots count after the close; null for as long as is set for the show. */
  readonly graceSeconds: number | null
}

/** How the crowd plays from now on. */
export function Mode({ desk }: { desk: Desk }) {
  const control = useStore(desk.live.control)
  const session = useStore(desk.link.session)
  const [draft, setDraft] = useState<Draft | null>(null)
  const now = draftOf(control, session?.info.tickRate ?? 30)
  const shown = draft ?? now
  const isWindowed = !['anarchy', 'queue', 'perPlayer'].includes(shown.mode)
  const submit = async (event: Event) => {
    event.preventDefault()
    const { mode, graceSeconds, ...window } = shown
    const grace = graceSeconds === null ? {} : { graceSeconds }
    const body = isWindowed ? { mode, ...window, ...grace } : { mode }
    if (await desk.act('/api/votes/mode', body, 'The crowd plays so from now on')) setDraft(null)
  }
  const change = (to: Partial<Draft>) => setDraft({ ...shown, ...to })
  return (
    <details class="mode">
      <summary>How the crowd plays</summary>
      <form class="mode-form" onSubmit={(event) => void submit(event)}>
        <Field label="Mode">
          <select value={shown.mode} onChange={(event) => change({ mode: event.currentTarget.value })}>
            {inputModes.map((mode) => (
              <option key={mode} value={mode}>
                {names[mode]}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Window, s">
          <input
            type="number"
            min={1}
            max={3600}
            required
            disabled={!isWindowed}
            value={shown.seconds}
            onInput={(event) => change({ seconds: event.currentTarget.valueAsNumber })}
          />
        </Field>
        <Field label="Quorum, %">
          <input
            type="number"
            min={0}
            max={100}
            required
            disabled={!isWindowed}
            value={shown.quorumPercent}
            onInput={(event) => change({ quorumPercent: event.currentTarget.valueAsNumber })}
          />
        </Field>
        <Field label="Grace, s">
          <input
            type="number"
            title="Seconds after the close in which late ballots count"
            placeholder="as set"
            min={0}
            max={60}
            disabled={!isWindowed}
            value={shown.graceSeconds ?? ''}
            onInput={({ currentTarget: { value } }) => change({ graceSeconds: value === '' ? null : Number(value) })}
          />
        </Field>
        <button type="submit" class="primary" disabled={draft === null}>
          Change
        </button>
      </form>
    </details>
  )
}

function draftOf(control: Control | null, tickRate: number): Draft {
  const { mode = 'democracy', window } = control?.input ?? {}
  const { seconds, ticks = 10 * tickRate } = window?.length ?? {}
  return {
    mode,
    seconds: seconds ?? Math.max(1, Math.round(ticks / tickRate)),
    quorumPercent: Math.round((window?.quorum.share ?? 0.1) * 100),
    graceSeconds: window === undefined ? null : Math.round(window.graceSeconds),
  }
}
