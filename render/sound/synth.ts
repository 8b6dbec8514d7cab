import type { Synth } from '../../game/index.ts'

/** A synth that can be drained: what Node's render worker and the browser's AudioWorklet both run. */
export interface DrainableSynth extends Synth {
  /** Stereo samples, −1 to 1, made from the voices that were set since the last call. */
  take(samples: number): { left: Float32Array; right: Float32Array }
}

interface Voice {
  phase: number
  hz: number
  gain: number
  /** What the gain moves towards; 0 for a voice that the last frame did not name. */
  target: number
}

/** Time for a gain to move from 0 to 1: short enough to feel at once, long enough that no ear hears a click. */
const rampSeconds = 0.02

/** A game that names more voices than this has lost count of them; the further ones stay silent. */
const maxVoices = 64

/**
 * Makes a synth whose voices keep their phase: a change of pitch bends the wave and never breaks it.
 * The samples depend only on what was set and taken, in that order, so they are the same wherever they are made.
 *
 * @param sampleRate samples a second, 8000 to 192000
 */
export function createSynth(sampleRate: number): DrainableSynth {
  const voices = new Map<string, Voice>()
  const finite = (value: number, max: number) => (Number.isFinite(value) ? Math.min(Math.max(value, 0), max) : 0)
  return {
    sine(name, { hz, gain }) {
      let voice = voices.get(name)
      if (!voice) {
        if (voices.size >= maxVoices) return
        voices.set(name, (voice = { phase: 0, hz: 0, gain: 0, target: 0 }))
      }
      voice.hz = finite(hz, sampleRate / 2)
      voice.target = finite(gain, 1)
    },
    take(samples) {
      const left = new Float32Array(samples)
      for (const [name, voice] of voices) {
        addSine(left, voice, sampleRate)
        if (voice.gain === 0 && voice.target === 0) voices.delete(name)
        voice.target = 0
      }
      for (let i = 0; i < samples; i++) left[i] = Math.min(1, Math.max(-1, left[i] as number))
      return { left, right: left.slice() }
    },
  }
}

function addSine(out: Float32Array, voice: Voice, sampleRate: number): void {
  const step = voice.hz / sampleRate
  const slew = 1 / (rampSeconds * sampleRate)
  let { phase, gain } = voice
  for (let i = 0; i < out.length; i++) {
    gain += Math.min(slew, Math.max(-slew, voice.target - gain))
    out[i] = (out[i] as number) + gain * Math.sin(2 * Math.PI * phase)
    phase += step
    if (phase >= 1) phase -= 1
  }
  voice.phase = phase
  voice.gain = gain
}
