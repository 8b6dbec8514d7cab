/** Frames that are told: the author’s own is among the first. */
const mostFrames = 20

/**
 * What an inspector has a thread evaluate to learn where it is: an error’s stack. V8 does so on top of whatever runs there, even within a
 * regular expression, at the next turn of a loop. It takes a millisecond and holds nothing up. To pause the thread would first tell of all
 * its scripts, which takes a hundred times as long.
 */
export const stackExpression = `(() => {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = ${mostFrames}
  try {
    return String(new Error().stack)
  } finally {
    Error.stackTraceLimit = limit
  }
})()`
