import { ServerResponse, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A connection that asks to become a WebSocket. */
export interface Upgrade {
  readonly socket: Duplex
  readonly head: Buffer
}

/** How long it may take to find out who asks, and to read the refusal. */
const patienceMs = 10_000

/** Connections that nobody has recognised yet; further ones are closed unanswered. */
const maxUnknown = 50

/** Brings upgrades to the routes, which guard them like any other request: one rule tells who asks, and by which proxy. */
export interface Upgrades {
  /** Lets a route decide. Whatever it refuses is answered and then destroyed. @returns false where too many are undecided */
  route(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** The connection of a request that a route has let in, which from now on looks after it; null where it is no upgrade. */
  take(request: FastifyRequest): Upgrade | null
}

export function createUpgrades(app: FastifyInstance): Upgrades {
  const undecided = new Map<IncomingMessage, Upgrade & { readonly decided: () => void }>()
  return {
    route(request, socket, head) {
      if (undecided.size >= maxUnknown) return false
      const response = new ServerResponse(request)
      // Of our own server, which listens on TCP.
      const asked = socket as Socket
      // Its peer may never close its own side, and a socket that was only ended would then be kept for ever.
      const end = () => socket.destroy()
      const late = setTimeout(end, patienceMs)
      const decided = () => {
        if (!undecided.delete(request)) return
        clearTimeout(late)
        response.detachSocket(asked)
      }
      undecided.set(request, { socket, head, decided })
      socket.once('close', decided)
      response.once('finish', end)
      response.shouldKeepAlive = false
      response.assignSocket(asked)
      app.routing(request, response)
      return true
    },
    take({ raw }) {
      const upgrade = undecided.get(raw)
      if (upgrade === undefined) return null
      upgrade.decided()
      return upgrade
    },
  }
}
