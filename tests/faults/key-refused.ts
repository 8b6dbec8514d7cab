import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault, type FaultReport } from './fault.ts'

const refusedMs = 4000

export const keyRefused: Fault = {
  name: 'key-refused',
  title: `the connection is reset, and the key is refused for ${refusedMs / 1000} s`,
  bounds: { retriedMs: 500 },
  run,
}

async function run(): Promise<FaultReport> {
  let [isRefused, refusals] = [false, 0]
  await using stack = new AsyncDisposableStack()
  // nginx asks here before it lets anybody publish.
  const door = createServer((request, response) => {
    request.resume()
    if (isRefused) refusals += 1
    response.writeHead(isRefused ? 403 : 200).end()
  }).listen(0, '127.0.0.1')
  stack.defer(() => void door.close())
  await once(door, 'listening')
  const { port } = door.address() as AddressInfo
  return await playThrough({
    directives: `on_publish http://127.0.0.1:${port}/;`,
    async inject({ relay, status }) {
      isRefused = true
      const [before, startMs] = [relay.connectedAtMs.length, performance.now()]
      relay.reset()
      await until(() => refusals > 0)
      const retriedMs = Math.round((relay.connectedAtMs[before] as number) - startMs)
      const { problem } = status()
      await sleep(refusedMs)
      isRefused = false
      return { notes: [`refused ${refusals} times (${problem || 'no reason'})`], more: { refusals, retriedMs } }
    },
  })
}
