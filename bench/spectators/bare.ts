/** Nothing but `ws`, as anybody would use it, sending the patches of the same show, which were made before. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { answerReadings, keepTicking } from './gauge.ts'
import { openBenchStage, tickRate } from './stage.ts'

const minutes = 2
const patches: Uint8Array[] = []
{
  await using stage = await openBenchStage()
  for (let k = 0; k < minutes * 60 * tickRate; k++) patches.push(stage.step().patch)
}
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
await once(server, 'listening')
const gauge = answerReadings(() => server.clients.size)
process.send?.((server.address() as AddressInfo).port)
keepTicking(tickRate, (k, lateMs) => {
  const patch = patches[(k - 1) % patches.length] as Uint8Array
  for (const client of server.clients) client.send(patch)
  gauge.tick(lateMs, patch.length)
})
