/** What tells people that something counted waits here until it can’t be lost any more. */
export interface Receipts {
  /** Sends it when what it answers is on the disk, or after two seconds: a disk that stands still is no reason to say nothing. */
  hold(send: () => void): void
  /** What is held until now is answered by what has been written with this message of the journal. */
  mark(message: number): void
  /** All messages until this one are on the disk. */
  settle(message: number): void
  /** Whether there is anything to wait for: while the disk takes nothing, all that is held is sent, and so is what comes. */
  setWaiting(isWaiting: boolean): void
}

/** More than any disk takes that still works, and a machine that is busy to its limit. */
const patienceMs = 2000

interface Batch {
  readonly message: number
  readonly sends: readonly (() => void)[]
  readonly timer: NodeJS.Timeout
}

export function createReceipts(): Receipts {
  let held: (() => void)[] = []
  let isWaiting = true
  /** In the order of their messages. What they hold is bounded by what a tick reads, times the ticks of the patience. */
  let batches: Batch[] = []
  let settled = 0
  const sendUntil = (message: number) => {
    const due = batches.filter((batch) => batch.message <= message)
    if (due.length === 0) return
    batches = batches.slice(due.length)
    for (const { sends, timer } of due) {
      clearTimeout(timer)
      for (const send of sends) send()
    }
  }
  return {
    hold(send) {
      if (isWaiting) held.push(send)
      else send()
    },
    mark(message) {
      if (held.length === 0) return
      batches.push({ message, sends: held, timer: setTimeout(() => sendUntil(message), patienceMs) })
      held = []
      // Nothing that it follows from is on its way any more: in a quiet show the disk has nothing more to tell for long.
      if (message <= settled) sendUntil(message)
    },
    settle(message) {
      settled = message
      sendUntil(message)
    },
    setWaiting(isWorthIt) {
      isWaiting = isWorthIt
      if (isWaiting) return
      sendUntil(Infinity)
      for (const send of held) send()
      held = []
    },
  }
}
