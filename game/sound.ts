/** A moment of the sound: exactly `samples` samples are taken from the synth after `sound` returns. */
export interface SoundFrame {
  readonly number: number
  readonly tick: number
  readonly tickRate: number
  readonly samples: number
  readonly sampleRate: number
}

/** `white` and `pink` are noise, which has no pitch. The others are band-limited: no overtone folds back below the highest pitch. */
export type Wave = 'sine' | 'triangle' | 'saw' | 'square' | 'white' | 'pink'

/** What belongs together: `voice` turns down the other two by 10 dB while it is heard. */
export type Bus = 'music' | 'effects' | 'voice'

/** A filter of 12 dB an octave; a bandpass takes 6 dB an octave on each side. What changes slides within 20 ms; another kind fades in. */
export interface SoundFilter {
  readonly kind: 'lowpass' | 'highpass' | 'bandpass'
  /** Corner or centre, 10 Hz to 0.45 of the sample rate. */
  readonly hz: number
  /** 0.3 to 20; 0.707, which rings not at all, where it is left out. */
  readonly q?: number
}

/** The pitch goes up and down by `cents` (hundredths of a semitone, up to 1200), `hz` times a second (up to 20). */
export interface Vibrato {
  readonly hz: number
  readonly cents: number
}

/**
 * How a note comes and goes. Times are seconds, up to 30; `sustain` is a share of the gain. What would click is drawn out: an attack
 * to 2 ms, a decay or release to 5 ms.
 */
export interface Envelope {
  readonly attack: number
  readonly decay: number
  readonly sustain: number
  readonly release: number
}

/** What tones and notes have in common. */
export interface Timbre {
  /** `sine` where it is left out. */
  readonly wave?: Wave
  /** Peak, 0 to 1; the corners of band-limited waves reach a fifth over it. */
  readonly gain: number
  /** −1 is left, 1 is right, with equal power between. 0 plays at `gain` on both sides. */
  readonly pan?: number
  readonly vibrato?: Vibrato
  readonly filter?: SoundFilter
  /** `effects` where it is left out. */
  readonly bus?: Bus
}

/** A voice, which sounds for as long as every frame names it. */
export interface ToneOptions extends Timbre {
  /** 0 to half the sample rate. */
  readonly hz: number
  /** Time to slide to a new pitch, up to 10 s; 0, which is at once, where it is left out. */
  readonly glideSeconds?: number
}

/** Something that happened in a tick, as the state remembers it. */
export interface SoundEvent {
  /** The tick in which it happened, from 1; 0 has not happened yet and is silent. */
  readonly atTick: number
}

/** One note, from its tick on. */
export interface NoteOptions extends Timbre, SoundEvent {
  readonly hz: number
  /** How long it is held before its release, up to 60. */
  readonly seconds: number
  readonly envelope?: Envelope
}

/** Several pitches at once, from one tick on. */
export interface ChordOptions extends Omit<NoteOptions, 'hz'> {
  /** Up to 8 pitches, each played at `gain`. */
  readonly hz: readonly number[]
}

/** Notes in a row, in a rhythm. */
export interface PatternOptions extends Omit<NoteOptions, 'hz'> {
  /** Beats a minute, 20 to 400. */
  readonly bpm: number
  /** One pitch in Hz or null for a rest; `stepsPerBeat` of them make a beat. At most 256. */
  readonly steps: readonly (number | null)[]
  /** 1 to 16; 4 where it is left out. */
  readonly stepsPerBeat?: number
  /** Whether it begins again at its end, for as long as it is named; true where it is left out. */
  readonly loop?: boolean
}

/** One of the game’s sound files, from a tick on. */
export interface SampleOptions extends SoundEvent {
  /** Name of one of the game's `sounds`. */
  readonly sound: string
  readonly gain: number
  readonly pan?: number
  /** Speed, and so pitch: 0.25 to 4; 1 where it is left out. */
  readonly rate?: number
  readonly bus?: Bus
}

/** A piece of a sound that the game makes itself, such as an emulator's: what is heard in one tick. */
export interface StreamOptions extends SoundEvent {
  /** One channel, −1 to 1: the whole tick, whatever their number is, the same in each. 16 to 4096. They are read at once. */
  readonly samples: Float32Array
  readonly gain: number
  readonly pan?: number
  readonly bus?: Bus
}

/** How a loop is played. */
export interface MusicOptions {
  /** 0 to 1; 1 where it is left out. */
  readonly gain?: number
  /** Time in which this music takes the place of what was played before, up to 30; 1 where it is left out. */
  readonly fadeSeconds?: number
  /** How much of its end sounds over its beginning, up to 10 s. 0 suits a loop that was cut to the sample; 0.01 where it is left out. */
  readonly overlapSeconds?: number
  /** The tick at which it stands at its beginning; 0 where it is left out, so that all spectators hear the same place. */
  readonly atTick?: number
}

/**
 * What `sound` plays on. It is called for every frame and names all that is to be heard:
 *
 * - **voices** sound for as long as every frame names them, and fade out within 20 ms otherwise;
 * - **events** (`note`, `chord`, `sample`) begin at the very sample of their tick. A game names them in every frame for as long as
 *   its state remembers them, and each `key` plays once for each `atTick`. Who joins late hears the rest of a note.
 *
 * A number that is not finite is taken as 0 and counted; others are brought into their range.
 * 64 voices and 32 events sound at once. A further voice is silent; a further event takes the place of the quietest.
 */
export interface Synth {
  /** A sine of `hz` (0 to half the sample rate) at `gain` (0 to 1, peak). A voice not named in a frame fades out. */
  sine(voice: string, options: { hz: number; gain: number }): void
  /** A voice of any wave, which keeps its phase whatever changes from frame to frame. */
  tone(voice: string, options: ToneOptions): void
  note(key: string, options: NoteOptions): void
  chord(key: string, options: ChordOptions): void
  /** Notes in a row, each placed to the sample from `atTick` on. When it is no longer named no further step begins. */
  pattern(key: string, options: PatternOptions): void
  sample(key: string, options: SampleOptions): void
  /**
   * A sound of the game's own making, block after block without a gap. A frame may need more than its own tick, so each names the blocks
   * of the last few ticks, up to 60; each is taken once. Where one is missing the sound fades within 5 ms, and comes back in the
   * same way. Up to 4 streams sound at once.
   */
  stream(voice: string, options: StreamOptions): void
  /** What the music bus plays, as a loop; null or no call in a frame lets it fade out. */
  music(sound: string | null, options?: MusicOptions): void
}

/** Pitch of a MIDI key in equal temperament (ISO 16): 69 is A4 at 440 Hz, 60 is middle C. */
export function midi(key: number): number {
  return 440 * 2 ** ((key - 69) / 12)
}

/**
 * How much louder than its power a sine of `hz` is heard, as a factor: about 1 in the middle, 0.3 at 20 Hz, 1.6 above 5 kHz.
 * It is the K-weighting of ITU-R BS.1770-4 at 48 kHz, so a game that divides a gain by it keeps its loudness at any pitch.
 */
export function loudnessAt(hz: number): number {
  const w = (2 * Math.PI * Math.min(Math.max(hz, 0), 23_000)) / 48_000
  const shelf = biquad(w, 1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
  return shelf * biquad(w, 1, -2, 1, -1.99004745483398, 0.99007225036621)
}

/** Magnitude of a biquad filter at `w` radians a sample. */
function biquad(w: number, b0: number, b1: number, b2: number, a1: number, a2: number): number {
  const [c1, s1, c2, s2] = [Math.cos(w), Math.sin(w), Math.cos(2 * w), Math.sin(2 * w)]
  return Math.hypot(b0 + b1 * c1 + b2 * c2, b1 * s1 + b2 * s2) / Math.hypot(1 + a1 * c1 + a2 * c2, a1 * s1 + a2 * s2)
}
