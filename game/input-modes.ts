import type {
  AnarchySpec,
  DemocracySpec,
  InputSpec,
  LotterySpec,
  PerPlayerSpec,
  QueueSpec,
  RunoffSpec,
  SliderSpec,
  TeamsSpec,
  WindowSpec,
} from './input.ts'

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

/** A vote after the other, and the most ballots win; a tie is drawn by lot. @throws {RangeError} */
export function democracy(options: WindowOptions = {}): DemocracySpec {
  return { mode: 'democracy', window: windowOf('democracy', options) }
}

/** One ballot of each window is drawn, so that a tenth of the viewers has its way a tenth of the time. @throws {RangeError} */
export function lottery(options: WindowOptions = {}): LotterySpec {
  return { mode: 'lottery', window: windowOf('lottery', options) }
}

/** Who has most of all ballots wins; where nobody has, the two leaders meet in a second window. @throws {RangeError} */
export function runoff(options: WindowOptions = {}): RunoffSpec {
  return { mode: 'runoff', window: windowOf('runoff', options) }
}

/** Each team votes for itself; two to eight names of single lower-case words, `red` and `blue` without them. @throws {RangeError} */
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

/** Viewers vote anarchy against democracy while they play. `threshold` is the share, over 0.5 to 1, that switches: 0.75 without it. @throws {RangeError} */
export function slider(
  options: WindowOptions & { readonly threshold?: number; readonly startsAs?: SliderSpec['startsAs'] } = {},
): SliderSpec {
  const { threshold = 0.75, startsAs = 'anarchy', ...window } = options
  if (!(threshold > 0.5 && threshold <= 1))
    throw new RangeError(`slider: threshold is ${threshold}, and must be over 0.5 to 1`)
  return { mode: 'slider', threshold, startsAs, window: windowOf('slider', window) }
}

/** Every command acts at once, in the order in which they come. */
export function anarchy(): AnarchySpec {
  return { mode: 'anarchy' }
}

/** Everybody plays for themselves: `decision.player` says who, and the last command of each in a tick acts. */
export function perPlayer(): PerPlayerSpec {
  return { mode: 'perPlayer' }
}

/** Commands wait in line, `waitSeconds` (0.1 to 60; 3 without it) on the average; `capacity` (1 to 10,000; 500) may wait. @throws {RangeError} */
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
 * @param names of the teams, where `from` has none
 * @example inputFor('lottery', democracy({ seconds: 20 })) // lottery({ seconds: 20 })
 * @throws {RangeError} where `window` is out of range
 */
export function inputFor(
  mode: InputSpec['mode'],
  from: InputSpec,
  window: WindowOptions = {},
  names?: readonly string[],
): InputSpec {
  const options = { ...('window' in from ? optionsOf(from.window, window) : {}), ...window }
  switch (mode) {
    case 'democracy':
      return democracy(options)
    case 'lottery':
      return lottery(options)
    case 'runoff':
      return runoff(options)
    case 'teams':
      return teams({ ...options, ...teamNames(from, names) })
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

function teamNames(from: InputSpec, names: readonly string[] | undefined): { names?: readonly string[] } {
  if (from.mode === 'teams') return { names: from.names }
  return names === undefined ? {} : { names }
}

/** A window's settings as its author could have given them; without the length, where `by` gives another. */
function optionsOf({ length, ...rest }: WindowSpec, by: WindowOptions): WindowOptions {
  return by.seconds === undefined && by.ticks === undefined ? { ...rest, ...length } : rest
}
