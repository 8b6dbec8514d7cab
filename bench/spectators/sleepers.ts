/** Sockets that join and then never read a byte: arguments are the port and how many. Tells how many got a seat. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Protocol } from '@colyseus/core'
import { each, takeSeat } from './seat.ts'

const [port = '', count = ''] = process.argv.slice(2)
/** Kept, or they would be collected and closed. */
const sockets = new Set<unknown>()
let seated = 0

await each(Number(count), 32, async () => {
  const path = await takeSeat(Number(port))
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  sockets.add(socket)
  await once(socket, 'connect')
  socket.pause()
  socket.write(
    `GET ${path ?? '/full/room'} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  if (path === null) return
  seated += 1
  // Without reading it can't know when it is in; what it says too soon is not heard.
  await sleep(50)
  // One frame, masked with zeros: the byte with which Colyseus's client confirms that it has joined.
  socket.write(Uint8Array.of(0x82, 0x81, 0, 0, 0, 0, Protocol.JOIN_ROOM))
})
process.on('disconnect', () => process.exit(0))
process.send?.(seated)
