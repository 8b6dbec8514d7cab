import type { ApiParts } from './api.ts'

/** What came of turning outputs on or off. */
export interface Turned {
  /** The words of those that are so now. */
  readonly words: readonly string[]
  /** Why one isn’t; null where all are, or are gone. */
  readonly failure: Error | null
}

/**
 * Turns outputs on or off, all at once: one that is slow to say goodbye, or can’t be had, is no reason for others to stay as they are.
 *
 * @param words by which the broadcast knows them; one that knows none any more is passed over
 */
export async function turnAll(
  { broadcast }: Pick<ApiParts, 'broadcast'>,
  words: readonly string[],
  isOn: boolean,
): Promise<Turned> {
  const known = words.flatMap((word) => {
    const id = broadcast.idOf(word)
    return id === null ? [] : [{ word, id }]
  })
  const outcomes = await Promise.allSettled(known.map(async ({ id }) => await broadcast.turn(id, isOn)))
  const failures = outcomes.flatMap((outcome, at) =>
    // One that somebody has removed meanwhile is off the air as well.
    outcome.status === 'rejected' && broadcast.idOf(known[at]?.word ?? '') !== null ? [outcome.reason as Error] : [],
  )
  return {
    words: known.filter((_, at) => outcomes[at]?.status === 'fulfilled').map(({ word }) => word),
    failure: failures[0] ?? null,
  }
}
