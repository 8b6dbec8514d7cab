import { readdirSync, readFileSync } from 'node:fs'

/** How often a child that owes something is looked at, in ms. */
const lookMs = 50

/** For so long nothing is thought of silence, in ms: every thread of a child is looked at after that. */
const usualMs = 100

/** How long it may owe something without a sign of life: one that the system says is stopped, and one that waits for something. */
const stoppedPatienceMs = 100
const patienceMs = 400

/** Who waits for a disk is at work for so long at most: a driver that hangs looks the same. */
const diskPatienceMs = 5000

/** Without the account of the system (outside Linux) silence alone has to do, and may be that of a machine that is busy. */
const blindPatienceMs = 2000

export interface FrozenWatch {
  /** It has just given something. */
  heard(): void
  stop(): void
}

/**
 * Watches a child that should be at work: `frozen` is called once when it owes something, gives nothing, and neither uses
 * a processor nor waits for one or for a disk, as a stopped or hung one does, and one that is only slow does not.
 */
export function watchFrozen(pid: number, owes: () => boolean, frozen: () => void, patience = patienceMs): FrozenWatch {
  let silentSince = performance.now()
  let workedAt = silentSince
  let lookedAt = silentSince
  let used = accountOf(pid)?.ticks
  const look = () => {
    const now = performance.now()
    const account = accountOf(pid)
    const hasWorked = account !== null && account.ticks !== used
    used = account?.ticks
    const states = now - silentSince > usualMs && account?.isStopped === false ? statesOfThreads(pid) : []
    const isAtWork = hasWorked || states.includes('R')
    // This very thread may have stood still: then all of the time since was no silence of the child's.
    if (!owes() || isAtWork || now - lookedAt > 300) silentSince = workedAt = now
    else if (states.includes('D') && now - workedAt < diskPatienceMs) silentSince = now
    lookedAt = now
    const waiting = account?.isStopped ? stoppedPatienceMs : patience
    if (now - silentSince < (account === null ? blindPatienceMs : waiting)) return
    clearInterval(timer)
    frozen()
  }
  const timer = setInterval(look, lookMs)
  return {
    heard() {
      silentSince = workedAt = performance.now()
    },
    stop: () => clearInterval(timer),
  }
}

interface Account {
  /** Time on a processor, in the system's ticks. */
  readonly ticks: number
  /** A signal or a debugger has stopped it. */
  readonly isStopped: boolean
}

/** From /proc/PID/stat (proc(5)); null where it can't be told. */
function accountOf(pid: number): Account | null {
  try {
    const fields = fieldsOf(`/proc/${pid}/stat`)
    const [state = ''] = fields
    return {
      ticks: Number(fields[11]) + Number(fields[12]),
      isStopped: /^[Tt]$/.test(state),
    }
  } catch {
    return null
  }
}

/**
 * What its threads are doing: `R` runs, or would if a processor were free, `D` waits for a disk or a driver. On a machine that is busy with
 * other things a child may get so little that its time on a processor, which is counted in steps of 10 ms, stands still for half a second.
 */
function statesOfThreads(pid: number): string[] {
  return threadsOf(pid).flatMap((thread) => {
    try {
      return fieldsOf(`/proc/${pid}/task/${thread}/stat`).slice(0, 1)
    } catch {
      // It has just ended.
      return []
    }
  })
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Of a file like /proc/PID/stat, from the third field on: the state comes first, user and system time twelfth and thirteenth. */
function fieldsOf(file: string): string[] {
  const stat = readFileSync(file, 'latin1')
  // The name before may hold anything, also a parenthesis.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
