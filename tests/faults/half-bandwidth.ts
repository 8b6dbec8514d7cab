import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../helpers/arcade.ts'
import { playThrough, untilSettled, type Fault } from './fault.ts'

const narrowMs = 15_000

export const halfBandwidth: Fault = {
  name: 'half-bandwidth',
  title: `half of the bandwidth is gone, for ${narrowMs / 1000} s`,
  bounds: { samplesLost: 0 },
  run: () =>
    playThrough({
      async inject(stage) {
        const kbps = await until(() => stage.status().kbps ?? undefined)
        stage.relay.limit((kbps * 1000) / 8 / 2)
        const startMs = performance.now()
        await until(() => stage.status().isCongested)
        const toldMs = Math.round(performance.now() - startMs)
        await sleep(narrowMs - toldMs)
        stage.relay.limit(null)
        await untilSettled(stage)
        const { reconnects } = stage.status()
        return { notes: [`told on the status after ${(toldMs / 1000).toFixed(1)} s`], more: { toldMs, reconnects } }
      },
    }),
}
