import type { Debugger } from 'node:inspector'

/** Frames that are told: the author’s own is among the first. */
const mostFrames = 20

/**
 * The frames of a thread that was stopped, as an error’s stack has them.
 *
 * @param urls of scripts by their numbers, which is all that a frame knows
 */
export function stackOf(frames: readonly Debugger.CallFrame[], urls: ReadonlyMap<string, string>): string {
  return frames
    .slice(0, mostFrames)
    .map(({ location: { scriptId, lineNumber, columnNumber = 0 } }) => {
      return `at ${urls.get(scriptId)}:${lineNumber + 1}:${columnNumber + 1}`
    })
    .join('\n')
}
