import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault } from './fault.ts'

/** How long it reads nothing, for the table; the quick form lets it read again as soon as the first retry has come. */
const stallMs = 8000

export const serverStalled: Fault = {
  name: 'server-stalled',
  title: `the server accepts and doesn’t read, for ${stallMs / 1000} s`,
  bounds: { noticedMs: 3000, retriedMs: 500 },
  run: (isQuick) =>
    playThrough({
      async inject({ relay, status }) {
        const [before, startMs] = [relay.connectedAtMs.length, performance.now()]
        relay.stall(true)
        await until(() => status().state === 'recovering')
        const noticedMs = Math.round(performance.now() - startMs)
        await until(() => relay.connectedAtMs.length > before)
        const retriedMs = Math.round((relay.connectedAtMs[before] as number) - startMs) - noticedMs
        if (!isQuick) await sleep(stallMs - (performance.now() - startMs))
        relay.stall(false)
        const notes = [`noticed after ${(noticedMs / 1000).toFixed(1)} s, first retry ${retriedMs} ms later`]
        return { notes, more: { noticedMs, retriedMs } }
      },
    }),
}
