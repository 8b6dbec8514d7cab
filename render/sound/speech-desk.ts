import { findFfmpeg } from '../output/ffmpeg.ts'
import type { FromSpeaker, SpeechKind, SpokenLine } from './speaker.ts'
import { createSpeech, findEspeak, type Speech, type SpeechOptions } from './speech.ts'

export interface SpeechSettings {
  /** What is spoken; nothing where it is empty. */
  readonly of: readonly SpeechKind[]
  /** Voice as espeak-ng names it: `en`, `de`, `en-us`. */
  readonly language: string
}

/** Counters of the lines to be spoken, as `createSpeech` has them. */
export type SpeechStatus = Pick<Speech, 'state' | 'waiting' | 'dropped'>

export const silent: SpeechStatus = { state: 'off', waiting: 0, dropped: 0 }

/**
 * The other end of a painter's speaker. It makes the sound of the lines, in the thread of the game: a thread that paints may be ended
 * at any moment, and would leave its children behind; nor does it lose the milliseconds that it takes to start one.
 */
export interface SpeechDesk extends AsyncDisposable {
  readonly status: SpeechStatus
  hear(message: FromSpeaker): void
}

export interface SpeechDeskOptions extends Pick<SpeechOptions, 'sampleRate' | 'log'> {
  readonly language: string
  /** Gives a line to the speaker, one at a time: the next one follows when it has been said, or there was a hush. */
  readonly send: (line: SpokenLine) => void
}

/** @returns null where nothing can be spoken, for want of espeak-ng or of ffmpeg */
export function openSpeechDesk({ send, ...options }: SpeechDeskOptions): SpeechDesk | null {
  const program = findEspeak(process.env)
  const ffmpeg = ffmpegOrNull()
  if (program === null || ffmpeg === null) return null
  let hushes = 0
  let said = () => {}
  const speech = createSpeech({
    ...{ ...options, program, ffmpeg },
    spoken(clip) {
      const { promise, resolve } = Promise.withResolvers<void>()
      said = resolve
      send({ clip, hushes })
      return promise
    },
  })
  return {
    get status() {
      const { state, waiting, dropped } = speech
      return { state, waiting, dropped }
    },
    hear(message) {
      if (message.type === 'say') speech.say(message.text)
      else if (message.type === 'said') said()
      else {
        hushes += 1
        speech.hush()
      }
    },
    [Symbol.asyncDispose]: () => speech[Symbol.asyncDispose](),
  }
}

function ffmpegOrNull(): string | null {
  try {
    return findFfmpeg(process.env)
  } catch {
    return null
  }
}
