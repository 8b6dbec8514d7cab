import { setTimeout as sleep } from 'node:timers/promises'
import { playThrough, type Fault } from './fault.ts'
import { watchWallClock } from './wall-clock.ts'

const hourMs = 3_600_000
const holdMs = 2000

/**
 * The system's own clock is everybody's, so it is `Date` that jumps, in the process that holds the output. Whoever in it
 * asks for the time is counted, so the row fails as soon as the output comes to depend on that clock. ffmpeg's and the
 * server's own view stays as it is.
 */
export const clockJumped: Fault = {
  name: 'clock-jumped',
  title: 'the wall clock jumps an hour on, then two back',
  bounds: { framesLost: 15, samplesLost: 0, clockReadings: 0 },
  run: () =>
    playThrough({
      async inject() {
        using clock = watchWallClock()
        for (const jump of [hourMs, -hourMs]) {
          clock.jump(jump)
          await sleep(holdMs)
        }
        const clockReadings = clock.readings
        return { notes: [`the output asked that clock ${clockReadings} times`], more: { clockReadings } }
      },
    }),
}
