import { midi, type SoundFrame, type Synth } from '../../index.ts'
import type { MarbleRace } from './field.ts'
import { holdTicks } from './hold.ts'
import { unpackHit } from './hits.ts'
import { unpacked } from './pack.ts'

/** Measured, so that five minutes of it come out at −16 LUFS. */
export const soundGainDb = 6.2

/** A pentatonic scale, in which whatever hits whatever sounds well with the rest. */
const scale = [60, 62, 64, 67, 69, 72, 74, 76, 79, 81, 84].map(midi)

const pluck = { attack: 0.002, decay: 0.22, sustain: 0, release: 0.08 }
const bell = { attack: 0.004, decay: 0.9, sustain: 0.1, release: 0.4 }
const soft = { attack: 0.03, decay: 0.3, sustain: 0.5, release: 0.3 }

export function sound(synth: Synth, state: MarbleRace, frame: SoundFrame): void {
  music(synth, state)
  roll(synth, state)
  hits(synth, state, frame)
  signals(synth, state, frame)
}

/** Chords of eight beats each, as the notes of an arpeggio; the bass has their roots. */
const chords = [
  [60, 64, 67, 72],
  [57, 60, 64, 69],
  [53, 57, 60, 65],
  [55, 59, 62, 67],
] as const

const arpeggio = chords.flatMap((chord) =>
  [0, 2, 1, 3, 2, 1, 3, 2, 0, 2, 1, 3, 2, 3, 1, 2].map((note) => midi(chord[note]! + 12)),
)
const bass = chords.flatMap(([root]) =>
  [0, null, null, 0, null, null, 12, null, 0, null, 0, null, 7, null, 12, null].map((up) =>
    up === null ? null : midi(root - 24 + up),
  ),
)
const hat = Array.from({ length: 16 }, (_, step) => (step % 4 === 2 ? 8000 : null))

/** Lively in a race, at ease before and after it. */
function music(synth: Synth, state: MarbleRace): void {
  const isRace = state.phase === 'race'
  const atTick = state.phaseAtTick + (isRace ? holdTicks : 1)
  const bpm = isRace ? 132 : 96
  const common = { atTick, bpm, bus: 'music' } as const
  const key = `${state.phase} `
  synth.pattern(`${key}arpeggio`, {
    ...common,
    ...{ steps: arpeggio, seconds: 0.1, gain: isRace ? 0.05 : 0.075, wave: 'triangle', envelope: pluck, pan: 0.2 },
  })
  synth.pattern(`${key}bass`, {
    ...common,
    ...{
      steps: bass,
      seconds: 0.16,
      gain: isRace ? 0.16 : 0.18,
      wave: 'triangle',
      envelope: soft,
      filter: { kind: 'lowpass', hz: 600 },
    },
  })
  if (isRace)
    synth.pattern('hat', {
      ...common,
      ...{
        steps: hat,
        seconds: 0.02,
        gain: 0.04,
        wave: 'white',
        envelope: { attack: 0.001, decay: 0.05, sustain: 0, release: 0.02 },
        filter: { kind: 'highpass', hz: 6000 },
        pan: -0.2,
      },
    })
}

/** Glass on wood: louder and brighter the faster the field is, and the more marbles there are. */
function roll(synth: Synth, state: MarbleRace): void {
  const [a, b] = [unpacked(state.even), unpacked(state.odd)]
  let way = 0
  let rolling = 0
  for (let i = 0; i < Math.min(a.count, b.count); i += 4) {
    const [dx, dy] = [a.x[i]! - b.x[i]!, a.y[i]! - b.y[i]!]
    if (Number.isNaN(dx) || Math.abs(dy) > 60) continue
    way += Math.sqrt(dx * dx + dy * dy)
    rolling += 1
  }
  const speed = rolling === 0 ? 0 : Math.min(1, way / rolling / 12)
  const many = Math.min(1, rolling / 40)
  synth.tone('roll', {
    ...{ wave: 'pink', hz: 0, gain: speed * (0.05 + 0.07 * many) },
    filter: { kind: 'bandpass', hz: 300 + 900 * speed, q: 0.8 },
  })
}

/** Ticks after which a hit has faded. */
const heardTicks = 15

function hits(synth: Synth, state: MarbleRace, { tick }: SoundFrame): void {
  for (const [slot, packed] of state.hits.entries()) {
    const { atTick, across, strength, isBumper } = unpackHit(packed)
    if (tick - atTick > heardTicks) continue
    const hz = scale[Math.floor(strength * 4 + across * 7)] ?? midi(72)
    synth.note(`hit ${slot}`, {
      ...{ atTick, hz: isBumper ? hz / 2 : hz, seconds: 0.05, wave: isBumper ? 'triangle' : 'sine' },
      ...{ gain: 0.05 + 0.16 * strength, pan: across * 1.4 - 0.7, envelope: pluck },
    })
  }
}

/** Three, two, one, go; and the fanfares of the winner and of the podium. */
function signals(synth: Synth, state: MarbleRace, { tick, tickRate }: SoundFrame): void {
  if (state.phase === 'race' && tick - state.runAtTick < holdTicks + 2 * tickRate) {
    for (const left of [3, 2, 1])
      synth.note(`count ${left}`, {
        atTick: state.runAtTick + holdTicks - left * tickRate,
        hz: midi(69),
        seconds: 0.14,
        gain: 0.18,
        wave: 'triangle',
        envelope: soft,
      })
    synth.chord('go', {
      atTick: state.runAtTick + holdTicks,
      hz: [69, 76, 81].map(midi),
      seconds: 0.5,
      gain: 0.12,
      wave: 'triangle',
      envelope: soft,
    })
  }
  const winnerAt = state.times[0]
  const wonAt = winnerAt === undefined ? 0 : state.runAtTick + winnerAt
  if (state.phase !== 'lobby' && wonAt > 0 && tick - wonAt < 4 * tickRate)
    fanfare(synth, 'won', wonAt, [67, 72, 76, 79])
  if (state.phase === 'finish' && tick - state.phaseAtTick < 5 * tickRate)
    fanfare(synth, 'podium', state.phaseAtTick, [72, 76, 79, 84])
}

function fanfare(synth: Synth, key: string, atTick: number, keys: readonly number[]): void {
  for (const [index, note] of keys.entries())
    synth.note(`${key} ${index}`, {
      atTick: atTick + index * 4,
      hz: midi(note),
      seconds: 0.2,
      gain: 0.14,
      wave: 'triangle',
      envelope: bell,
      pan: index * 0.2 - 0.3,
    })
  synth.chord(`${key} end`, {
    atTick: atTick + keys.length * 4,
    hz: keys.map(midi),
    seconds: 1.4,
    gain: 0.07,
    wave: 'triangle',
    envelope: bell,
  })
}
