import { loudnessAt, type SoundFrame, type Synth } from '../../index.ts'
import type { ColourTone } from './rules.ts'

/** −16 LUFS, which most platforms play as it is, as the amplitude of one sine on both sides (ITU-R BS.1770-4). */
const amplitude = 10 ** ((-16 + 0.691) / 20)

/** Partials of a triangle of peak 1 that count; the higher ones are 34 dB below the first. */
const triangle = [1, 3, 5, 7].map((k) => ({ k, share: 8 / (Math.PI * k) ** 2 }))

/** The octave above is this loud beside the tone, and breathes by so much in so many seconds: a still tone tires the ear. */
const octave = { share: 0.1, breath: 0.02, seconds: 17 }

/** A slide that the ear takes for one movement, done within a frame of 30 a second. */
const glideSeconds = 0.03

/** Peak of each of the chime’s two notes: quiet beside the tone. */
const chimeGain = 0.012
const bell = { attack: 0.008, decay: 1.4, sustain: 0, release: 0.1 }

/** The peak of the tone, so that it is equally loud at any pitch: a low one needs more than a high one. */
function toneGain(hz: number): number {
  let power = (octave.share * loudnessAt(2 * hz)) ** 2
  for (const { k, share } of triangle) power += (share * loudnessAt(k * hz)) ** 2
  return Math.min(0.7, amplitude / Math.sqrt(power))
}

/** A soft tone of the chosen pitch, with an octave that comes and goes; and a chime in tune with it when a paint has won. */
export function sound(synth: Synth, state: ColourTone, frame: SoundFrame): void {
  const { hz, paintedAtTick } = state
  const gain = toneGain(hz)
  const breath = octave.breath * Math.sin((2 * Math.PI * frame.tick) / (frame.tickRate * octave.seconds))
  synth.tone('tone', { wave: 'triangle', hz, gain, glideSeconds })
  synth.tone('octave', { hz: 2 * hz, gain: gain * (octave.share + breath), glideSeconds })
  // A chime that is long over needs no name.
  if (paintedAtTick === 0 || frame.tick - paintedAtTick > 2 * frame.tickRate) return
  const root = hz * 2 ** Math.ceil(Math.log2(250 / hz))
  synth.chord('painted', {
    ...{ atTick: paintedAtTick, hz: [root, root * 1.5], seconds: 1.5 },
    ...{ gain: chimeGain, envelope: bell },
  })
}
