import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { parseFps } from '../render/index.ts'
import type { Status } from './status.ts'

export interface Metrics {
  /** The metrics of one moment, in Prometheus's text format. */
  scrape(status: Status): Promise<{ contentType: string; text: string }>
}

function pictureRows({ stream }: Status): [{ picture: string; kind: string }, number][] {
  return stream.pictures.flatMap(({ size, frames }) =>
    Object.entries(frames).map(([kind, value]): [{ picture: string; kind: string }, number] => [
      { picture: size, kind },
      value,
    ]),
  )
}

type Rows<Label extends string> = [Partial<Record<Label, string>>, number][]

/** Adds a number that is read from the status when it is asked for. */
type AddGauge = <Label extends string>(
  name: string,
  help: string,
  labelNames: Label[],
  rows: (status: Status) => Rows<Label>,
) => void

export function createMetrics(): Metrics {
  const registry = new Registry()
  let now: Status | null = null
  collectDefaultMetrics({ register: registry, prefix: 'chatarcade_' })
  const gauge: AddGauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    rows: (status: Status) => Rows<Label>,
  ) => {
    const collect = (target: Gauge<Label>) => {
      target.reset()
      for (const [labels, value] of now === null ? [] : rows(now)) target.set(labels as Record<Label, string>, value)
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
  addShowGauges(gauge)
  addOutputGauges(gauge)
  return {
    async scrape(status) {
      now = status
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

function addShowGauges(gauge: AddGauge): void {
  gauge('tick', 'Ticks of the game so far', [], (status) => [[{}, status.tick]])
  gauge('spectators', 'Spectators in the room, open panels among them', [], (status) => [[{}, status.spectators]])
  gauge('fps', 'Frames that a second of the show has', [], ({ stream }) => {
    const { num, den } = parseFps(stream.fps)
    return [[{}, num / den]]
  })
  gauge('frames', 'Frames of the first picture that are due, written and repeated', ['kind'], ({ stream }) =>
    Object.entries(stream.frames).map(([kind, value]) => [{ kind }, value]),
  )
  gauge('picture_frames', 'Frames of each picture: due, written, repeated', ['picture', 'kind'], pictureRows)
  gauge('samples', 'Samples a channel that are due, written, and replaced by silence', ['kind'], ({ stream }) =>
    Object.entries(stream.samples).map(([kind, value]) => [{ kind }, value]),
  )
  gauge('sound_mended', 'Numbers of the game’s sound that were none', [], ({ stream }) => [[{}, stream.sound.mended]])
  gauge('speech_lines', 'Lines to be spoken that wait, and that were dropped', ['kind'], ({ stream }) => [
    [{ kind: 'waiting' }, stream.sound.speech.waiting],
    [{ kind: 'dropped' }, stream.sound.speech.dropped],
  ])
  gauge('chat_messages', 'Messages received and accepted', ['kind'], ({ chat }) => [
    [{ kind: 'received' }, chat.received],
    [{ kind: 'accepted' }, chat.accepted],
  ])
  gauge('chat_rejected', 'Messages rejected, by cause', ['code'], ({ chat }) =>
    Object.entries(chat.rejected).map(([code, value]) => [{ code }, value]),
  )
  gauge('journal_live', '1 while the show is written down; 0 where the disk takes nothing', [], ({ memory }) =>
    memory.journal === 'none' ? [] : [[{}, memory.journal === 'live' ? 1 : 0]],
  )
  gauge('snapshot_tick', 'Tick of the last snapshot', [], ({ memory }) => [[{}, memory.snapshot?.tick ?? 0]])
  gauge('snapshot_cost_ms', 'What the last snapshot took of the main thread', [], ({ memory }) => [
    [{}, memory.snapshot?.costMs ?? 0],
  ])
  gauge('tick_lateness_ms', 'How late the last 1,000 ticks were', ['quantile'], ({ tickLatenessMs }) => [
    [{ quantile: '0.5' }, tickLatenessMs.p50],
    [{ quantile: '0.99' }, tickLatenessMs.p99],
  ])
}

function addOutputGauges(gauge: AddGauge): void {
  gauge('output_live', '1 while the output is live', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, state }) => [{ output: id }, state === 'live' ? 1 : 0]),
  )
  gauge('output_picture', '1 for the picture that the output carries', ['output', 'picture'], ({ stream }) =>
    stream.outputs.map(({ id, size }) => [{ output: id, picture: size }, 1]),
  )
  gauge('output_lost_frames', 'Frames that an output missed while it had no encoder', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, lost }) => [{ output: id }, lost]),
  )
  gauge('output_reconnects', 'Times that an output had to begin again', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, reconnects }) => [{ output: id }, reconnects]),
  )
  gauge('output_frames', 'Frames that an output’s encoder has made and that were sent', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, frames }) => [{ output: id }, frames]),
  )
  gauge('output_behind_frames', 'Frames that are due and not yet sent', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, behind }) => [{ output: id }, behind]),
  )
  gauge('output_encoders_replaced', 'Encoders that took the place of one that died', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, replaced }) => [{ output: id }, replaced]),
  )
  gauge('output_kbps', 'What an output sends, in kbit/s', ['output'], ({ stream }) =>
    stream.outputs.map(({ id, kbps }) => [{ output: id }, kbps ?? 0]),
  )
  gauge(
    'output_congested',
    '1 while frames are left out, since the target takes less than is made',
    ['output'],
    ({ stream }) => stream.outputs.map(({ id, isCongested }) => [{ output: id }, isCongested ? 1 : 0]),
  )
}
