/** Snapshots that could not be gone on from, put together by what is wrong with them: often it is the same with all. */
export interface PassedOver {
  readonly add: (tick: number, why: string) => void
  /** Tells each reason once. */
  tell(warn: (line: string) => void): void
}

/** @param session its id */
export function createPassedOver(session: string): PassedOver {
  const ticks = new Map<string, number[]>()
  return {
    add: (tick, why) => void ticks.set(why, [...(ticks.get(why) ?? []), tick]),
    tell(warn) {
      for (const [why, of] of ticks) {
        const what = of.length === 1 ? `the snapshot of tick ${of[0]}` : `the snapshots of ticks ${of.join(', ')}`
        warn(`${what} of the session ${session} ${of.length === 1 ? 'is' : 'are'} passed over: ${why}`)
      }
    },
  }
}
