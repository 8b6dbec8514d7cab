import type { Stereo } from './bus.ts'
import type { Mended } from './mend.ts'
import type { Shot } from './shot.ts'
import type { Shots } from './shots.ts'

/** What is spoken into a show: one clip at a time, on the voice bus. */
export interface Voice {
  /** From the next sample on. */
  speak(clip: Stereo): void
  /** Whether the last clip is still heard. */
  readonly isSpeaking: boolean
  /** The last clip is gone within 5 ms. */
  stop(): void
}

export function createVoice(shots: Shots, counts: Mended): Voice {
  let spoken: Shot | null = null
  let order = 0
  // A shot is used again for other sounds; its order tells whether it still is the one that was started here.
  const current = () => (spoken?.order === order && spoken.isActive && !spoken.isLeaving ? spoken : null)
  return {
    speak(clip) {
      spoken = shots.take()
      if (spoken === null) return
      order = spoken.order
      spoken.startClip(clip, speech, 0, counts)
    },
    get isSpeaking() {
      return current() !== null
    },
    stop: () => current()?.leave(),
  }
}

const speech = { sound: '', atTick: 0, gain: 1, bus: 'voice' } as const
