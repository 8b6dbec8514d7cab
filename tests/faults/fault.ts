import { until } from '../helpers/arcade.ts'
import type { Bounds } from './bounds.ts'
import { measure, type Measured } from './measure.ts'
import { samplesLost } from './sound.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

/** One thing that goes wrong, and how it is brought about. */
export interface Fault {
  readonly name: string
  /** What happens, as a row of the table begins. */
  readonly title: string
  /** What it may cost at most. */
  readonly bounds: Bounds
  /** Why it can't be tried on this machine; null where it can. */
  unable?(): string | null
  /** Plays it through. `isQuick` leaves out what only makes it longer. */
  run(isQuick: boolean): Promise<FaultReport>
}

export interface FaultReport extends Measured {
  /** Samples that the server never got, in whole packets of AAC. */
  readonly samplesLost: number
  /** What is worth telling besides. */
  readonly notes: readonly string[]
  /** Numbers of this fault alone, in ms or as they are named. */
  readonly more: Readonly<Record<string, number>>
}

export interface Injection extends Omit<StageOptions, 'size'> {
  readonly size?: StageOptions['size']
  /** Makes the fault and ends it. @returns what is worth telling besides */
  readonly inject: (
    stage: Stage,
  ) => Promise<{ readonly notes?: readonly string[]; readonly more?: Record<string, number> } | void>
}

/** Small enough that encoder, server and player leave a small machine its air; 800 kbit/s of video. */
const usualSize = { width: 640, height: 360 }

/** Frames that must be seen in a row before a picture counts as running again. */
const settledFrames = 45

/** Longest time that a show may take to come back. */
const patienceMs = 45_000

let stopCurrent: (error: Error) => void = () => {}

/** Ends what is being played: it is taken down as at its end, and fails with this reason. */
export function interrupt(reason: string): void {
  stopCurrent(new Error(reason))
}

/** Opens a broadcast, makes the fault, waits until the picture runs again, and counts what was seen. */
export async function playThrough({ size = usualSize, inject, ...options }: Injection): Promise<FaultReport> {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  stopped.catch(() => {})
  stopCurrent = reject
  await using stage = await openStage({ size, ...options })
  const faultMs = performance.now()
  const told = await Promise.race([inject(stage), stopped])
  await Promise.race([untilSettled(stage), stopped])
  return {
    ...measure(stage.player.sessions, { startMs: stage.startMs, faultMs }),
    samplesLost: await samplesLost(stage.recordings()),
    notes: told?.notes ?? [],
    more: told?.more ?? {},
  }
}

/** Waits for a row of pictures that are no more than a second old and follow one another. */
export async function untilSettled({ player, startMs }: Stage): Promise<void> {
  await until(() => {
    const last = player.sessions.at(-1)?.slice(-settledFrames) ?? []
    const [first, newest] = [last[0]?.number, last.at(-1)?.number]
    if (last.length < settledFrames || typeof first !== 'number' || typeof newest !== 'number') return false
    const age = performance.now() - startMs - (newest * 1000) / 30
    return newest - first === settledFrames - 1 && age < 1000
  }, patienceMs)
}
