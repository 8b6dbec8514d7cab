/** Counts what was sent and what waits at the other end, and holds up whoever would send beyond a bound. */
export interface Gate {
  /** What was sent and has not left. */
  readonly wait: number
  add(count: number): void
  /** Learns how much has come there in all, and how much of it waits. */
  tell(came: number, wait: number): void
  /** Resolves when less waits than the bound, or the gate stays open. */
  room(): Promise<void>
  /** Nobody is held up any more. */
  open(): void
}

export function createGate(bound: number): Gate {
  let sent = 0
  let came = 0
  let there = 0
  let isOpen = false
  let changed = Promise.withResolvers<void>()
  const wait = () => (isOpen ? 0 : sent - came + there)
  const wake = () => {
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }
  return {
    get wait() {
      return wait()
    },
    add(count) {
      sent += count
    },
    tell(nowCame, nowThere) {
      came = nowCame
      there = nowThere
      wake()
    },
    async room() {
      while (wait() >= bound) await changed.promise
    },
    open() {
      isOpen = true
      wake()
    },
  }
}
