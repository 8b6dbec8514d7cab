import type { Session } from './player.ts'
import { rates } from './stage.ts'

/** What a fault did to what a viewer sees. */
export interface Measured {
  /** Pictures of the show that were never seen, of those between the first and the last that were. */
  readonly framesLost: number
  /** Pictures that could not be read, and those that came after a newer one. */
  readonly damaged: number
  readonly again: number
  /** From the fault until the picture ran again for good, in ms; 0 where it never stood still. */
  readonly recoveredMs: number
  /** Longest time without a new picture, in ms. */
  readonly longestMs: number
  /** Longest time from when a picture was due until it was seen, in ms. */
  readonly latestMs: number
  /** Connections of the player that ended. */
  readonly cuts: number
}

/** A picture that stands for longer than this is seen to stand: at 30 fps one follows after 33 ms, and a busy machine is not punctual. */
const standsMs = 150

export interface Times {
  /** When frame 0 was due, and when the fault was made, on the clock of `performance.now()`. */
  readonly startMs: number
  readonly faultMs: number
}

export function measure(sessions: readonly Session[], { startMs, faultMs }: Times): Measured {
  const news: { readonly number: number; readonly atMs: number }[] = []
  let [damaged, again] = [0, 0]
  for (const { number, atMs } of sessions.flat()) {
    const newest = news.at(-1)?.number ?? -1
    if (number === null) damaged += 1
    else if (number < newest) again += 1
    else if (number > newest) news.push({ number, atMs })
  }
  const [first, last] = [news[0]?.number ?? 0, news.at(-1)?.number ?? -1]
  const gaps = news.slice(1).map(({ atMs }, i) => ({ atMs, ms: atMs - (news[i]?.atMs ?? atMs) }))
  const after = gaps.filter(({ atMs }) => atMs > faultMs)
  const stood = after.findLast(({ ms }) => ms > standsMs)
  const late = news.filter(({ atMs }) => atMs > faultMs)
  return {
    framesLost: last - first + 1 - news.length,
    damaged,
    again,
    recoveredMs: Math.round(stood === undefined ? 0 : stood.atMs - faultMs),
    longestMs: Math.round(Math.max(0, ...after.map(({ ms }) => ms))),
    latestMs: Math.round(
      Math.max(0, ...late.map(({ number, atMs }) => atMs - startMs - (number * 1000 * rates.fps.den) / rates.fps.num)),
    ),
    cuts: sessions.length - 1,
  }
}
