/** Our server without pictures: chat, votes, game, patches, HTTP and the room. Tells the parent its port, then answers readings. */
import { listen } from '../../server/http.ts'
import { createLog } from '../../server/log.ts'
import { createRoom } from '../../server/room.ts'
import { answerReadings, keepTicking } from './gauge.ts'
import { openBenchStage, tickRate } from './stage.ts'

const stage = await openBenchStage()
const server = await listen({
  ...{ host: '127.0.0.1', port: 0, pages: import.meta.dirname, hls: null, files: {}, api: {} },
  ...{
    isOpen: () => true,
    isReady: () => true,
    picture: () => null,
    metrics: () => Promise.reject(new Error('there are none')),
  },
})
const { room } = await createRoom({ patches: stage.patches, talk: null, log: createLog() })
const gauge = answerReadings(() => room.clients.length)
process.send?.(server.port)
keepTicking(tickRate, (_k, lateMs) => {
  const { patch } = stage.step()
  room.publish(patch)
  gauge.tick(lateMs, patch.length)
})
