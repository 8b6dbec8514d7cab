import { createAuthContext, ErrorCode, matchMaker } from '@colyseus/core'
import type { FastifyInstance } from 'fastify'
import { addressKey } from './auth/limiter.ts'
import { createTurnstile } from './turnstile.ts'
import { createUnclaimed, type UnclaimedLimits } from './unclaimed.ts'

interface Seat {
  readonly roomId: string
  readonly sessionId: string
}

/** Sentences that a page shows as they are. */
const refusals = {
  address: { code: 429, error: 'Too many are joining from your address at this moment.' },
  all: { code: 503, error: 'Too many are joining at this moment.' },
  room: { code: 503, error: 'Every seat is taken. The broadcast has room for everybody.' },
} as const

/**
 * How a spectator gets a seat. Only joining is offered: whoever asks to create a room gets a seat in ours.
 *
 * @param limits of seats that nobody has come for
 */
export function serveMatchmaking(app: FastifyInstance, limits?: UnclaimedLimits): void {
  matchMaker.controller.exposedMethods = ['join']
  const turn = createTurnstile()
  const unclaimed = createUnclaimed(isWaiting, limits)
  app.post<{ Params: { method: string; room: string } }>('/matchmake/:method/:room', async (request, reply) => {
    await turn()
    const { method, room } = request.params
    const pending = unclaimed.take(addressKey(request.ip))
    if (pending === null) {
      const refusal = unclaimed.isFull ? refusals.all : refusals.address
      return reply.code(refusal.code).header('retry-after', 1).send(refusal)
    }
    // The address comes from the socket: Colyseus's own reading of x-forwarded-for believes anybody.
    const context = createAuthContext({ headers: {}, ...(request.ip ? { remoteAddress: request.ip } : {}) })
    try {
      const name = method === 'joinOrCreate' ? 'join' : method
      const seat: Seat = await matchMaker.controller.invokeMethod(name, room, {}, context)
      pending.give(`${seat.roomId} ${seat.sessionId}`)
      return seat
    } catch (error) {
      pending.drop()
      const { code, message } = error as { code?: number; message: string }
      // A status of its own, since the client's library tells its caller nothing else of the code.
      if (code === ErrorCode.MATCHMAKE_INVALID_CRITERIA)
        return reply.code(refusals.room.code).send({ code, error: refusals.room.error })
      return reply.code(400).send({ code, error: message })
    }
  })
}

/** A seat is its room’s until somebody comes for it, or its time is over. */
function isWaiting(seat: string): boolean {
  const [roomId = '', sessionId = ''] = seat.split(' ')
  return matchMaker.getLocalRoomById(roomId)?.hasReservedSeat(sessionId) ?? false
}
