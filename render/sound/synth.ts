import type { Synth } from '../../game/index.ts'
import { clearBuses, createBuses, type Mix, type Stereo } from './bus.ts'
import { Duck } from './duck.ts'
import { Events, type SoundPlace } from './events.ts'
import { noteFirst, type Mended } from './mend.ts'
import { Music } from './music.ts'
import { Shots } from './shots.ts'
import { Streams } from './streams.ts'
import { Tones } from './tones.ts'
import { createVoice } from './voice.ts'

/** A synth that can be drained: what Node's render worker and the browser's AudioWorklet both run. */
export interface DrainableSynth extends Synth {
  /** Numbers that were none: what a game gave that was not finite, or a wave that there is not. */
  readonly mended: number
  /** Which of them was the first: `hz of "tone"`; empty where that is not known. */
  readonly firstMended: string
  /** Events that gave their place to a later one, or found none. */
  readonly stolen: number
  /** Says where in the show the samples are that the next `take` makes. Without it they follow those of the last. */
  begin(start: number, samples: number, tickRate: number): void
  /** Adds a sound of the game, or takes the place of the one of that name. */
  addClip(name: string, clip: Stereo): void
  /** Speaks a clip on the voice bus, from the next sample on. */
  speak(clip: Stereo): void
  /** Whether what was spoken last is still heard. */
  readonly isSpeaking: boolean
  /** What is spoken is gone within 5 ms. */
  stopSpeaking(): void
  /** All that sounds fades within 20 ms, and what was played counts as never played: it is joined on its way if it is named again. */
  hush(): void
  /** Stereo samples made from what was set since the last call, before limiter and gain. Valid until the next call. */
  mix(samples: number): Mix
  /** The same as new arrays. */
  take(samples: number): Stereo
}

/**
 * Makes a synth whose voices keep their phase: a change of pitch bends the wave and never breaks it.
 * The samples depend only on what was set and taken, in that order, so they are the same wherever they are made.
 * Once each voice has been heard a frame keeps nothing, and allocates no arrays.
 *
 * @param sampleRate samples a second, 8000 to 192000
 */
export function createSynth(sampleRate: number): DrainableSynth {
  const parts = createParts(sampleRate)
  const { counts, place, shots, events, music, speech, clips } = parts
  const mix = createMixer(parts, sampleRate)
  return {
    ...playedOn(parts),
    get mended() {
      return counts.mended
    },
    get firstMended() {
      return counts.first ?? ''
    },
    get stolen() {
      return shots.stolen
    },
    begin(start, samples, tickRate) {
      place.start = start
      place.end = start + samples
      place.tickRate = tickRate
    },
    addClip: (name, clip) => void (clip.left.length > 0 && clips.set(name, clip)),
    speak: (clip) => speech.speak(clip),
    get isSpeaking() {
      return speech.isSpeaking
    },
    stopSpeaking: () => speech.stop(),
    hush() {
      shots.leave()
      music.fadeIn(0.02)
      events.forget()
    },
    mix,
    take(samples) {
      const { left, right } = mix(samples)
      return {
        left: Float32Array.from(left.subarray(0, samples)),
        right: Float32Array.from(right.subarray(0, samples)),
      }
    },
  }
}

type Parts = ReturnType<typeof createParts>

function createParts(sampleRate: number) {
  const counts: Mended = { mended: 0 }
  const place: SoundPlace = { start: 0, end: 0, tickRate: 30, sampleRate }
  const shots = new Shots(sampleRate)
  return {
    ...{ counts, place, shots },
    tones: new Tones(sampleRate, counts),
    streams: new Streams(sampleRate, counts),
    events: new Events(place, shots, counts),
    music: new Music(sampleRate, counts),
    speech: createVoice(shots, counts),
    clips: new Map<string, Stereo>(),
  }
}

/** What a game plays on. */
function playedOn({ counts, tones, streams, events, music, clips, place }: Parts): Synth {
  const looked = <Options extends object>(name: string, options: Options): Options => {
    noteFirst(counts, name, options)
    return options
  }
  return {
    sine: (voice, options) => tones.set(voice, looked(voice, options)),
    tone: (voice, options) => tones.set(voice, looked(voice, options)),
    note: (key, options) => events.note(key, looked(key, options)),
    chord: (key, options) => events.chord(key, looked(key, options)),
    pattern: (key, options) => events.pattern(key, looked(key, options)),
    sample: (key, options) => events.sample(key, looked(key, options), clips.get(options.sound)),
    stream: (voice, options) => streams.play(voice, looked(voice, options)),
    music(sound, options = {}) {
      const clip = sound === null ? undefined : clips.get(sound)
      if (sound === null || clip === undefined) music.fadeIn(options.fadeSeconds ?? 1)
      else music.play(sound, clip, options, place.sampleRate / place.tickRate)
    },
  }
}

/** Adds up the samples that follow those of the last call, or begin where `place` was set to. */
function createMixer(
  { tones, streams, shots, music, events, place }: Parts,
  sampleRate: number,
): (samples: number) => Mix {
  const buses = createBuses()
  const others = [buses.music, buses.effects]
  const duck = new Duck(sampleRate)
  return (samples) => {
    clearBuses(buses, samples)
    tones.add(buses, samples, place.start)
    streams.add(buses, samples, place.start, place.tickRate)
    shots.add(buses, samples)
    music.add(buses.music, samples, place.start)
    duck.mix(buses.voice, others, samples)
    events.endFrame()
    place.start += samples
    place.end = place.start
    return buses.voice
  }
}
