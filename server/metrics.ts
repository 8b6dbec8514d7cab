import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { RunningShow } from './show.ts'
import { statusOf } from './status.ts'

/** Prometheus metrics, read from the show's status whenever they are asked for. */
export function createMetrics(show: () => RunningShow): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'chatarcade_' })
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    rows: (status: ReturnType<typeof statusOf>) => [Partial<Record<Label, string>>, number][],
  ) => {
    const collect = (target: Gauge<Label>) => {
      target.reset()
      for (const [labels, value] of rows(statusOf(show()))) target.set(labels as Record<Label, string>, value)
    }
    new Gauge({
      name: `chatarcade_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect() {
        collect(this)
      },
    })
  }
  gauge('tick', 'Ticks of the game so far', [], (status) => [[{}, status.tick]])
  gauge('spectators', 'Spectators on the page', [], (status) => [[{}, status.spectators]])
  gauge('frames', 'Frames that are due, written and repeated', ['kind'], ({ stream }) =>
    Object.entries(stream.frames).map(([kind, value]) => [{ kind }, value]),
  )
  gauge(
    'samples',
    'Samples a channel that are due, written, and replaced by silence (in frames)',
    ['kind'],
    ({ stream }) => Object.entries(stream.samples).map(([kind, value]) => [{ kind }, value]),
  )
  gauge('output_live', '1 while the output is live', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, state }) => [{ output: id }, state === 'live' ? 1 : 0]),
  )
  gauge('output_lost_frames', 'Frames that an output missed while it had no encoder', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, lost }) => [{ output: id }, lost]),
  )
  gauge('output_reconnects', 'Times that an output had to begin again', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, reconnects }) => [{ output: id }, reconnects]),
  )
  gauge('chat_messages', 'Messages received and accepted', ['kind'], ({ chat }) => [
    [{ kind: 'received' }, chat.received],
    [{ kind: 'accepted' }, chat.accepted],
  ])
  gauge('chat_rejected', 'Messages rejected, by cause', ['code'], ({ chat }) =>
    Object.entries(chat.rejected).map(([code, value]) => [{ code }, value]),
  )
  gauge('tick_lateness_ms', 'How late the last 1,000 ticks were', ['quantile'], ({ lateness }) => [
    [{ quantile: '0.5' }, lateness.p50],
    [{ quantile: '0.99' }, lateness.p99],
  ])
  return registry
}
