import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { playThrough, type Fault } from './fault.ts'

const starvedMs = 5000

/** Loops for each core. */
const share = 3

export const cpuStarved: Fault = {
  name: 'cpu-starved',
  title: `${share} busy loops on each core, for ${starvedMs / 1000} s`,
  bounds: { samplesLost: 0 },
  run: () =>
    playThrough({
      async inject({ status }) {
        const loops = Array.from({ length: share * os.availableParallelism() }, () =>
          spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
        )
        try {
          await sleep(starvedMs)
        } finally {
          await Promise.all(
            loops.map((loop) => {
              const closed = once(loop, 'close')
              loop.kill('SIGKILL')
              return closed
            }),
          )
        }
        const { replaced, reconnects } = status()
        return {
          notes: [
            replaced + reconnects === 0 ? 'no false alarm' : `${replaced} encoders replaced, ${reconnects} reconnects`,
          ],
          more: { replaced, reconnects },
        }
      },
    }),
}
