/**
 * How a game turns many people's commands into the few that enter a tick.
 * These are plain descriptions: `chat/votes` does the counting, so that a game never sees a ballot.
 */
export type InputSpec = DemocracySpec | AnarchySpec

export interface DemocracySpec {
  readonly mode: 'democracy'
  /** Length of one voting window, 1 to 3600 s. */
  readonly seconds: number
}

export interface AnarchySpec {
  readonly mode: 'anarchy'
}

/** Modes that `--set input=` can name. */
export const inputModes = ['democracy', 'anarchy'] as const satisfies InputSpec['mode'][]

/** Plurality over fixed windows: one ballot a viewer, the last one counts, ties are broken by the seed. */
export function democracy(options: { seconds?: number } = {}): DemocracySpec {
  const seconds = options.seconds ?? 10
  if (!(seconds >= 1 && seconds <= 3600))
    throw new RangeError(`democracy: seconds is ${seconds}, and must be 1 to 3600`)
  return { mode: 'democracy', seconds }
}

/** Every accepted command acts at once, in the order it came. */
export function anarchy(): AnarchySpec {
  return { mode: 'anarchy' }
}
