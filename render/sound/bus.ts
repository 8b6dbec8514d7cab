import type { Bus, Wave } from '../../game/index.ts'
import type { Mended } from './mend.ts'

/** Two channels of equal length, −1 to 1 where they are to be heard. */
export interface Stereo {
  readonly left: Float32Array
  readonly right: Float32Array
}

/** Where voices add up; more precise than what goes out, so that the order of adding is not heard. */
export interface Mix {
  left: Float64Array
  right: Float64Array
}

export type Buses = Readonly<Record<Bus, Mix>>

/** Voices are made in pieces of at most so many samples. */
export const pieceSize = 512

/** While something of a voice moves, it is set anew every so many samples: 1.3 ms at 48 kHz. */
export const controlSize = 64

export function createBuses(): Buses {
  const mix = () => ({ left: new Float64Array(0), right: new Float64Array(0) })
  return { music: mix(), effects: mix(), voice: mix() }
}

/** Silence of `samples` on each bus. */
export function clearBuses(buses: Buses, samples: number): void {
  for (const name of busNames) {
    const mix = buses[name]
    if (mix.left.length < samples) {
      mix.left = new Float64Array(samples)
      mix.right = new Float64Array(samples)
    } else {
      mix.left.fill(0, 0, samples)
      mix.right.fill(0, 0, samples)
    }
  }
}

const busNames = ['music', 'effects', 'voice'] as const

/** A game that runs unchecked may name a bus that is not there. */
export function busNamed(name: Bus | undefined, counts: Mended): Bus {
  if (name === undefined || busNames.includes(name)) return name ?? 'effects'
  counts.mended += 1
  return 'effects'
}

const waves: ReadonlySet<Wave> = new Set(['sine', 'triangle', 'saw', 'square', 'white', 'pink'])

export function waveNamed(name: Wave | undefined, counts: Mended): Wave {
  if (name === undefined || waves.has(name)) return name ?? 'sine'
  counts.mended += 1
  return 'sine'
}

/** Factors of the two sides: equal power, and 1 on both in the middle. */
export const leftOf = (pan: number) => (pan === 0 ? 1 : Math.SQRT2 * Math.cos(((pan + 1) * Math.PI) / 4))
export const rightOf = (pan: number) => (pan === 0 ? 1 : Math.SQRT2 * Math.sin(((pan + 1) * Math.PI) / 4))

/** Adds a piece of a voice at constant gains. */
export function addPiece(mix: Mix, at: number, piece: Float64Array, from: number, to: number, gains: Gains): void {
  const { left, right } = mix
  const gainLeft = gains.left
  const gainRight = gains.right
  for (let i = from; i < to; i++) {
    const sample = piece[i] as number
    left[at + i] = (left[at + i] as number) + sample * gainLeft
    right[at + i] = (right[at + i] as number) + sample * gainRight
  }
}

export interface Gains {
  left: number
  right: number
}
