/** Runs a part of a game. @returns whether it went through */
export type Guard = (run: () => void) => boolean

/**
 * A game that throws loses what it was about to do, never the show. It is told ever more seldom, after 1, 2, 4, 8 times and so on,
 * since thirty lines a second would fill a disk.
 *
 * @param what the part of the game, as the line begins with it: `step`
 */
export function createGuard(what: string, warn: (line: string) => void): Guard {
  let times = 0
  return (run) => {
    try {
      run()
      return true
    } catch (error) {
      times += 1
      if (Number.isInteger(Math.log2(times))) warn(`${what} threw (${times} times so far) ${nameOf(error)}`)
      return false
    }
  }
}

/** Anything can be thrown, even what can't be turned into text. */
function nameOf(error: unknown): string {
  if (error instanceof Error) return String(error)
  return typeof error === 'string' ? error : 'something that is no error'
}
