import { samplesBefore } from '../../render/clock.ts'
import { StreamWriter, type WriterOptions } from '../../render/output/writer.ts'
import { temporaryFolder } from './arcade.ts'
import { readLossless, type Lossless } from './media.ts'

/** Side of the square pictures, in pixels: the smallest that there is. */
export const side = 160

export interface WrittenFile extends Disposable {
  readonly file: string
  open(options?: Partial<WriterOptions>): Promise<StreamWriter>
  /** The very numbers that are in the file. */
  read(): Promise<Lossless>
}

/** A lossless file of square pictures, to be written by a `StreamWriter` and read again. */
export function writtenFile(): WrittenFile {
  const folder = temporaryFolder()
  const file = folder.file('out.mkv')
  return {
    file,
    open: (options) => StreamWriter.open({ width: side, height: side, outputs: file, preset: 'lossless', ...options }),
    read: () => readLossless(file, side),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** A gray picture that is told from others by its number, 0 to 219. */
export const picture = (n: number) => new Uint8Array(side * side).fill(n)

/** What a decoded frame of it has: BT.709, limited range. */
export const brightnessOf = (n: number) => Math.round(16 + (n * 219) / 255)

/** Sample `n` as it is written: never 0, so that silence can be told from sound. */
export const sampleValue = (n: number) => (n % 30_000) + 1

/** Left and right in turn, right being the negative of left, of samples `from` to `until`. */
export function stereo(from: number, until: number): Int16Array {
  return Int16Array.from(
    { length: 2 * (until - from) },
    (_, i) => sampleValue(from + (i >> 1)) * (i % 2 === 0 ? 1 : -1),
  )
}

/** Samples before a frame. */
export function samplesUntil(writer: StreamWriter, frame: number): number {
  return samplesBefore(frame, writer.format.fps, writer.format.sampleRate)
}
