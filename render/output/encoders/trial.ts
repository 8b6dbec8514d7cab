import { samplesBefore, samplesOf, soundLeadFrames } from '../../clock.ts'
import { startChild } from '../child.ts'
import { createFlvReader } from '../encode/flv.ts'
import { encoderArgs } from '../ffmpeg.ts'
import { audioTrack, blockHeader, frameTimestamp, rawHeader, sampleTimestamp, videoTrack } from '../matroska.ts'
import { hasAac, type EncodeFormat } from '../presets.ts'

/** How a trial went. */
export interface Trial {
  readonly works: boolean
  /** What ffmpeg said where it failed; else empty. */
  readonly reason: string
  /** How many times as fast as the show needs it; null where it failed. */
  readonly realTimes: number | null
}

/** An encoder that hangs must not hold up the show. */
const trialMs = 8000
/** Encodes a few frames with the very arguments that the show will use: its size, its rates, its pipe. */
export async function tryEncoder(ffmpeg: string, format: EncodeFormat, frames = 10): Promise<Trial> {
  let complaint = ''
  const seen = { frames: 0, firstAt: 0, lastAt: 0, isKeyFirst: false }
  const { promise: ended, resolve } = Promise.withResolvers<string | null>()
  const child = startChild(
    ffmpeg,
    encoderArgs(format),
    {},
    {
      // The first line tells what is wrong, the later ones what followed from it.
      complained: (line) => (complaint ||= line),
      ended: (code, reason) => resolve(code === 0 ? null : reason),
    },
  )
  child.stdout.on(
    'data',
    createFlvReader(({ kind, isConfig, isKey }) => {
      if (kind !== 'video' || isConfig) return
      seen.lastAt = performance.now()
      if (seen.frames === 0) Object.assign(seen, { firstAt: seen.lastAt, isKeyFirst: isKey })
      seen.frames += 1
    }),
  )
  const tooLong = setTimeout(() => child.kill(), trialMs)
  for (const bytes of trialStream(format, frames)) {
    if (child.stdin.destroyed) break
    if (!child.stdin.write(bytes))
      await Promise.race([ended, new Promise((drained) => child.stdin.once('drain', drained))])
  }
  await child.close(trialMs)
  const reason = await ended
  clearTimeout(tooLong)
  if (reason !== null) return failed(complaint || reason)
  if (seen.frames < frames || !seen.isKeyFirst) return failed(`${seen.frames} of ${frames} frames came out`)
  const seconds = Math.max(1, seen.lastAt - seen.firstAt) / 1000
  return { works: true, reason: '', realTimes: ((frames - 1) * format.fps.den) / format.fps.num / seconds }
}

const failed = (reason: string): Trial => ({ works: false, reason, realTimes: null })

/** Raw Matroska: moving stripes, and silence that leads them as in a show. */
function* trialStream(format: EncodeFormat, frames: number): Generator<Uint8Array> {
  const { fps, sampleRate } = format
  const pictures = stripes(format)
  yield rawHeader(format)
  let chunk = 0
  for (let frame = 0; frame < frames; frame++) {
    for (; hasAac(format) && chunk <= Math.min(frame + soundLeadFrames, frames - 1); chunk++) {
      const sound = new Uint8Array(4 * samplesOf(chunk, fps, sampleRate))
      const at = sampleTimestamp(samplesBefore(chunk, fps, sampleRate), sampleRate)
      yield blockHeader(audioTrack, at, sound.length)
      yield sound
    }
    const picture = pictures[frame % pictures.length] as Uint8Array
    yield blockHeader(videoTrack, frameTimestamp(frame, fps), picture.length)
    yield picture
  }
}

/** A few pictures that differ everywhere, so that the encoder has work to do: diagonal stripes that move on. */
function stripes({ width, height }: EncodeFormat): Uint8Array[] {
  return Array.from({ length: 4 }, (_, step) => {
    const picture = new Uint8Array((width * height * 3) / 2).fill(128)
    for (let y = 0, at = 0; y < height; y++)
      for (let x = 0; x < width; x++, at++) picture[at] = 16 + ((x + 2 * y + 24 * step) & 127)
    return picture
  })
}
