import { blockSamples } from './block.ts'

/** The emulator is asked for two samples for each that is sent, and has as many of them in a picture on the average. */
const taken = 2 * blockSamples

/** Rate at which the emulator's own divider comes nearest to `taken` samples in a picture: 38119 / 1024 of its clock. */
export const emulatorSampleRate = 48_079

/** Samples that wait, on the average: a picture of the console has one more or less at times. */
const waiting = 16

/** How much faster a sample more makes it go: a hundredth of a cent, which nobody hears. */
const pull = 5e-6

/** Half-band lowpass (sinc in a Blackman window): what is over half the rate that is sent must not fold back. */
const taps = [
  -0.000665, 0, 0.010952, 0, -0.058844, 0, 0.298639, 0.499836, 0.298639, 0, -0.058844, 0, 0.010952, 0, -0.000665,
]

/** What it remembers between two ticks. */
export interface SamplerMemory {
  readonly queue: readonly number[]
  readonly past: readonly number[]
  readonly at: number
}

/** Makes exactly `blockSamples` a tick of the emulator's samples, of which there are 799 to 802 in a picture. */
export interface Sampler {
  /** Takes a sample from the emulator. */
  hear(sample: number): void
  /** The next tick. Valid until the next call. */
  block(): Float64Array
  save(): SamplerMemory
  load(memory: SamplerMemory): void
}

/** A picture in which a cartridge stops the clock may have none, and none has so many. */
const maxQueue = 4 * taken

export function createSampler(): Sampler {
  const queue = new Float64Array(maxQueue)
  /** What the filter still needs, and what it is to work on. */
  const straight = new Float64Array(taps.length - 1 + taken)
  const out = new Float64Array(blockSamples)
  let length = waiting
  let at = 0
  return {
    hear(sample) {
      if (length < maxQueue) queue[length++] = sample
    },
    block() {
      straight.copyWithin(0, taken)
      const speed = 1 + (length - at - taken - waiting) * pull
      for (let i = 0; i < taken; i++) {
        const index = Math.min(Math.floor(at), length - 2)
        const [here, next] = [queue[index] as number, queue[index + 1] as number]
        straight[taps.length - 1 + i] = here + (next - here) * Math.min(1, at - index)
        at += speed
      }
      const used = Math.min(Math.floor(at), length - 2)
      queue.copyWithin(0, used, length)
      length -= used
      at = Math.min(Math.max(0, at - used), 1)
      decimate(straight, out)
      return out
    },
    save: () => ({ queue: [...queue.subarray(0, length)], past: [...straight.subarray(taken)], at }),
    load(memory) {
      length = Math.min(maxQueue, memory.queue.length)
      queue.set(memory.queue.slice(0, length))
      straight.set(memory.past, taken)
      at = memory.at
    },
  }
}

function decimate(from: Float64Array, out: Float64Array): void {
  for (let i = 0; i < blockSamples; i++) {
    let sum = 0
    for (let k = 0; k < taps.length; k++) sum += (taps[k] as number) * (from[2 * i + k] as number)
    out[i] = sum
  }
}
