import type { FastifyRequest } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Auth } from '../auth/auth.ts'
import { knownOf, socketGuard } from '../auth/guard.ts'
import type { Upgrades } from '../auth/upgrade.ts'
import type { ApiParts, ZodApp } from './api.ts'
import type { Live } from './live.ts'

/** What a panel sends is nothing but that it is still there. */
const maxPayload = 1024

export const livePath = '/api/live'

interface LiveDoor extends Pick<ApiParts, 'show'> {
  readonly live: Live
  readonly auth: Pick<Auth, 'stillIs'>
  readonly upgrades: Upgrades
}

/**
 * Where panels get onto their line.
 * @returns how to stop taking them
 */
export function serveLive(app: ZodApp, { live, auth, upgrades, show }: LiveDoor): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload })
  const welcome = (line: WebSocket, request: FastifyRequest) => {
    // An error that nobody hears ends the process; the close that follows it is enough.
    line.on('error', () => {})
    const who = knownOf(request)
    if (!live.open(line, who, () => auth.stillIs(who))) line.close(1013)
  }
  app.get(livePath, { ...socketGuard('chat.read'), schema: { hide: true } }, (request, reply) => {
    // A line that opened before the show is there would stand, and tell nothing.
    show()
    const upgrade = upgrades.take(request)
    if (upgrade === null) return reply.code(426).send({ code: 'bad-request', error: 'this is for WebSockets alone' })
    reply.hijack()
    sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (line) => welcome(line, request))
    return reply
  })
  return () => sockets.close()
}
