import type { PictureBuffer } from './picture-buffer.ts'
import type { SoundTimeline } from './timeline.ts'

/** `live` keeps a clock; `fast` goes as quickly as the encoders take it. */
export type Pace = 'live' | 'fast'

/** What the encoders of one picture read: every frame up to `written` is due to them. */
export interface FrameSource {
  readonly pace: Pace
  readonly written: number
  /** Frames there will ever be; Infinity while the end is not known. */
  readonly limit: number
  /** The newest picture; it stands in for those that an encoder is late with. */
  readonly picture: PictureBuffer
  readonly sound: SoundTimeline
}
