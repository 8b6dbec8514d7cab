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
  | { type: 'close' }
  /** One more output on the picture of this size. */
  | { type: 'join'; size: string; output: OutputSpec }
  /** One more picture, with its painter's end. */
  | { type: 'picture'; picture: PictureSpec; painter: MessagePort }
  /** An output ends, and `left` answers when it has. */
  | { type: 'leave'; id: string }

export type FromPainter =
  | { type: 'sound'; chunk: number; pcm: ArrayBuffer }
  | { type: 'picture'; frame: number; memory: ArrayBuffer }

export type FromOutput =
  | { type: 'status'; status: OutputStatus }
  | { type: 'closed'; status: OutputStatus }
  | { type: 'left'; id: string }
  | { type: 'failed'; code: string; message: string }
  | { type: 'log'; level: 'info' | 'warn'; line: string }

/** How often the main thread learns the counters, in ms. */
const statusIntervalMs = 200

function run(data: OutputThreadData): void {
  const tell = (message: FromOutput) => parentPort?.postMessage(message)
  let intake: Intake | null = null
  const painters = [...data.painters]
  const output = new Output({
    ...data,
    soundLead: data.writer ? 0 : leadOf(data.excerpt),
    left: () => intake?.left(),
    free: (memory, picture) => painters[picture]?.postMessage(memory, [memory]),
    closed: () => {
      clearInterval(status)
      tell({ type: 'closed', status: output.status })
    },
    failed: (error) => tell({ type: 'failed', code: error.code, message: error.message }),
    log: (level, line) => tell({ type: 'log', level, line }),
  })
  const status = setInterval(() => tell({ type: 'status', status: output.status }), statusIntervalMs)
  if (data.writer) intake = createIntake(output, data, data.writer)
  else painters.forEach((painter, picture) => listen(output, painter, picture))
  parentPort?.on('message', (message: ToOutput) => {
    if (message.type === 'start') output.start(message.startNs)
    else if (message.type === 'report') tell({ type: 'status', status: output.status })
    else if (message.type === 'join') output.join(message.size, message.output)
    else if (message.type === 'leave') void output.leave(message.id).then(() => tell({ type: 'left', id: message.id }))
    else if (message.type === 'picture') {
      output.addTrack(message.picture)
      listen(output, message.painter, painters.push(message.painter) - 1)
    } else void output.close()
  })
}

/** Before an excerpt there is sound of its own; only the beginning of a show has silence there. */
function leadOf({ begin, first }: Excerpt = wholeShow): number {
  return Math.max(0, soundLeadFrames - (first - begin))
}

function listen(output: Output, painter: MessagePort, picture: number): void {
  painter.on('message', (message: FromPainter) => {
    if (message.type === 'sound') output.addSound(message.chunk, Buffer.from(message.pcm))
    else output.addPicture(picture, message.frame, message.memory)
  })
}

run(workerData as OutputThreadData)
