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
  /** Of the democracy. */
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

/** What an author may say of a window; the rest is the default. */
export interface WindowOptions extends Partial<Omit<WindowSpec, 'length'>> {
  /** Default 10 s. */
  readonly seconds?: number
  /** Instead of seconds. */
  readonly ticks?: number
}

/** The whole of a window's settings. @throws {RangeError} that names the setting and what it may be */
function windowOf(mode: string, { seconds, ticks, ...rest }: WindowOptions): WindowSpec {
  if (seconds !== undefined && ticks !== undefined)
    throw new RangeError(`${mode}: a window has ${seconds} seconds and ${ticks} ticks, and must have one of them`)
  const window: WindowSpec = {
    length: ticks === undefined ? { seconds: seconds ?? 10 } : { ticks },
    graceSeconds: 0,
    quorum: { least: 1, share: 0.1 },
    earlyClose: true,
    weights: {},
    ...rest,
  }
  checkWindow(mode, window)
  return window
}

function checkWindow(mode: string, { length, graceSeconds, quorum, weights }: WindowSpec): void {
  if ('ticks' in length) checkWhole(mode, 'ticks', length.ticks, 1, 216_000)
  else checkRange(mode, 'seconds', length.seconds, 1, 3600)
  checkRange(mode, 'graceSeconds', graceSeconds, 0, 60)
  checkWhole(mode, 'quorum.least', quorum.least, 1, 250_000)
  checkRange(mode, 'quorum.share', quorum.share, 0, 1)
  for (const [badge, weight] of Object.entries(weights)) checkWhole(mode, `weights.${badge}`, weight, 1, 5)
}

function checkRange(mode: string, what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw new RangeError(`${mode}: ${what} is ${value}, and must be ${min} to ${max}`)
}

function checkWhole(mode: string, what: string, value: number, min: number, max: number): void {
  if (!(Number.isInteger(value) && value >= min && value <= max))
    throw new RangeError(`${mode}: ${what} is ${value}, and must be a whole number from ${min} to ${max}`)
}

export function democracy(options: WindowOptions = {}): DemocracySpec {
  return { mode: 'democracy', window: windowOf('democracy', options) }
}

export function lottery(options: WindowOptions = {}): LotterySpec {
  return { mode: 'lottery', window: windowOf('lottery', options) }
}

export function runoff(options: WindowOptions = {}): RunoffSpec {
  return { mode: 'runoff', window: windowOf('runoff', options) }
}

export function teams(options: WindowOptions & { readonly names?: readonly string[] } = {}): TeamsSpec {
  const { names = ['red', 'blue'], ...window } = options
  if (
    names.length < 2 ||
    names.length > 8 ||
    new Set(names).size < names.length ||
    !names.every((name) => /^[a-z]{1,16}$/.test(name))
  )
    throw new RangeError(`teams: names are ${names.join(', ')}, and must be two to eight different lower-case words`)
  return { mode: 'teams', names, window: windowOf('teams', window) }
}

export function slider(
  options: WindowOptions & { readonly threshold?: number; readonly startsAs?: SliderSpec['startsAs'] } = {},
): SliderSpec {
  const { threshold = 0.75, startsAs = 'anarchy', ...window } = options
  if (!(threshold > 0.5 && threshold <= 1))
    throw new RangeError(`slider: threshold is ${threshold}, and must be over 0.5 to 1`)
  return { mode: 'slider', threshold, startsAs, window: windowOf('slider', window) }
}

export function anarchy(): AnarchySpec {
  return { mode: 'anarchy' }
}

export function perPlayer(): PerPlayerSpec {
  return { mode: 'perPlayer' }
}

export function queue(options: { readonly waitSeconds?: number; readonly capacity?: number } = {}): QueueSpec {
  const { waitSeconds = 3, capacity = 500 } = options
  checkRange('queue', 'waitSeconds', waitSeconds, 0.1, 60)
  checkWhole('queue', 'capacity', capacity, 1, 10_000)
  return { mode: 'queue', waitSeconds, capacity }
}

/**
 * Another mode for the same game, as an operator chooses it: with the settings of `from` wherever the mode has such, of
 * the window above all, changed by `window`. A mode without windows takes no notice of it.
 *
 * @example inputFor('lottery', democracy({ seconds: 20 })) // lottery({ seconds: 20 })
 * @throws {RangeError} where `window` is out of range
 */
export function inputFor(mode: InputSpec['mode'], from: InputSpec, window: WindowOptions = {}): InputSpec {
  const options = { ...('window' in from ? optionsOf(from.window, window) : {}), ...window }
  switch (mode) {
    case 'democracy':
      return democracy(options)
    case 'lottery':
      return lottery(options)
    case 'runoff':
      return runoff(options)
    case 'teams':
      return teams(from.mode === 'teams' ? { ...options, names: from.names } : options)
    case 'slider':
      return slider(
        from.mode === 'slider' ? { ...options, threshold: from.threshold, startsAs: from.startsAs } : options,
      )
    case 'queue':
      return from.mode === 'queue' ? from : queue()
    case 'anarchy':
      return anarchy()
    case 'perPlayer':
      return perPlayer()
  }
}

/** A window's settings as its author could have given them; without the length, where `by` gives another. */
function optionsOf({ length, ...rest }: WindowSpec, by: WindowOptions): WindowOptions {
  return by.seconds === undefined && by.ticks === undefined ? { ...rest, ...length } : rest
}
