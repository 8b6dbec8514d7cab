import { midi, type SoundFrame, type Synth } from '../../index.ts'
import type { VoteChess } from './state.ts'

/** Measured, so that five minutes of it come out at −16 LUFS. */
export const soundGainDb = 3.4

/** Four quiet chords of the pad, by their MIDI keys, each for so many seconds. */
const chords = [
  [45, 57, 60, 64],
  [41, 53, 60, 67],
  [48, 55, 60, 64],
  [43, 55, 59, 62],
] as const
const chordSeconds = 12

const padGain = 0.1
const wood = { attack: 0.001, decay: 0.09, sustain: 0, release: 0.04 }
const bell = { attack: 0.005, decay: 0.9, sustain: 0, release: 0.2 }

/** What lies after an event is silent: it needs no name any more. */
const heardSeconds = 4

/** A pad that breathes, wood on wood for a move, two knocks for a capture, a bell for check, and a chord at the end. */
export function sound(synth: Synth, state: VoteChess, frame: SoundFrame): void {
  pad(synth, frame)
  const { moves, lastTick, overTick, isCheck } = state
  const { tick, tickRate } = frame
  const isHeard = (at: number) => at > 0 && tick - at <= heardSeconds * tickRate
  if (isHeard(lastTick)) {
    knock(synth, 'move', lastTick, 190)
    if ((moves[moves.length - 1] ?? '').includes('x')) knock(synth, 'taken', lastTick + 2, 130)
    if (isCheck)
      synth.chord('check', { atTick: lastTick + 3, hz: [midi(76), midi(81)], seconds: 1, gain: 0.05, envelope: bell })
  }
  if (state.phase === 'game' && isHeard(overTick)) ending(synth, state, overTick + Math.ceil(tickRate / 2))
}

/** Each chord glides into the next, and swells and falls once while it lasts. */
function pad(synth: Synth, { tick, tickRate }: SoundFrame): void {
  const seconds = tick / tickRate
  const keys = chords[Math.floor(seconds / chordSeconds) % chords.length] ?? chords[0]
  const swell = 0.8 + 0.2 * Math.sin((2 * Math.PI * seconds) / chordSeconds)
  for (const [voice, key] of keys.entries())
    synth.tone(`pad ${voice}`, {
      ...{ wave: 'triangle', hz: midi(key), gain: padGain * swell * (voice === 0 ? 1.2 : 0.8), glideSeconds: 1.5 },
      ...{ pan: (voice - 1.5) * 0.3, filter: { kind: 'lowpass', hz: 700 }, bus: 'music' },
    })
}

/** A piece that is put down: a short thump, and the crack of the wood. */
function knock(synth: Synth, name: string, atTick: number, hz: number): void {
  synth.note(`${name} thump`, { atTick, hz, seconds: 0.12, gain: 0.3, wave: 'triangle', envelope: wood })
  const filter = { kind: 'bandpass', hz: 1100, q: 1.2 } as const
  synth.note(`${name} crack`, { atTick, hz, seconds: 0.08, gain: 0.3, wave: 'pink', filter, envelope: wood })
}

/** Upwards for those who won, a calm fourth for a draw, downwards for a loss. */
function ending(synth: Synth, { result, crowd }: VoteChess, atTick: number): void {
  const isDraw = result === '1/2-1/2'
  const isOurs = crowd === '' || result === (crowd === 'w' ? '1-0' : '0-1')
  const keys = isDraw ? [60, 65, 60, 65, 69] : isOurs ? [60, 64, 67, 72, 76] : [67, 63, 60, 55, 51]
  const steps = keys.map(midi)
  synth.pattern('ending', {
    ...{ atTick, bpm: 150, stepsPerBeat: 2, steps, loop: false, seconds: 0.5 },
    ...{ gain: 0.12, wave: 'triangle', envelope: bell },
  })
}
