import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketTransport } from '@colyseus/ws-transport'

/** Room for the longest thing that somebody may paste, so that it is answered and not cut off; beyond it is an attack. */
const maxMessageBytes = 128 * 1024

const roomPath = /^\/[\w-]+\/[\w-]+(\?|$)/

/**
 * Colyseus's sockets on our own server, so that its router with its open CORS is never mounted.
 * Called when the server listens: the transport's timer ends with the server's `close`, which comes only then.
 * @returns the open sockets, which the server's end has to wait for
 */
export function attachSockets(server: Server): ReadonlySet<Duplex> {
  const transport = new WebSocketTransport({ noServer: true, maxPayload: maxMessageBytes })
  const sockets = new Set<Duplex>()
  const isRoom = (url: string | undefined) => roomPath.test(url ?? '')
  transport.attachToServer(server, { filter: (request) => isRoom(request.url) })
  server.on('upgrade', (request, socket) => {
    if (!isRoom(request.url)) return socket.destroy()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}
