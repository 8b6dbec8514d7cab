/**
 * How a game turns many people's commands into the few that enter a tick.
 * These are plain descriptions: `chat/votes` does the counting, so that a game never sees a ballot.
 */
export type InputSpec =
  | AnarchySpec
  | PerPlayerSpec
  | QueueSpec
  | DemocracySpec
  | LotterySpec
  | RunoffSpec
  | TeamsSpec
  | SliderSpec

/** Modes that `--set input=` can name, in the order in which help shows them. */
export const inputModes = [
  'democracy',
  'anarchy',
  'queue',
  'lottery',
  'runoff',
  'slider',
  'teams',
  'perPlayer',
] as const satisfies InputSpec['mode'][]

/** One voting window after another: one ballot a viewer, changeable until the close. */
export interface WindowSpec {
  /** Length of a window: 1 to 3600 s, or 1 to 216,000 ticks for a game that counts in those. */
  readonly length: { readonly seconds: number } | { readonly ticks: number }
  /**
   * How long after "voting closed" ballots still count, 0 to 60 s: viewers of a broadcast see the close late, and a
   * ballot belongs to the window that they saw. The next window opens after it.
   */
  readonly graceSeconds: number
  /** Ballots that a decision needs: `share` (0 to 1) of the viewers who voted lately, and never fewer than `least`. */
  readonly quorum: { readonly least: number; readonly share: number }
  /** Close as soon as the leader can't be overtaken by those who voted lately and have not yet. */
  readonly earlyClose: boolean
  /** What the ballot of somebody with this badge counts, 1 to 5; the highest of several. Absent badges count 1. */
  readonly weights: Readonly<Record<string, number>>
}

/** Plurality. */
export interface DemocracySpec {
  readonly mode: 'democracy'
  readonly window: WindowSpec
}

/** One ballot of the window is drawn, so that minorities get their turn. */
export interface LotterySpec {
  readonly mode: 'lottery'
  readonly window: WindowSpec
}

/** Without a majority in the first window, its two leaders meet in a second one. */
export interface RunoffSpec {
  readonly mode: 'runoff'
  readonly window: WindowSpec
}

/** Each team has a ballot of its own in each window; a decision names its team. */
export interface TeamsSpec {
  readonly mode: 'teams'
  /** Two to eight single lower-case words. Who has not joined one is put in the smallest. */
  readonly names: readonly string[]
  readonly window: WindowSpec
}

/** Viewers vote anarchy against democracy all the time, beside playing by the one that holds. */
export interface SliderSpec {
  readonly mode: 'slider'
  /** Of the democracy. Its quorum is also that of a switch: so many mode votes, of those who played in the last five minutes. */
  readonly window: WindowSpec
  /** Share of the latest mode votes that switches to the other mode, over 0.5 to 1. */
  readonly threshold: number
  readonly startsAs: 'anarchy' | 'democracy'
}

/** Every accepted command acts at once, in the order it came. */
export interface AnarchySpec {
  readonly mode: 'anarchy'
}

/** Everybody plays for themselves: the last command of each viewer in a tick acts, with `decision.player` saying whose. */
export interface PerPlayerSpec {
  readonly mode: 'perPlayer'
}

/** Commands wait in line, and act one after another at a pace that keeps the wait near `waitSeconds`. */
export interface QueueSpec {
  readonly mode: 'queue'
  /** 0.1 to 60 s. */
  readonly waitSeconds: number
  /** Commands that may wait, 1 to 10,000; who comes when it is full is told so. */
  readonly capacity: number
}
