import type { Bus, NoteOptions, SampleOptions, Vibrato } from '../../game/index.ts'
import { busNamed, controlSize, leftOf, pieceSize, rightOf, waveNamed, type Mix, type Stereo } from './bus.ts'
import { NoteEnvelope } from './envelope.ts'
import { Filter } from './filter.ts'
import { gainOf, within, type Mended } from './mend.ts'
import { hashOf, Oscillator } from './oscillator.ts'
import { period } from './tables.ts'

/** Time in which a shot is gone whose place another takes, and in which one comes in that is joined on its way. */
const fadeSeconds = 0.005

const piece = new Float64Array(pieceSize)
const pieceRight = new Float64Array(pieceSize)
const levels = new Float64Array(pieceSize)

/** One sound with a beginning and an end: a note, or a sample of the game. */
export class Shot {
  isActive = false
  /** Whether it is on its way out, its place being taken. */
  isLeaving = false
  /** What began earlier has a smaller number. */
  order = 0
  bus: Bus = 'effects'
  readonly #sampleRate: number
  readonly #oscillator: Oscillator
  readonly #filter: Filter
  readonly #envelope = new NoteEnvelope()
  #clip: Stereo | null = null
  #rate = 1
  #hz = 0
  #vibratoHz = 0
  #vibratoOctaves = 0
  #gainLeft = 0
  #gainRight = 0
  /** Samples since it began; below 0 it has yet to begin. */
  #age = 0
  #fade = 1

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#oscillator = new Oscillator(sampleRate)
    this.#filter = new Filter(sampleRate)
  }

  /** How loud it is now, to choose the one that will be missed least. */
  get level(): number {
    const envelope = this.#clip ? 1 : this.#envelope.at(this.#age)
    return (this.#gainLeft + this.#gainRight) * (this.#age < 0 ? 1 : envelope)
  }

  /** @param age samples that it would have sounded by now; negative if it begins later on */
  startNote(key: string, options: Omit<NoteOptions, 'atTick' | 'hz'>, hz: number, age: number, counts: Mended): void {
    this.#start(options, age, counts)
    this.#clip = null
    this.#hz = within(hz, 0, this.#sampleRate / 2, counts)
    this.#setVibrato(options.vibrato, counts)
    this.#filter.reset()
    this.#filter.set(options.filter, counts)
    this.#envelope.set(options.envelope, options.seconds, this.#sampleRate, counts)
    const cycles = (Math.max(0, age) * this.#hz) / this.#sampleRate
    this.#oscillator.start(waveNamed(options.wave, counts), Math.round((cycles % 1) * period), hashOf(key))
  }

  startClip(clip: Stereo, options: SampleOptions, age: number, counts: Mended): void {
    this.#start(options, age, counts)
    this.#clip = clip
    this.#rate = within(options.rate ?? 1, 0.25, 4, counts)
  }

  leave(): void {
    this.isLeaving = true
  }

  add(mix: Mix, samples: number): void {
    let at = this.#age < 0 ? Math.min(samples, -this.#age) : 0
    this.#age += at
    while (at < samples && this.isActive) {
      const count = Math.min(samples - at, this.#vibratoOctaves > 0 ? controlSize : pieceSize)
      if (this.#clip) this.#readClip(this.#clip, count)
      else this.#playNote(count)
      this.#addPiece(mix, at, count)
      this.#age += count
      at += count
      if (this.#age >= this.#end || this.#fade === 0) this.isActive = false
    }
  }

  get #end(): number {
    return this.#clip ? this.#clip.left.length / this.#rate : this.#envelope.end
  }

  #start(options: Pick<SampleOptions, 'gain' | 'pan' | 'bus'>, age: number, counts: Mended): void {
    const gain = gainOf(options.gain, counts)
    const pan = within(options.pan ?? 0, -1, 1, counts)
    this.#gainLeft = gain * leftOf(pan)
    this.#gainRight = gain * rightOf(pan)
    this.bus = busNamed(options.bus, counts)
    this.isActive = true
    this.isLeaving = false
    this.#age = age
    this.#fade = age > 0 ? 0.001 : 1
    this.#vibratoOctaves = 0
  }

  #setVibrato(vibrato: Vibrato | undefined, counts: Mended): void {
    this.#vibratoHz = vibrato === undefined ? 0 : within(vibrato.hz, 0, 20, counts)
    this.#vibratoOctaves = vibrato === undefined ? 0 : within(vibrato.cents, 0, 1200, counts) / 1200
  }

  #playNote(count: number): void {
    const turn = (this.#age * this.#vibratoHz) / this.#sampleRate
    const octaves = this.#vibratoOctaves === 0 ? 0 : this.#vibratoOctaves * Math.sin(2 * Math.PI * (turn % 1))
    this.#oscillator.write(piece, count, Math.min(this.#sampleRate / 2, this.#hz * 2 ** octaves))
    if (this.#filter.kind !== null) this.#filter.run(piece, count)
    this.#envelope.write(levels, count, this.#age)
    for (let i = 0; i < count; i++) piece[i] = (piece[i] as number) * (levels[i] as number)
  }

  #readClip({ left, right }: Stereo, count: number): void {
    readAt(left, piece, count, this.#age * this.#rate, this.#rate)
    readAt(right, pieceRight, count, this.#age * this.#rate, this.#rate)
  }

  #addPiece(mix: Mix, at: number, count: number): void {
    const right = this.#clip ? pieceRight : piece
    if (this.isLeaving || this.#fade < 1) this.#fadePiece(count)
    const gainLeft = this.#gainLeft
    const gainRight = this.#gainRight
    for (let i = 0; i < count; i++) {
      mix.left[at + i] = (mix.left[at + i] as number) + (piece[i] as number) * gainLeft
      mix.right[at + i] = (mix.right[at + i] as number) + (right[i] as number) * gainRight
    }
  }

  #fadePiece(count: number): void {
    const slew = (this.isLeaving ? -1 : 1) / (fadeSeconds * this.#sampleRate)
    let fade = this.#fade
    for (let i = 0; i < count; i++) {
      fade = Math.min(1, Math.max(0, fade + slew))
      piece[i] = (piece[i] as number) * fade
      if (this.#clip) pieceRight[i] = (pieceRight[i] as number) * fade
    }
    this.#fade = fade
  }
}

/** Reads at any speed, by straight lines between samples; 0 beyond the end. */
function readAt(from: Float32Array, out: Float64Array, count: number, begin: number, rate: number): void {
  const last = from.length - 1
  for (let i = 0; i < count; i++) {
    const place = begin + i * rate
    const index = Math.floor(place)
    const sample = index <= last ? (from[index] as number) : 0
    const next = index < last ? (from[index + 1] as number) : 0
    out[i] = sample + (next - sample) * (place - index)
  }
}
