import type { Option } from './options.ts'
import type { Voter } from './roll.ts'

/**
 * Voters as columns and not as objects: of a crowd they are nearly all that a snapshot has, and this way the thread of the game is done
 * with them in a fifth of the time.
 */
export interface VotersMemory {
  readonly userIds: readonly string[]
  readonly messageIds: readonly (string | null)[]
  /** Of each voter five: window, the one before, weight, and which of the options and sources; no option is −1. */
  readonly numbers: Int32Array
  readonly options: readonly Option[]
  readonly sources: readonly string[]
  /** 1 for each voter whose ballot can be taken back by the id of its message. */
  readonly byMessage: Uint8Array
}

const perVoter = 5

/** @param byMessage of the open window; each leads to a voter with that very message id */
export function packVoters(voters: ReadonlyMap<string, Voter>, byMessage: ReadonlyMap<string, Voter>): VotersMemory {
  const [options, sources] = [createIndex<Option>(), createIndex<string>()]
  const numbers = new Int32Array(perVoter * voters.size)
  const marks = new Uint8Array(voters.size)
  const messageIds: (string | null)[] = []
  let at = 0
  for (const voter of voters.values()) {
    const { window, before, weight, option, source, messageId } = voter
    const column = perVoter * at
    numbers[column] = window
    numbers[column + 1] = before
    numbers[column + 2] = weight
    numbers[column + 3] = option === null ? -1 : options.of(option)
    numbers[column + 4] = sources.of(source)
    if (messageId !== null && byMessage.get(messageId) === voter) marks[at] = 1
    messageIds.push(messageId)
    at += 1
  }
  const userIds = [...voters.keys()]
  return { userIds, messageIds, numbers, options: options.all, sources: sources.all, byMessage: marks }
}

/** The same voters again, in their order, and those whose ballots can be taken back by a message. */
export function unpackVoters(memory: VotersMemory): { voters: Voter[]; byMessage: Map<string, Voter> } {
  const { userIds, messageIds, numbers, options, sources } = memory
  const byMessage = new Map<string, Voter>()
  const voters = userIds.map((userId, at): Voter => {
    const [window = 0, before = 0, weight = 0, option = -1, source = 0] = numbers.subarray(perVoter * at)
    const messageId = messageIds[at] ?? null
    const voter: Voter = {
      userId,
      window,
      before,
      weight,
      option: options[option] ?? null,
      messageId,
      source: sources[source] ?? '',
    }
    if (memory.byMessage[at] === 1 && messageId !== null) byMessage.set(messageId, voter)
    return voter
  })
  return { voters, byMessage }
}

/** Numbers for what comes again and again, from 0 on. */
function createIndex<T>(): { of(each: T): number; readonly all: readonly T[] } {
  const numbers = new Map<T, number>()
  const all: T[] = []
  return {
    of(each) {
      const known = numbers.get(each)
      if (known !== undefined) return known
      numbers.set(each, all.length)
      return all.push(each) - 1
    },
    all,
  }
}
