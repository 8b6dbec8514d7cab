import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { samplesBefore } from '../../render/clock.ts'
import {
  parseFps,
  parseTarget,
  samplesOf,
  soundLeadFrames,
  type PresetName,
  type RenderError,
  type Target,
} from '../../render/index.ts'
import type { EncoderName } from '../../render/output/encoders/names.ts'
import { Output, type OutputOptions } from '../../render/output/output.ts'
import { ffmpeg, readLossless } from './media.ts'
import { temporaryFolder } from './arcade.ts'

const size = 64
const pictureBytes = (size * size * 3) / 2

/** The brightness of picture `n`, from 16 to 235, so that a decoded frame tells which one it shows. */
export const brightness = (n: number) => 16 + (n % 220)

/** Sample `n` of the show as it is written: never 0, so that silence can be told from sound. */
export const sampleValue = (n: number) => (n % 30_000) + 1

export interface RigOptions extends Partial<Pick<OutputOptions, 'pace' | 'frames' | 'ffmpeg'>> {
  readonly targets?: readonly Target[]
  readonly fps?: string
  readonly sampleRate?: number
  readonly preset?: PresetName
  readonly encoder?: EncoderName
}

/** An `Output` with a stand-in for the painter: pictures and samples that carry their own numbers. */
export class Rig implements AsyncDisposable {
  readonly output: Output
  readonly file: string
  readonly failures: RenderError[] = []
  /** What the output said. */
  readonly log: string[] = []
  /** How often the memory of each picture came back. */
  readonly freed = new Map<ArrayBuffer, number>()
  readonly closed: Promise<void>
  readonly format
  readonly #folder = temporaryFolder()
  #given = 0
  #back = 0
  #waiting: () => void = () => {}

  constructor({
    fps = '30',
    sampleRate = 48_000,
    pace = 'live',
    frames = null,
    preset = 'lossless',
    ...rest
  }: RigOptions = {}) {
    this.file = this.#folder.file('out.mkv')
    const targets = rest.targets ?? [parseTarget(this.file)]
    this.format = { width: size, height: size, fps: parseFps(fps), sampleRate, preset }
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.output = new Output({
      ...{ ffmpeg: rest.ffmpeg ?? ffmpeg, pace, frames },
      pictures: [
        {
          format: this.format,
          outputs: targets.map((target) => ({ target, preset })),
          encoder: rest.encoder ?? 'x264',
        },
      ],
      free: (memory) => {
        this.freed.set(memory, (this.freed.get(memory) ?? 0) + 1)
        this.#back += 1
        this.#waiting()
      },
      closed: resolve,
      failed: (error) => this.failures.push(error),
      log: (_level, line) => this.log.push(line),
    })
  }

  /** The picture that stands when none newer comes. */
  get picture() {
    return this.output.tracks[0]?.picture
  }

  get picturesGiven(): number {
    return this.#given
  }

  start(): void {
    this.output.start(process.hrtime.bigint())
  }

  addPicture(n: number): void {
    const memory = new ArrayBuffer(pictureBytes)
    new Uint8Array(memory).fill(brightness(n), 0, size * size).fill(128, size * size)
    this.#given += 1
    this.output.addPicture(0, n, memory)
  }

  addSound(chunk: number): void {
    const { fps, sampleRate } = this.format
    const first = samplesBefore(chunk, fps, sampleRate)
    const pcm = new Int16Array(2 * samplesOf(chunk, fps, sampleRate))
    for (let i = 0; i < pcm.length; i++) pcm[i] = sampleValue(first + (i >> 1)) * (i % 2 === 0 ? 1 : -1)
    this.output.addSound(chunk, Buffer.from(pcm.buffer))
  }

  /** Sound chunks from the lead on, and pictures, of frames `from` to `until`, ahead of their time. */
  give(from: number, until: number): void {
    for (let n = from; n < until; n++) {
      this.addSound(n + soundLeadFrames)
      this.addPicture(n)
    }
  }

  /** Paints as the painter does: never more than six pictures that have not come back. */
  async paint(frames: number): Promise<void> {
    for (let n = 0; n < frames; n++) {
      this.addSound(n + soundLeadFrames)
      while (this.#given - this.#back >= 6) await new Promise<void>((resolve) => (this.#waiting = resolve))
      this.addPicture(n)
      if (n % 8 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Frame and sample sums of the rule for a number of frames. */
  samplesIn(frames: number): number {
    return samplesBefore(frames, this.format.fps, this.format.sampleRate)
  }

  decode() {
    return readLossless(this.file, size)
  }

  /** Ends the encoder as well, which a failed test would otherwise leave running. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.output.close()
    this.#folder[Symbol.dispose]()
  }
}

/** ffmpeg, which leaves word of each of its processes: those that encode, and those that put packets into a file or stream. */
export function ffmpegWithPids(): Disposable & { readonly program: string; encoders(): number[]; muxers(): number[] } {
  const folder = temporaryFolder()
  const program = folder.file('ffmpeg')
  const role = `case "$*" in *'-c copy'*) role=muxer;; *) role=encoder;; esac`
  writeFileSync(program, `#!/bin/sh\n${role}\necho $$ >> '${folder.path}/'$role\nexec '${ffmpeg}' "$@"\n`)
  chmodSync(program, 0o755)
  const alive = (name: string) =>
    (existsSync(folder.file(name)) ? readFileSync(folder.file(name), 'utf8') : '')
      .split('\n')
      .filter((pid) => pid !== '' && existsSync(`/proc/${pid}`))
      .map(Number)
  return {
    program,
    encoders: () => alive('encoder'),
    muxers: () => alive('muxer'),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}
