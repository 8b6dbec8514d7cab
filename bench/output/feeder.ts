import { MessageChannel, Worker } from 'node:worker_threads'
import { findFfmpeg, parseTarget, soundLeadFrames } from '../../render/index.ts'
import type { FromOutput, OutputThreadData } from '../../render/output/thread.ts'
import { rates, size, tone } from './frames.ts'

/** Pictures that may be out at once, as a painter's are. */
const maxOut = 6

/** The output's own thread, as the product starts it, fed by a stand-in for the painter. */
export interface Feeder {
  /** Sends frame `n` and its sound, once fewer than six pictures are out. */
  send(n: number, picture: ArrayBuffer): Promise<void>
  /** Memory that has come back. */
  readonly back: ArrayBuffer[]
  close(): Promise<void>
}

export function startFeeder(url: string, pace: 'live' | 'fast', frames: number | null): Feeder {
  const { port1: painter, port2 } = new MessageChannel()
  const workerData: OutputThreadData = {
    ...{ ffmpeg: findFfmpeg(process.env), pace, frames, painters: [port2] },
    pictures: [{ format: { ...size, ...rates }, outputs: [{ target: parseTarget(url), preset: 'live' }] }],
  }
  const thread = new Worker(new URL('../../render/output/thread.ts', import.meta.url), {
    workerData,
    transferList: [port2],
  })
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>()
  thread.on('message', (message: FromOutput) => {
    if (message.type === 'closed') resolve()
    if (message.type === 'failed') reject(new Error(message.message))
  })
  const back: ArrayBuffer[] = []
  const count = { out: 0 }
  let freed: () => void = () => {}
  painter.on('message', (memory: ArrayBuffer) => {
    back.push(memory)
    count.out -= 1
    freed()
  })
  thread.postMessage({ type: 'start', startNs: process.hrtime.bigint() })
  const second = tone()
  const bytesAFrame = second.length / 30
  return {
    back,
    async send(n, picture) {
      while (count.out >= maxOut) await new Promise<void>((done) => (freed = done))
      const from = (n % 30) * bytesAFrame
      const pcm = new Uint8Array(second.subarray(from, from + bytesAFrame)).buffer
      painter.postMessage({ type: 'sound', chunk: n + soundLeadFrames, pcm }, [pcm])
      count.out += 1
      painter.postMessage({ type: 'picture', frame: n, memory: picture }, [picture])
    },
    async close() {
      if (frames === null) thread.postMessage({ type: 'close' })
      await closed
      await thread.terminate()
      painter.close()
    },
  }
}
