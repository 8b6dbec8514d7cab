import { createHash } from 'node:crypto'
import type { ArcadeState } from '../../game/index.ts'

/** How often the state is hashed into a journal, in seconds of the show. */
export const hashSeconds = 10

/**
 * A hash of the whole state, the game's and the show's, by its values. The bytes of the protocol would not do: they number its parts
 * in the order in which they came about, so that a state which was put together again from a snapshot would have others.
 */
export function stateHash(state: ArcadeState): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 32)
}
