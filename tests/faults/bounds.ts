import type { FaultReport } from './fault.ts'

/** What a fault may cost at most; what is left out may cost anything. */
export interface Bounds {
  readonly framesLost?: number
  readonly samplesLost?: number
  /** From the fault until it was noticed. */
  readonly noticedMs?: number
  /** From when it was noticed until the first attempt to come back. */
  readonly retriedMs?: number
  /** How often the wall clock was asked for the time. */
  readonly clockReadings?: number
}

const told: Readonly<Record<keyof Bounds, string>> = {
  framesLost: 'frames lost',
  samplesLost: 'samples lost',
  noticedMs: 'ms until it was noticed',
  retriedMs: 'ms until the first retry',
  clockReadings: 'readings of the wall clock',
}

/** A sentence for each bound that a report breaks. A number that was never measured breaks its bound too. */
export function broken(bounds: Bounds, report: Pick<FaultReport, 'framesLost' | 'samplesLost' | 'more'>): string[] {
  const { framesLost, samplesLost, more } = report
  const found: Readonly<Record<string, number>> = { ...more, framesLost, samplesLost }
  return (Object.keys(told) as (keyof Bounds)[]).flatMap((name) => {
    const [most, value] = [bounds[name], found[name] ?? Number.NaN]
    return most === undefined || value <= most ? [] : [`${value} ${told[name]}, at most ${most} allowed`]
  })
}
