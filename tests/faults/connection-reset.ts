import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault } from './fault.ts'

export const connectionReset: Fault = {
  name: 'connection-reset',
  title: 'the connection is reset',
  bounds: { samplesLost: 0, retriedMs: 500 },
  run: () =>
    playThrough({
      async inject({ relay, status }) {
        const [before, startMs] = [relay.connectedAtMs.length, performance.now()]
        relay.reset()
        await until(() => relay.connectedAtMs.length > before)
        const retriedMs = Math.round((relay.connectedAtMs[before] as number) - startMs)
        await until(() => status().reconnects === 1)
        return { notes: [`first retry after ${retriedMs} ms`], more: { retriedMs } }
      },
    }),
}
