import type { MessagePort } from 'node:worker_threads'
import type { Excerpt } from './excerpt.ts'
import type { HeldFile } from './media/held.ts'
import type { PictureFormat } from './output/presets.ts'
import type { Pace } from './output/source.ts'
import type { FromSpeaker, SpeechKind, SpokenLine } from './sound/speaker.ts'

/** What a painter's thread is started with. */
export interface PainterData {
  /** Module whose default export is the game. */
  readonly gameUrl: string
  readonly format: PictureFormat
  /** Whether the show's sound is made here, which one painter does for all pictures. */
  readonly sound: boolean
  /** What is spoken in it; nothing where it is empty. */
  readonly speech: readonly SpeechKind[]
  /** The streamer's image for the corner; null for none. */
  readonly branding: string | null
  readonly pace: Pace
  /** How many go out. */
  readonly frames: number | null
  /** The part of the show that is made; the whole of it by default. */
  readonly excerpt?: Excerpt
  /** Frame that shows tick 0 of the game; 0 by default. */
  readonly origin?: number
  /** Where it stands in for a painter that is gone: the first frame that is made. Of those that are over by its first tick only the sound is. */
  readonly resumeFrame?: number
  readonly output: MessagePort
  /** Where it says what of the game it calls, for `painterCallsIn`. */
  readonly calls: SharedArrayBuffer
}

/** Another game begins: a module that is loaded, and the frame that shows its tick 0. */
export interface Begin {
  readonly url: string
  readonly origin: number
}

/** The state as bytes: first the whole, then the changes of each tick. Byte 0 is the room's protocol byte. */
export interface ToPainter {
  readonly tick: number
  readonly bytes: Uint8Array
  /** With the whole state of another game. */
  readonly begin?: Begin
}

/** Whether stills of the picture are wanted. */
export interface StillsWanted {
  readonly stills: boolean
}

/** A game that is to begin soon, by the URL of its module. */
export interface ToLoad {
  readonly load: string
}

/** Files that the show may name from now on; others are let go of. */
export interface ToHold {
  readonly hold: readonly HeldFile[]
  readonly number: number
}

export type ToPainterThread = ToPainter | SpokenLine | StillsWanted | ToLoad | ToHold

export type FromPainterToMain =
  | { type: 'ready' }
  | { type: 'still'; jpeg: Uint8Array }
  /** All frames before `frame` are made. */
  | { type: 'painted'; tick: number; frame: number }
  /** `problem` says why it can't be, or is null. */
  | { type: 'loaded'; url: string; problem: string | null }
  /** What was asked for by that number is at hand. */
  | { type: 'held'; number: number }
  /** `gameUrl` names the version of the game that it is about. */
  | { type: 'log'; level: 'warn'; line: string; gameUrl?: string }
  | { type: 'mended'; mended: number }
  | FromSpeaker
