import { deserialize, serialize } from 'node:v8'
import type { ChatMemory } from '../../chat/index.ts'
import type { MatchMemory } from '../../game/index.ts'
import type { AlertsMemory } from '../alerts.ts'
import type { FeedMemory } from '../feed.ts'
import type { Condition } from '../show-state.ts'
import type { TellerMemory } from '../tell.ts'

/** All that the next tick hangs on, besides the plan and what comes in. */
export interface StageMemory {
  readonly match: MatchMemory
  readonly chat: ChatMemory
  readonly feed: FeedMemory
  readonly alerts: AlertsMemory
  readonly teller: TellerMemory
  readonly condition: Condition
  /** The game has been stopped for good. */
  readonly isStopped: boolean
}

/**
 * The whole memory at once, since its parts share objects: the option that a voter chose is the one on the ballot.
 *
 * @throws where a game or a command holds something that is no data, such as a function
 */
export function memoryBytes(memory: StageMemory): Uint8Array {
  return serialize(memory)
}

/** @param bytes that `memoryBytes` gave to the same version of the program; whoever keeps them checks both */
export function memoryOf(bytes: Uint8Array): StageMemory {
  return deserialize(bytes) as StageMemory
}
