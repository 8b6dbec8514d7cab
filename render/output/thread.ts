/**
 * The thread that owns the frame clock and the encoders of every picture. It runs neither game nor chat code,
 * so nothing that they do, and nothing that the drawing does, can stop the stream.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Output, type OutputOptions, type OutputStatus } from './output.ts'

export interface OutputThreadData extends Pick<OutputOptions, 'ffmpeg' | 'pictures' | 'pace' | 'frames'> {
  /** One a picture, in the same order: the painter's end sends pictures and sound, and gets the memory of pictures back. */
  readonly painters: readonly MessagePort[]
}

export type ToOutput = { type: 'start'; startNs: bigint } | { type: 'report' } | { type: 'close' }

export type FromPainter =
  | { type: 'sound'; chunk: number; pcm: ArrayBuffer }
  | { type: 'picture'; frame: number; memory: ArrayBuffer }

export type FromOutput =
  | { type: 'status'; status: OutputStatus }
  | { type: 'closed'; status: OutputStatus }
  | { type: 'failed'; code: string; message: string }
  | { type: 'log'; level: 'info' | 'warn'; line: string }

/** How often the main thread learns the counters, in ms. */
const statusIntervalMs = 200

function run(data: OutputThreadData): void {
  const tell = (message: FromOutput) => parentPort?.postMessage(message)
  const output = new Output({
    ...data,
    free: (memory, picture) => data.painters[picture]?.postMessage(memory, [memory]),
    closed: () => {
      clearInterval(status)
      tell({ type: 'closed', status: output.status })
    },
    failed: (error) => tell({ type: 'failed', code: error.code, message: error.message }),
    log: (level, line) => tell({ type: 'log', level, line }),
  })
  const status = setInterval(() => tell({ type: 'status', status: output.status }), statusIntervalMs)
  for (const [picture, painter] of data.painters.entries())
    painter.on('message', (message: FromPainter) => {
      if (message.type === 'sound') output.addSound(message.chunk, Buffer.from(message.pcm))
      else output.addPicture(picture, message.frame, message.memory)
    })
  parentPort?.on('message', (message: ToOutput) => {
    if (message.type === 'start') output.start(message.startNs)
    else if (message.type === 'report') tell({ type: 'status', status: output.status })
    else void output.close()
  })
}

run(workerData as OutputThreadData)
