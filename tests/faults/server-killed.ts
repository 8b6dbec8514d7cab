import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault } from './fault.ts'

const awayMs = 3000

export const serverKilled: Fault = {
  name: 'server-killed',
  title: `the server is killed, and is back after ${awayMs / 1000} s`,
  bounds: { retriedMs: 500 },
  run: () =>
    playThrough({
      async inject(stage) {
        const { connectedAtMs } = stage.relay
        const [before, startMs] = [connectedAtMs.length, performance.now()]
        stage.killServer()
        await sleep(awayMs)
        await stage.startServer()
        await until(() => connectedAtMs.length > before)
        const retriedMs = Math.round((connectedAtMs[before] as number) - startMs)
        return { notes: [`first retry after ${retriedMs} ms`], more: { retriedMs } }
      },
    }),
}
