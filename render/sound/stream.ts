import type { Bus, StreamOptions } from '../../game/index.ts'
import { leftOf, rightOf, type Mix } from './bus.ts'
import { gainOf, within, type Mended } from './mend.ts'

/** Blocks that wait or are heard: more than any frame names, and than any page is behind. */
const maxBlocks = 64

/** Samples of a block. Fewer would be no sound, more than this no tick. */
export const blockSizes = { min: 16, max: 4096 } as const

/** Time in which it fades where a block is missing, and comes back. */
const fadeSeconds = 0.005

/** Time in which its gain moves from 0 to 1, as that of any voice. */
const rampSeconds = 0.02

/** A page hears of a tick late; it is followed with a delay of up to so many seconds. In the broadcast nothing is late. */
const maxDelaySeconds = 0.6

/** Samples by which all of it is later: a curve through four points needs two that are still to come. */
const ahead = 2

/** Blocks of one sound that follow one another, each over the whole of its tick, at any rate. */
export class Stream {
  bus: Bus = 'effects'
  /** Whether this frame has named it. */
  isNamed = false
  readonly #sampleRate: number
  readonly #counts: Mended
  readonly #blocks = new Map<number, Float32Array>()
  #newest = 0
  /** The tick that was heard last, and how many ticks later than it happened. */
  #heard = 0
  #delay = 0
  /** The sample at which the next call begins if nothing jumps. */
  #next = NaN
  /** What is heard of it: 1 while blocks come, on its way to 0 where one is missing. */
  #level = 0
  #last = 0
  #gainLeft = 0
  #gainRight = 0
  #targetLeft = 0
  #targetRight = 0

  constructor(sampleRate: number, counts: Mended) {
    this.#sampleRate = sampleRate
    this.#counts = counts
  }

  get isSilent(): boolean {
    return this.#gainLeft === 0 && this.#gainRight === 0 && this.#targetLeft === 0 && this.#targetRight === 0
  }

  play({ atTick, samples, gain, pan = 0 }: StreamOptions): void {
    this.isNamed = true
    const peak = gainOf(gain, this.#counts)
    const side = within(pan, -1, 1, this.#counts)
    this.#targetLeft = peak * leftOf(side)
    this.#targetRight = peak * rightOf(side)
    if (this.#blocks.has(atTick)) return
    if (atTick < this.#newest - maxBlocks) this.#forget()
    this.#blocks.set(atTick, this.#cleaned(samples))
    this.#newest = Math.max(this.#newest, atTick)
    for (const tick of this.#blocks.keys()) {
      if (this.#blocks.size <= maxBlocks) break
      this.#blocks.delete(tick)
    }
  }

  rest(): void {
    this.#targetLeft = this.#targetRight = 0
  }

  /** @param position of the first sample in the show */
  add(mix: Mix, samples: number, position: number, tickRate: number): void {
    const rate = this.#sampleRate
    // After a jump nothing that was heard before tells how late blocks are.
    if (position !== this.#next) this.#delay = 0
    this.#next = position + samples
    let tick = Math.floor((position * tickRate) / rate)
    let rest = position * tickRate - tick * rate
    for (let at = 0; at < samples;) {
      const count = Math.min(samples - at, Math.ceil((rate - rest) / tickRate))
      this.#addTick(mix, { at, count, rest, tickRate, tick })
      rest += count * tickRate
      at += count
      if (rest < rate) continue
      rest -= rate
      tick += 1
    }
  }

  /** Adds samples that lie in one tick; `rest` tells how far into it the first one is, in parts of the sample rate. */
  #addTick(mix: Mix, { at, count, rest, tickRate, tick }: Span): void {
    const rate = this.#sampleRate
    const block = this.#blockFor(tick, tickRate)
    const before = block && this.#blocks.get(this.#heard - 1)
    const fade = (block ? 1 : -1) / (fadeSeconds * rate)
    const slew = 1 / (rampSeconds * rate)
    for (let i = 0; i < count; i++) {
      if (block) this.#last = read(block, before, ((rest + i * tickRate) / rate) * block.length - ahead)
      this.#level = Math.min(1, Math.max(0, this.#level + fade))
      this.#gainLeft += Math.min(slew, Math.max(-slew, this.#targetLeft - this.#gainLeft))
      this.#gainRight += Math.min(slew, Math.max(-slew, this.#targetRight - this.#gainRight))
      const sample = this.#last * this.#level
      mix.left[at + i] = (mix.left[at + i] as number) + sample * this.#gainLeft
      mix.right[at + i] = (mix.right[at + i] as number) + sample * this.#gainRight
    }
  }

  /** What is heard in a tick. Once what was heard has faded, it goes on with what came too late, all of it later from there on. */
  #blockFor(tick: number, tickRate: number): Float32Array | undefined {
    let block = this.#blocks.get(tick - this.#delay)
    if (block === undefined && this.#level === 0 && this.#newest > this.#heard) {
      const next = this.#blocks.has(this.#heard + 1) ? this.#heard + 1 : this.#newest
      const delay = tick - next
      if (delay > 0 && delay <= maxDelaySeconds * tickRate) {
        this.#delay = delay
        block = this.#blocks.get(next)
      }
    }
    if (block) this.#heard = tick - this.#delay
    return block
  }

  /** The show has gone back to an earlier tick, and goes on from there. */
  #forget(): void {
    this.#blocks.clear()
    this.#newest = this.#heard = this.#delay = 0
  }

  #cleaned(samples: Float32Array): Float32Array {
    const length = Math.min(blockSizes.max, Math.max(blockSizes.min, samples.length))
    const clean = new Float32Array(length)
    for (let i = 0; i < Math.min(length, samples.length); i++) {
      const sample = samples[i] as number
      // What is not finite, or far too loud, becomes silence.
      if (Math.abs(sample) <= 4) clean[i] = sample
      else this.#counts.mended += 1
    }
    return clean
  }
}

interface Span {
  readonly at: number
  readonly count: number
  readonly rest: number
  readonly tickRate: number
  readonly tick: number
}

/** At a place between samples, from −2 on: a cubic through the two before and the two after it (Catmull-Rom). */
function read(block: Float32Array, before: Float32Array | undefined, place: number): number {
  const index = Math.floor(place)
  const t = place - index
  const a = sampleAt(block, before, index - 1)
  const b = sampleAt(block, before, index)
  const c = sampleAt(block, before, index + 1)
  const d = sampleAt(block, before, index + 2)
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

function sampleAt(block: Float32Array, before: Float32Array | undefined, index: number): number {
  if (index >= 0) return block[index] as number
  return before === undefined || before.length < -index
    ? (block[0] as number)
    : (before[before.length + index] as number)
}
