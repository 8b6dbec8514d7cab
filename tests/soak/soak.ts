import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { samplesBefore } from '../../render/clock.ts'
import { parseFps, parseTarget, samplesOf, soundLeadFrames } from '../../render/index.ts'
import { createFlvReader } from '../../render/output/encode/flv.ts'
import { aacSamples } from '../../render/output/encode/packet.ts'
import { Output } from '../../render/output/output.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { ffmpeg } from '../helpers/media.ts'
import { createReading, type Reading } from './reading.ts'

const format = { width: 64, height: 64, fps: parseFps('30'), sampleRate: 48_000 }
const framesAnHour = 108_000

/** Pictures that may be out at once, as a painter's are. */
const maxPictures = 6

export interface SoakReport extends Reading {
  readonly frames: number
  /** Below 0 where there are more than there should be. */
  readonly framesMissing: number
  /** In whole packets; below 0 where there are more than there should be. */
  readonly samplesMissing: number
  /** Resident memory in MB, once it has settled and at the end. */
  readonly memory: readonly [settled: number, end: number]
  /** Slope of the line through it, in MB for an hour of the stream. */
  readonly slope: number
}

/**
 * Sends so many frames through a real `Output` as quickly as they go, and reads what comes out at the other end of both
 * processes: by a pipe in the place of a file, since a day of stream is much to keep.
 */
export async function soak(frames: number, progress: (share: number) => void): Promise<SoakReport> {
  using folder = temporaryFolder()
  const pipe = folder.file('out.flv')
  execFileSync('mkfifo', [pipe])
  const reading = createReading(format)
  const read = createFlvReader((tag) => reading.take(tag))
  const stream = createReadStream(pipe).on('data', (chunk) => read(chunk as Buffer))
  const painter = createPainter()
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>()
  const output = new Output({
    ...{ ffmpeg, pace: 'fast', frames },
    pictures: [{ format, outputs: [{ target: parseTarget(pipe), preset: 'live' }] }],
    free: (memory) => painter.free(memory),
    closed: resolve,
    failed: reject,
    log: () => {},
  })
  output.start(process.hrtime.bigint())
  const memory = await painter.paint(output, frames, progress)
  await closed
  if (!stream.closed) await once(stream, 'close')
  const settled = memory.slice(Math.ceil(memory.length / 5))
  // The first packet holds none of the show's samples, and the last is filled up with silence.
  const packets = 1 + Math.ceil(samplesBefore(frames, format.fps, format.sampleRate) / aacSamples)
  return {
    ...reading.result,
    frames,
    framesMissing: frames - reading.result.pictures,
    samplesMissing: (packets - reading.result.packets) * aacSamples,
    memory: [settled[0]?.mb ?? 0, memory.at(-1)?.mb ?? 0],
    slope: slopeOf(settled) * framesAnHour,
  }
}

interface Sample {
  readonly frame: number
  readonly mb: number
}

function createPainter() {
  const unused: ArrayBuffer[] = []
  const count = { out: 0 }
  let back: () => void = () => {}
  const bytes = (format.width * format.height * 3) / 2
  return {
    free(memory: ArrayBuffer) {
      unused.push(memory)
      count.out -= 1
      back()
    },
    async paint(output: Output, frames: number, progress: (share: number) => void): Promise<Sample[]> {
      const samples: Sample[] = []
      const every = Math.max(1, Math.floor(frames / 500))
      for (let n = 0; n < frames; n++) {
        const chunk = n + soundLeadFrames
        output.addSound(chunk, Buffer.alloc(4 * samplesOf(chunk, format.fps, format.sampleRate), n % 31))
        while (count.out >= maxPictures) await new Promise<void>((resolve) => (back = resolve))
        const memory = unused.pop() ?? new ArrayBuffer(bytes)
        new Uint8Array(memory).fill(16 + (n % 220), 0, format.width * format.height)
        count.out += 1
        output.addPicture(0, n, memory)
        if (n % 8 === 0) await nextTurn()
        if (n % every !== 0) continue
        samples.push({ frame: n, mb: process.memoryUsage.rss() / 2 ** 20 })
        progress(n / frames)
      }
      return samples
    },
  }
}

/** Of the straight line that lies nearest to all of them, in MB a frame. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length
  const [frame, mb] = [mean((each) => each.frame), mean((each) => each.mb)]
  const spread = mean((each) => (each.frame - frame) ** 2)
  return spread === 0 ? 0 : mean((each) => (each.frame - frame) * (each.mb - mb)) / spread
}
