import { midi, type SoundFrame, type Synth } from '../../index.ts'
import type { PixelWall } from './state.ts'

/** Measured, so that five minutes of it come out at −16 LUFS. */
export const soundGainDb = 0

/** Pentatonic, as any two notes of it sound well together: from G3, three octaves. */
const scale = [55, 57, 59, 62, 64, 67, 69, 71, 74, 76, 79, 81, 83, 86]

/** Chords of the pad, as keys: each lies in the same scale, and stays for so many seconds. */
const chords = [
  [43, 55, 62, 67, 71],
  [40, 52, 59, 64, 67],
  [45, 57, 60, 64, 71],
  [38, 50, 57, 62, 66],
] as const
const chordSeconds = 12

/** Peaks: a note of the pad, and a plink. */
const padGain = 0.09
const plinkGain = 0.085

const bell = { attack: 0.006, decay: 0.9, sustain: 0, release: 0.2 }
const plinkSeconds = 1

/** A calm pad that changes its chord slowly, and a soft note for what is painted: high rows are high, and it comes from its column. */
export function sound(synth: Synth, state: PixelWall, { tick, tickRate }: SoundFrame): void {
  const turn = Math.floor(tick / (chordSeconds * tickRate))
  const chord = chords[turn % chords.length] as readonly number[]
  const breath = 1 + 0.15 * Math.sin((2 * Math.PI * tick) / (tickRate * 7))
  for (const [voice, key] of chord.entries()) {
    const pan = (voice % 2 === 0 ? -1 : 1) * 0.15 * voice
    const timbre = { pan, bus: 'music', filter: { kind: 'lowpass', hz: 900 } } as const
    synth.tone(`pad${voice}`, { ...timbre, wave: 'triangle', hz: midi(key), gain: padGain * breath, glideSeconds: 1.5 })
  }
  for (const [index, { step, pan, atTick }] of state.plinks.entries()) {
    if (atTick === 0 || tick < atTick || tick - atTick > 2 * tickRate) continue
    const hz = midi(scale[Math.min(step, scale.length - 1)] as number)
    synth.note(`plink${index}`, {
      atTick,
      hz,
      pan: pan / 100,
      gain: plinkGain,
      seconds: plinkSeconds,
      envelope: bell,
      wave: 'triangle',
    })
  }
}
