import { Script } from 'node:vm'
import { calls, foundStack } from './lookout.ts'

/**
 * What loops computes all the time. A process that was stopped, or got no processor, is not the game’s fault: so a call that was broken off
 * hangs where it had this share of the limit as processor time, and has been given too little time where it had less.
 */
const leastShare = 0.5

/** Something that waits for ever computes nothing: limits that one call may take in all, each attempt twice as long as the last one. */
const mostLimits = 63

/** Where the script finds what it is to run: it knows nothing but the global object. */
const key = 'chatarcadeWatched'

const script = new Script(`${key}()`)

/** What is called by a watch. */
export interface Watched {
  /** Run until it comes to its end, from its beginning, or from where it was where it keeps that itself. */
  readonly run: () => void
  /** Called after each time that it was broken off. @returns whether it can be run again @throws where nobody knows how it stands */
  readonly brokenOff?: () => boolean
  /** How far it has come: more than before shows that nothing hangs. */
  readonly progress?: () => number
}

/**
 * Calls something of which nobody knows whether it returns. V8 breaks it off by the wall clock; where it computed too little meanwhile, the
 * machine has stood still, and it is run again.
 *
 * @returns null where it has come to its end; or else where it was, as an error’s stack has it, empty where nobody looked out for that
 * @throws what it throws
 */
export function runWatched(
  { run, brokenOff = () => true, progress = () => 0 }: Watched,
  limitMs: number,
): string | null {
  let stack = ''
  let waitedMs = 0
  let timeoutMs = limitMs
  for (;;) {
    const begun = progress()
    const broken = attempt(run, timeoutMs)
    if (broken === null) return null
    stack = broken.stack ?? stack
    if (!brokenOff()) return stack
    waitedMs += timeoutMs
    if (progress() > begun) [waitedMs, timeoutMs] = [0, limitMs]
    else if (broken.computedMs >= leastShare * limitMs || waitedMs >= mostLimits * limitMs) return stack
    else timeoutMs *= 2
  }
}

/** Null where it came to its end. */
function attempt(run: () => void, timeoutMs: number): { computedMs: number; stack: string | null } | null {
  const before = process.threadCpuUsage()
  calls.enter(timeoutMs)
  Reflect.set(globalThis, key, run)
  try {
    script.runInThisContext({ timeout: timeoutMs })
    return null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    const { user, system } = process.threadCpuUsage(before)
    return { computedMs: (user + system) / 1000, stack: foundStack() }
  } finally {
    calls.leave()
    Reflect.deleteProperty(globalThis, key)
  }
}
