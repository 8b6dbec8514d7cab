import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { RenderError, type RenderErrorCode } from '../../error.ts'
import type { OutputStatus } from '../output.ts'
import type { FromOutput, OutputThreadData } from '../thread.ts'
import type { FromWriter, WriterLevel } from './intake.ts'

export interface LinkEvents {
  /** More or less waits than before. */
  level(level: WriterLevel): void
  /** The memory of a picture that has left. */
  freed(memory: ArrayBuffer): void
  status(status: OutputStatus): void
  /** No output is left that could go on. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}

/** The output's thread, as seen from the thread of the program that writes. */
export interface Link {
  /** Hands over memory of a picture or of sound, or says that there is no more. */
  send(message: FromWriter): void
  /** Hears what has been said so far: a program that never waits for anything would not hear it. */
  hear(): void
  /** Resolves when the thread is over, for whatever reason. */
  readonly over: Promise<void>
}

/** Starts the output's thread. */
export function openLink(data: Omit<OutputThreadData, 'painters' | 'frames'>, events: LinkEvents): Link {
  const { port1, port2: port } = new MessageChannel()
  const worker = new Worker(new URL('../thread.ts', import.meta.url), {
    workerData: { ...data, frames: null, painters: [port1] } satisfies OutputThreadData,
    transferList: [port1],
    // Flags of the program's own Node may be of no use here: `--input-type` would end the thread.
    execArgv: [],
  })
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const heard = (message: ArrayBuffer | WriterLevel) => {
    if (message instanceof ArrayBuffer) events.freed(message)
    else events.level(message)
  }
  port.on('message', heard)
  worker.on('message', (message: FromOutput) => {
    if (message.type === 'log') events.log(message.level, message.line)
    else if (message.type === 'failed') events.failed(new RenderError(message.code as RenderErrorCode, message.message))
    else if ('status' in message) events.status(message.status)
    if (message.type === 'closed') void worker.terminate()
  })
  worker.once('error', (cause) => {
    events.failed(new RenderError('worker-failed', `the output’s thread ended: ${String(cause)}`, { cause }))
  })
  worker.once('exit', () => {
    port.close()
    resolve()
  })
  return {
    send(message) {
      const memory = message.type === 'picture' ? [message.memory] : message.type === 'sound' ? [message.pcm] : []
      port.postMessage(message, memory)
    },
    hear() {
      for (;;) {
        const got: { message: ArrayBuffer | WriterLevel } | undefined = receiveMessageOnPort(port)
        if (got === undefined) return
        heard(got.message)
      }
    },
    over,
  }
}
