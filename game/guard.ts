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
      if (Number.isInteger(Math.log2(times)))
        warn(`${what} threw (${times} times so far) ${nameOf(error)}${placeOf(error)}`)
      return false
    }
  }
}

/**
 * Where in the author's own files it was thrown, as ` at game.ts:34:29`. Modules of games from elsewhere have a version in their
 * address, as nothing else has; of a bundled game, or where the stack doesn't say, it is empty.
 */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? String(error.stack) : ''
  for (let mark = stack.indexOf('?version='); mark >= 0; mark = stack.indexOf('?version=', mark + 1)) {
    const place = /^\?version=[0-9]{1,9}(:[0-9]{1,7}:[0-9]{1,7})/.exec(stack.slice(mark, mark + 40))
    // Node may put an excerpt before the stack, whose place has no column.
    if (place !== null) return ` at ${stack.slice(stack.lastIndexOf('/', mark) + 1, mark)}${place[1]}`
  }
  return ''
}

/** Anything can be thrown, even what can't be turned into text. */
function nameOf(error: unknown): string {
  if (error instanceof Error) return String(error)
  return typeof error === 'string' ? error : 'something that is no error'
}
