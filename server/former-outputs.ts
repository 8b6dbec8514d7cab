import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Target } from '../render/index.ts'
import { createKeptBriefly } from './kept-briefly.ts'
import { isTaken, type PlannedOutput } from './outputs.ts'

/** A slip is noticed soon, and a key isn’t kept for longer than it is of use. */
export const keptOutputs = { most: 8, ms: 3_600_000 } as const

/** What an output was before it was changed, and what it is since. */
export interface OutputChange {
  /** The word of the output. */
  readonly of: string
  readonly was: PlannedOutput
  readonly is: PlannedOutput
}

/** What outputs were before they were changed, in memory alone. */
export interface FormerOutputs {
  /** @returns a word by which it comes back; null for a file, which would be written over */
  keep(change: OutputChange): string | null
  /**
   * Why an output can’t be again what it was.
   * @param now the output as it is, by its word; null for one that is gone
   * @param others where others go than the one of this id
   */
  whyNot(
    former: string,
    now: (word: string) => PlannedOutput | null,
    others: (id: string) => readonly Target[],
  ): string | null
  /** For one alone: whoever asks again gets null. */
  take(former: string): OutputChange | null
  giveBack(former: string, change: OutputChange): void
}

export const placeTaken = 'another output has taken its place since'

export function createFormerOutputs(): FormerOutputs {
  const kept = createKeptBriefly<OutputChange>(keptOutputs)
  return {
    keep(change) {
      if (isEnded(change.was.target)) return null
      const former = randomUUID()
      kept.keep(former, change)
      return former
    },
    whyNot(former, now, others) {
      const change = kept.look(former)
      if (change === null) return 'what it was isn’t kept any more'
      const output = now(change.of)
      if (output === null) return 'that output is gone by now'
      const { id } = output.target
      if (!isDeepStrictEqual(withId(change.is, id), output)) return 'it has been changed again since'
      return isTaken(change.was.target, others(id)) ? placeTaken : null
    },
    take: (former) => kept.take(former),
    giveBack: (former, change) => kept.giveBack(former, change),
  }
}

/** Of a file: begun again it would be written over. */
export const isEnded = (target: Target) => target.kind === 'file' && target.segment === null

/** An id may be another one’s by the time that an output comes back. */
export const withId = (output: PlannedOutput, id: string) => ({ ...output, target: { ...output.target, id } })
