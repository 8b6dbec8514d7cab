import type { Target } from '../target.ts'
import type { QueueLimits } from './queue.ts'

/**
 * Seconds of video that may wait for a live target, as many as lie between two keyframes: with the second that is in the sender,
 * a viewer is never more than 3 s late. A file loses nothing while its disk is slow, up to a bound of memory.
 */
const limits = {
  live: { seconds: 2, bytes: 16 * 2 ** 20 },
  file: { seconds: Infinity, bytes: 128 * 2 ** 20 },
}

/** What may wait while a show without a clock is held up for it. */
export const roomBytes = 4 * 2 ** 20

/** Time that a sender has to write its trailer or say goodbye, once the last packet is in. */
export const closeMs = 8000

/** What may wait for a target. */
export function limitsOf({ kind }: Target): QueueLimits {
  return kind === 'file' ? limits.file : limits.live
}

/** What may wait in a sender, where nothing can be left out any more: three quarters of a second of the stream, within bounds. */
export function senderBytes(kbps: number | null): number {
  return kbps === null ? 256 * 1024 : Math.min(2 ** 20, Math.max(32 * 1024, kbps * 0.75 * 125))
}

/**
 * When a sender that has ended is started again. A second muxer would write over the file that the first one left; where a
 * directory was never written, nothing will change; and a window stays closed.
 */
export function retriesOf(target: Target): 'always' | 'once-live' | 'never' {
  if (target.kind === 'preview') return 'never'
  if (target.kind === 'file') return target.segment === null ? 'never' : 'once-live'
  return target.kind === 'hls' ? 'once-live' : 'always'
}
