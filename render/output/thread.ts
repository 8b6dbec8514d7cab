/**
 * The thread that owns the frame clock and the encoders of every picture. It runs neither game nor chat code,
 * so nothing that they do, and nothing that the drawing does, can stop the stream.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { soundLeadFrames } from '../clock.ts'
import { wholeShow, type Excerpt } from '../excerpt.ts'
import type { OutputSpec, PictureSpec } from './pictures.ts'
import { Output, type OutputOptions, type OutputStatus } from './output.ts'
import { createIntake, type Intake, type WriterBounds } from './writer/intake.ts'

export interface OutputThreadData extends Pick<OutputOptions, 'ffmpeg' | 'pictures' | 'pace' | 'frames' | 'gaps'> {
  /** One a picture, in the same order: the painter's end sends pictures and sound, and gets the memory of pictures back. */
  readonly painters: readonly MessagePort[]
  /** Given where a program that writes stands in the place of the one painter. */
  readonly writer?: WriterBounds
  /** The part of a show that is made; the whole of it by default. */
  readonly excerpt?: Excerpt
}

export type ToOutput =
  | { type: 'start'; startNs: bigint }
  | { type: 'report' }
  | { type: 'close'; frames?: number }
  /** One more output on the picture of this size. */
  | { type: 'join'; size: string; output: OutputSpec }
  /** One more picture, whose painter follows; `opened` answers when its first frame is there. */
  | { type: 'picture'; picture: number; spec: PictureSpec }
  /** A picture that no output carries any more. */
  | { type: 'drop'; picture: number }
  /** The painter of a picture, or another one in its place. */
  | { type: 'painter'; picture: number; painter: MessagePort }
  /** An output ends, and `left` answers when it has. */
  | { type: 'leave'; id: string }

export type FromPainter =
  | { type: 'sound'; chunk: number; pcm: ArrayBuffer }
  | { type: 'picture'; frame: number; memory: ArrayBuffer }

export type FromOutput =
  | { type: 'status'; status: OutputStatus }
  | { type: 'closed'; status: OutputStatus }
  | { type: 'left'; id: string }
  | { type: 'opened'; picture: number }
  | { type: 'failed'; code: string; message: string }
  | { type: 'log'; level: 'info' | 'warn'; line: string }

/** How often the main thread learns the counters, in ms. */
const statusIntervalMs = 200

function run(data: OutputThreadData): void {
  const tell = (message: FromOutput) => parentPort?.postMessage(message)
  let intake: Intake | null = null
  const painters = new Map(data.painters.entries())
  /** Pictures that join the show with their first frame, so that nobody is shown one that is still black. */
  const opening = new Map<number, PictureSpec>()
  const output = new Output({
    ...data,
    soundLead: data.writer ? 0 : leadOf(data.excerpt),
    left: () => intake?.left(),
    free: (memory, picture) => painters.get(picture)?.postMessage(memory, [memory]),
    closed: () => {
      clearInterval(status)
      tell({ type: 'closed', status: output.status })
    },
    failed: (error) => tell({ type: 'failed', code: error.code, message: error.message }),
    log: (level, line) => tell({ type: 'log', level, line }),
  })
  /** What can't be started is a warning: the other outputs are on the air. */
  const tryJoin = (size: string, wish: OutputSpec) => {
    try {
      output.join(size, wish)
    } catch (error) {
      tell({ type: 'log', level: 'warn', line: `output ${wish.target.id} can't be started: ${String(error)}` })
    }
  }
  const status = setInterval(() => tell({ type: 'status', status: output.status }), statusIntervalMs)
  const listen = (painter: MessagePort, picture: number) =>
    painter.on('message', (message: FromPainter) => take(picture, message))
  const take = (picture: number, message: FromPainter) => {
    if (message.type === 'sound') return output.addSound(message.chunk, Buffer.from(message.pcm))
    const spec = opening.get(picture)
    if (spec !== undefined) {
      opening.delete(picture)
      output.addTrack(picture, spec, message.frame)
      tell({ type: 'opened', picture })
    }
    output.addPicture(picture, message.frame, message.memory)
  }
  if (data.writer) intake = createIntake(output, data, data.writer)
  else painters.forEach(listen)
  parentPort?.on('message', (message: ToOutput) => {
    if (message.type === 'start') output.start(message.startNs)
    else if (message.type === 'report') tell({ type: 'status', status: output.status })
    else if (message.type === 'join') tryJoin(message.size, message.output)
    else if (message.type === 'leave') void output.leave(message.id).then(() => tell({ type: 'left', id: message.id }))
    else if (message.type === 'picture') opening.set(message.picture, message.spec)
    else if (message.type === 'painter') {
      painters.get(message.picture)?.close()
      painters.set(message.picture, message.painter)
      listen(message.painter, message.picture)
    } else if (message.type === 'drop') {
      opening.delete(message.picture)
      void output.dropTrack(message.picture)
      painters.get(message.picture)?.close()
      painters.delete(message.picture)
    } else void output.close(message.frames)
  })
}

/** Before an excerpt there is sound of its own; only the beginning of a show has silence there. */
function leadOf({ begin, first }: Excerpt = wholeShow): number {
  return Math.max(0, soundLeadFrames - (first - begin))
}

run(workerData as OutputThreadData)
