/** Spectators who read all they get: arguments are the port, how many, and `room` or `bare`. Tells when all are in; then, asked, what they got. */
import { once } from 'node:events'
import { Protocol } from '@colyseus/core'
import { WebSocket } from 'ws'
import { each, takeSeat } from './seat.ts'

const [port = '', count = '', kind = ''] = process.argv.slice(2)
let messages = 0
let lost = 0

await each(Number(count), 16, async () => {
  const path = kind === 'room' ? await takeSeat(Number(port)) : '/'
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false })
  socket.on('message', () => (messages += 1))
  socket.on('close', () => (lost += 1))
  socket.on('error', () => {})
  // The room says so when it is ready to hear that the seat is taken.
  await once(socket, kind === 'room' ? 'message' : 'open')
  if (kind !== 'room') return
  socket.send(Uint8Array.of(Protocol.JOIN_ROOM))
})
process.on('message', () => {
  process.send?.({ messages, lost })
  messages = 0
})
process.on('disconnect', () => process.exit(0))
process.send?.('in')
