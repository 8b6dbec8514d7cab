/** What is said to people in their chat. `queued` is "4 before you", `correction` is "did you mean `left`?". */
export type ReplyKind = 'help' | 'score' | 'how' | 'result' | 'queued' | 'correction'

/** One answer, in the show's own words: raw chat never is a part of `text`. */
export interface Reply {
  readonly kind: ReplyKind
  /** The chat URL of the source that it goes to. */
  readonly source: string
  /** Login of whom it answers; null for everybody. Whatever isn't 1 to 25 letters, digits and underscores counts as null. */
  readonly to: string | null
  readonly text: string
}

interface Policy {
  /** Lower goes first, and is dropped last. */
  readonly rank: number
  /** After so long unsaid it isn't worth saying any more. */
  readonly staleMs: number
  /** After such an answer, the same question is not answered for so long: everybody has just read it. */
  readonly coolDownMs: number
  /** Only the newest of a source waits. */
  readonly newestOnly: boolean
}

/** Somebody who asked comes before news, and news before what the picture shows as well. */
export const policies: Readonly<Record<ReplyKind, Policy>> = {
  help: { rank: 0, staleMs: 10_000, coolDownMs: 10_000, newestOnly: false },
  how: { rank: 0, staleMs: 10_000, coolDownMs: 10_000, newestOnly: false },
  score: { rank: 0, staleMs: 10_000, coolDownMs: 0, newestOnly: false },
  result: { rank: 1, staleMs: 5000, coolDownMs: 0, newestOnly: true },
  queued: { rank: 2, staleMs: 3000, coolDownMs: 0, newestOnly: false },
  correction: { rank: 3, staleMs: 5000, coolDownMs: 0, newestOnly: false },
}
