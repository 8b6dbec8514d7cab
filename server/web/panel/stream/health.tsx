import { useStore } from '../../store.ts'
import type { Desk } from '../desk.ts'
import { State } from '../parts/state.tsx'
import { kbps, stateOf } from './words.ts'

/** Whether the stream is well, at a glance. */
export function Health({ desk }: { desk: Desk }) {
  const status = useStore(desk.live.status)
  const outputs = useStore(desk.live.outputs)
  if (status === null) return <p class="quiet">One moment …</p>
  const { frames, fps } = status.stream
  const behind = Math.max(0, frames.due - frames.written)
  return (
    <div class="health">
      <ul>
        {outputs.length === 0 && <li class="quiet">The show goes nowhere yet.</li>}
        {outputs.map((output) => (
          <li key={output.id}>
            <State {...stateOf(output)} /> <b>{output.id}</b>{' '}
            <span class="quiet">{output.status?.problem || kbps(output.status?.kbps)}</span>
          </li>
        ))}
      </ul>
      <dl class="facts">
        <Fact name="Frames" value={`${fps} fps`} />
        <Fact name="Repeated" value={frames.repeated.toLocaleString('en')} />
        <Fact name="On their way" value={String(behind)} />
        <Fact name="Ticks late, p99" value={`${status.tickLatenessMs.p99.toFixed(1)} ms`} />
      </dl>
    </div>
  )
}

export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
