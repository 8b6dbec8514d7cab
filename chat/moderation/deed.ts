import type { InputSpec } from '../../game/index.ts'
import type { PollSpec } from '../votes/poll.ts'

/** What somebody who runs the show does to its chat and its vote. Plain data, since all of it is recorded. */
export type Deed =
  /** Out of the game, not off the platform: for so many seconds, or for good. What they have on the ballot goes. */
  | { readonly act: 'ban'; readonly userId: string; readonly name: string; readonly seconds: number | null }
  | { readonly act: 'lift'; readonly userId: string }
  /** As though the platform had told that this message was deleted. */
  | { readonly act: 'delete'; readonly source: string; readonly messageId: string }
  /** Takes back what somebody has on the ballot and in line; they may give it again. */
  | { readonly act: 'withdraw'; readonly userId: string }
  /** Whole lists, in place of those that were; what isn't named stays. */
  | { readonly act: 'filter'; readonly blocked?: readonly string[]; readonly ignore?: readonly string[] }
  /** Null is every source. */
  | { readonly act: 'mute'; readonly source: string | null; readonly isMuted: boolean }
  | { readonly act: 'veto'; readonly label: string; readonly isVetoed: boolean }
  | { readonly act: 'extend'; readonly seconds: number }
  /** The open window ends with the next tick: decided as it stands, or undecided. */
  | { readonly act: 'close'; readonly how: 'decided' | 'undecided' }
  /** A command as it would be typed. */
  | { readonly act: 'force'; readonly text: string; readonly team: string | null }
  /** Null ends the poll that runs, without a result. */
  | { readonly act: 'poll'; readonly poll: PollSpec | null }
  | { readonly act: 'input'; readonly input: InputSpec }

/** Where the lists and numbers of deeds end. */
export const deedBounds = {
  banSeconds: 31_536_000,
  bans: 10_000,
  terms: 1000,
  termUnits: 100,
  mutedSources: 100,
  extendSeconds: 3600,
  forceUnits: 500,
  forced: 64,
  question: 80,
  option: 30,
  options: [2, 8],
  pollSeconds: [5, 3600],
} as const

/** Why something can't be done, as a sentence for whoever asked for it. */
export interface DeedRefusal {
  readonly code: 'no-vote' | 'no-option' | 'not-a-command' | 'no-poll' | 'bad-value' | 'busy'
  readonly sentence: string
}
