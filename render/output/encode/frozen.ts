import { readFileSync } from 'node:fs'

/** How often a child that owes something is looked at, and how long it may owe it without a sign of life, in ms. */
const lookMs = 100
const patienceMs = 400

/** Without the account of the system (outside Linux) silence alone has to do, and may be that of a machine that is busy. */
const blindPatienceMs = 2000

export interface FrozenWatch {
  /** It has just given something. */
  heard(): void
  stop(): void
}

/**
 * Watches a child that should be at work: `frozen` is called once when it owes something, gives nothing, and uses no time of
 * a processor either, as a stopped or hung one does, and one that is only slow does not.
 */
export function watchFrozen(pid: number, owes: () => boolean, frozen: () => void): FrozenWatch {
  let silentSince = performance.now()
  let used = cpuTicks(pid)
  const timer = setInterval(() => {
    const now = performance.now()
    const usedNow = cpuTicks(pid)
    const isAtWork = usedNow !== null && usedNow !== used
    used = usedNow
    // This very thread may have stood still: then all of the time since was no silence of the child's.
    if (!owes() || isAtWork || now - lookedAt > 3 * lookMs) silentSince = now
    lookedAt = now
    if (now - silentSince < (usedNow === null ? blindPatienceMs : patienceMs)) return
    clearInterval(timer)
    frozen()
  }, lookMs)
  let lookedAt = performance.now()
  return {
    heard() {
      silentSince = performance.now()
    },
    stop: () => clearInterval(timer),
  }
}

/** Time on a processor in the system's ticks; null where it can't be told. */
function cpuTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name before may hold anything, also a parenthesis. User and system time are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return null
  }
}
