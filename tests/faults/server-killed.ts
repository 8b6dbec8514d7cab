import { setTimeout as sleep } from 'node:timers/promises'
import { playThrough, type Fault } from './fault.ts'

const awayMs = 3000

export const serverKilled: Fault = {
  name: 'server-killed',
  title: `the server is killed, and is back after ${awayMs / 1000} s`,
  run: () =>
    playThrough({
      async inject(stage) {
        stage.killServer()
        await sleep(awayMs)
        await stage.startServer()
      },
    }),
}
