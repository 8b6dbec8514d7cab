import { useState } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { Fact } from '../stream/health.tsx'
import { OutputForm } from '../stream/output-form.tsx'
import { Output } from '../stream/outputs.tsx'
import { watchers } from '../watchers.ts'
import { duration } from '../when.ts'

/** Where the show goes, and how it fares there. */
export function Stream({ desk }: { desk: Desk }) {
  const outputs = useStore(desk.live.outputs)
  const [isAdding, setAdding] = useState(false)
  return (
    <div class="page stream-screen">
      <div class="page-head">
        <h2>Stream</h2>
        {desk.may('stream.run') && <Whole desk={desk} />}
        {desk.may('stream.outputs') && (
          <button type="button" class="primary" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
            Add an output
          </button>
        )}
      </div>
      {isAdding && (
        <section class="card" aria-label="New output">
          <OutputForm desk={desk} output={null} done={() => setAdding(false)} />
        </section>
      )}
      <div class="stream-columns">
        <ul class="outputs">
          {outputs.length === 0 && <li class="card quiet">The show goes nowhere yet.</li>}
          {outputs.map((output) => (
            <Output key={output.id} desk={desk} output={output} />
          ))}
        </ul>
        <div class="stack">
          <Preview />
          <Sums desk={desk} />
        </div>
      </div>
    </div>
  )
}

function Whole({ desk }: { desk: Desk }) {
  const outputs = useStore(desk.live.outputs)
  const [isSure, setSure] = useState(false)
  const isOn = outputs.some((output) => output.isOn)
  const turn = (next: boolean) => {
    setSure(false)
    void desk.act('/api/stream/turn', { isOn: next }, next ? 'On the air' : 'Off the air')
  }
  if (!isOn)
    return (
      <button type="button" disabled={outputs.length === 0} onClick={() => turn(true)}>
        Start everywhere
      </button>
    )
  if (!isSure)
    return (
      <button type="button" onClick={() => setSure(true)}>
        Stop everywhere …
      </button>
    )
  return (
    <>
      <button type="button" class="danger" onClick={() => turn(false)}>
        Yes, off the air
      </button>
      <button type="button" onClick={() => setSure(false)}>
        Stay on
      </button>
    </>
  )
}

/** What goes out, as the encoder gets it. On demand, since it costs the machine something. */
function Preview() {
  const [isOn, setOn] = useState(false)
  return (
    <section class="card" aria-label="Preview">
      <div class="output-head">
        <h3>Preview</h3>
        <button type="button" class="small" aria-pressed={isOn} onClick={() => setOn(!isOn)}>
          {isOn ? 'Hide' : 'Show'}
        </button>
      </div>
      {isOn ? (
        <img class="preview-picture" src="/preview.mjpeg" alt="What goes out now" width={640} height={360} />
      ) : (
        <p class="preview-picture quiet">The picture as it goes out, five times a second</p>
      )}
    </section>
  )
}

function Sums({ desk }: { desk: Desk }) {
  const status = useStore(desk.live.status)
  if (status === null) return null
  const { frames, fps } = status.stream
  return (
    <section class="card stack" aria-label="Since the start">
      <h3>Since the start</h3>
      <dl class="facts">
        <Fact name="On the air" value={duration(status.uptimeSeconds)} />
        <Fact name="Rate" value={`${fps} fps`} />
        <Fact name="Frames due" value={frames.due.toLocaleString('en')} />
        <Fact name="Written" value={frames.written.toLocaleString('en')} />
        <Fact name="Repeated" value={frames.repeated.toLocaleString('en')} />
        <Fact name="Spectators" value={String(watchers(status))} />
      </dl>
    </section>
  )
}
