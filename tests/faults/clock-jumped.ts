import { setTimeout as sleep } from 'node:timers/promises'
import { playThrough, type Fault } from './fault.ts'

const hourMs = 3_600_000
const holdMs = 2000

/** The system's own clock is everybody's, so it is the show's view of it that jumps. */
export const clockJumped: Fault = {
  name: 'clock-jumped',
  title: 'the wall clock jumps an hour on, then two back',
  run: () =>
    playThrough({
      async inject() {
        const { now } = Date
        try {
          for (const jump of [hourMs, -hourMs]) {
            Date.now = () => now() + jump
            await sleep(holdMs)
          }
        } finally {
          Date.now = now
        }
      },
    }),
}
