import { EventEmitter } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketTransport } from '@colyseus/ws-transport'
import { createTurnstile } from './turnstile.ts'

/** Room for the longest thing that somebody may paste, so that it is answered and not cut off; beyond it is an attack. */
const maxMessageBytes = 128 * 1024

/** More than the room has seats, for those who are on their way in or out; who comes then is not answered at all. */
const maxSockets = 6000

/** Those that are kept free for moderators: however many spectators come, and whoever sends them, the panel can be reached. */
const maxOthers = 200

const roomPath = /^\/[\w-]+\/[\w-]+(\?|$)/

/** What begins like a room’s path, and is none. */
const isOurs = ({ url = '' }: IncomingMessage) => url.startsWith('/api/')

/** Takes over a connection that asks to become a WebSocket; false where it isn’t for it. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

/**
 * Colyseus's sockets on our own server, so that its router with its open CORS is never mounted. It listens at a gate, which they pass
 * one at a time.
 * @returns the open sockets, which the server's end has to wait for
 */
export function attachSockets(server: Server, takeOther: TakeUpgrade = () => false): ReadonlySet<Duplex> {
  // The room pings who is in it. Colyseus would ping everybody in one go, which with thousands holds up a tick.
  const transport = new WebSocketTransport({ noServer: true, maxPayload: maxMessageBytes, pingInterval: 0 })
  const gate = new EventEmitter()
  transport.attachToServer(gate as Server)
  const sockets = new Set<Duplex>()
  const others = new Set<Duplex>()
  const turn = createTurnstile()
  const keep = (socket: Duplex, own: Set<Duplex> | null = null) => {
    sockets.add(socket)
    own?.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      own?.delete(socket)
    })
    // Until it is let in, nobody else listens for its errors, and an error that nobody hears ends the process.
    socket.on('error', () => socket.destroy())
  }
  const letIn = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    keep(socket)
    await turn()
    if (!socket.destroyed) gate.emit('upgrade', request, socket, head)
  }
  server.on('upgrade', (request, socket, head) => {
    if (roomPath.test(request.url ?? '') && !isOurs(request)) {
      if (sockets.size - others.size >= maxSockets) socket.destroy()
      else void letIn(request, socket, head)
    } else if (others.size >= maxOthers) socket.destroy()
    else {
      keep(socket, others)
      if (!takeOther(request, socket, head)) socket.destroy()
    }
  })
  return sockets
}
