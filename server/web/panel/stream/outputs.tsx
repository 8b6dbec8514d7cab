import { useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { State } from '../parts/state.tsx'
import { Switch } from '../parts/field.tsx'
import { Twice } from '../parts/twice.tsx'
import type { OutputView } from '../shapes.ts'
import { Fact } from './health.tsx'
import { OutputForm } from './output-form.tsx'
import { kbps, stateOf } from './words.ts'

/** One place that the show goes to: how it fares there, and what can be done about it. */
export function Output({ desk, output }: { desk: Desk; output: OutputView }) {
  const [isChanging, setChanging] = useState(false)
  const { id, kind, url, size, preset, isOn, status } = output
  const turn = (next: boolean) => {
    const path = `/api/outputs/${encodeURIComponent(id)}/turn`
    void desk.act(path, { isOn: next }, `${id} is ${next ? 'on' : 'off'}`)
  }
  return (
    <li class="card output">
      <div class="output-head">
        <h3>{id}</h3>
        <State {...stateOf(output)} />
        {desk.may('stream.run') && <Switch label="On the air" isOn={isOn} change={turn} />}
      </div>
      <p class="output-url">{url}</p>
      <p class="quiet">{`${kind} · ${size} · ${preset}`}</p>
      {status?.problem && <p class="problem">{status.problem}</p>}
      {status && (
        <dl class="facts">
          <Fact name="Bitrate" value={kbps(status.kbps)} />
          <Fact name="Frames sent" value={status.frames.toLocaleString('en')} />
          <Fact name="Lost" value={status.lost.toLocaleString('en')} />
          <Fact name="Behind" value={String(status.behind)} />
          <Fact name="Reconnects" value={String(status.reconnects)} />
          <Fact name="Encoders replaced" value={String(status.replaced)} />
        </dl>
      )}
      {desk.may('stream.outputs') && (
        <div class="chips">
          <button type="button" class="small" aria-expanded={isChanging} onClick={() => setChanging(!isChanging)}>
            Change …
          </button>
          <Remove desk={desk} id={id} />
        </div>
      )}
      {isChanging && <OutputForm desk={desk} output={output} done={() => setChanging(false)} />}
    </li>
  )
}

/** It ends at once, and Undo has it back for an hour alone. */
function Remove({ desk, id }: { desk: Desk; id: string }) {
  const path = `/api/outputs/${encodeURIComponent(id)}`
  const remove = () => void desk.attempt(() => desk.api.send('DELETE', path), `${id} has ended`)
  return <Twice word="Remove" sure="End it" keep="Keep it" run={remove} />
}
