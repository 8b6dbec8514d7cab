import { createSpread, type Spread } from '../../server/spread.ts'

/** What a server used between two questions. */
export interface Reading {
  /** CPU of the whole process as a share of a core. */
  readonly cores: number
  readonly latenessMs: Spread
  readonly mostMb: number
  readonly bytesATick: number
  readonly clients: number
}

/** Answers each message of the parent with what was used since the one before, and ends when the parent goes. */
export function answerReadings(clients: () => number): { tick(lateMs: number, bytes: number): void } {
  let since = begin()
  process.on('message', () => {
    const { user, system } = process.cpuUsage(since.cpu)
    const reading: Reading = {
      cores: (user + system) / 1000 / (performance.now() - since.startMs),
      latenessMs: since.late.spread,
      mostMb: since.mostMb,
      bytesATick: since.bytes / Math.max(1, since.ticks),
      clients: clients(),
    }
    process.send?.(reading)
    since = begin()
  })
  process.on('disconnect', () => process.exit(0))
  return {
    tick(lateMs, bytes) {
      since.late.add(lateMs)
      since.bytes += bytes
      since.ticks += 1
      since.mostMb = Math.max(since.mostMb, process.memoryUsage.rss() / 1e6)
    },
  }
}

const begin = () => ({
  ...{ cpu: process.cpuUsage(), startMs: performance.now(), late: createSpread(100_000) },
  ...{ mostMb: 0, bytes: 0, ticks: 0 },
})

/** Calls `tick` when it is due, with how late it is, until the process ends. */
export function keepTicking(tickRate: number, tick: (k: number, lateMs: number) => void): void {
  const startMs = performance.now()
  const wait = (k: number): void => {
    const dueMs = startMs + (k * 1000) / tickRate
    setTimeout(
      () => {
        tick(k, Math.max(0, performance.now() - dueMs))
        wait(k + 1)
      },
      Math.max(0, dueMs - performance.now()),
    )
  }
  wait(1)
}
