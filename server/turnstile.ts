import { setImmediate as turn } from 'node:timers/promises'

/**
 * Lets callers through one at a time, each in a turn of the event loop of its own. A thousand spectators who come at once would
 * otherwise be let in within one turn, and the ticks that fall due meanwhile would be late.
 *
 * @returns settles when it is the caller's turn; what the caller then does at once happens in it
 */
export function createTurnstile(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => (last = last.then(() => turn()))
}
