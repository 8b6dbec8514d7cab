import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { messageOf } from '../../chat/index.ts'
import { guard } from '../auth/guard.ts'
import { gameIds, gameOf, loadGame, ownFile } from '../games.ts'
import type { SnapshotEntry } from '../memory/snapshots.ts'
import { gameAt, momentsOf } from '../rollback.ts'
import type { RunningShow } from '../show.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { answerOf } from './answers.ts'
import { done, reason, refusal } from './done.ts'
import { refusing } from './stream.ts'
import { undoByAct } from './undo.ts'

const tags = ['game']

const moment = z.object({
  tick: z.int(),
  atMs: z.number(),
  picture: z.string().describe('Address of a small JPEG of what was to be seen'),
})

const author = z
  .object({ file: z.string(), error: z.string().nullable() })
  .nullable()
  .describe('How the game’s author fares, whose file is watched; null for a bundled game')

/** Which game is on, and what it can go back to. */
export function serveGame(app: ZodApp, parts: ApiParts): void {
  app.get(
    '/api/games',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'The games, and which one is on' },
        response: {
          200: z.object({ now: z.string(), games: z.array(z.object({ id: z.string(), title: z.string() })), author }),
        },
      },
    },
    async () => ({
      now: parts.show().plan.game.id,
      games: await Promise.all(gameIds().map(async (id) => ({ id, title: (await loadGame(id)).game.title }))),
      author: authorOf(parts.show()),
    }),
  )
  app.post(
    '/api/game/switch',
    {
      ...guard('show.direct'),
      schema: {
        ...{ tags, summary: 'Plays another game; the stream goes on' },
        body: z.object({ game: z.string().max(60), reason: reason.optional() }),
        response: { 200: done, 409: refusal },
      },
    },
    (request, reply) =>
      refusing(reply, async () => {
        const { game, reason: why = null } = request.body
        // A path of this machine is for its own terminal to name.
        if (!gameIds().includes(game))
          return refuse(reply, 'unknown', `there is no game ${JSON.stringify(game)}; they are ${gameIds().join(', ')}`)
        const { plan } = parts.show()
        const before = plan.game.id
        await parts.show().switchGame(game)
        // A game of somebody’s own is found by its file, which is for the terminal to name.
        const undo = ownFile(gameOf(plan)) === null ? { by: 'game' as const, from: game, to: before } : null
        return await parts.log.note(request, {
          ...{ action: 'game.switch', target: game, reason: why, before, after: game, undo },
        })
      }),
  )
  serveMoments(app, parts)
}

function serveMoments(app: ZodApp, parts: ApiParts): void {
  app.get(
    '/api/game/moments',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'The moments that the game can be rolled back to, the newest first, each with a picture' },
        response: { 200: z.array(moment) },
      },
    },
    // Nobody could choose one that shows nothing.
    () => momentsOf(parts.show()).flatMap((each) => (each.picture === null ? [] : [shownMoment(each)])),
  )
  app.get(
    '/api/game/moments/:tick.jpg',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'What was to be seen then' },
        params: z.object({ tick: z.coerce.number().int().min(0) }),
        querystring: z.object({ of: z.string().max(60).optional().describe('As the list of moments has it') }),
        response: { 200: answerOf('image/jpeg', 'A small picture'), 404: refusal },
      },
    },
    (request, reply) => {
      const { of } = request.query
      const wanted = momentsOf(parts.show()).find(({ tick }) => tick === request.params.tick)
      if (!wanted?.picture || (of !== undefined && of !== versionOf(wanted)))
        return refuse(reply, 'unknown', 'there is no picture of that moment', 404)
      return reply.type('image/jpeg').send(createReadStream(wanted.picture))
    },
  )
  app.post(
    '/api/game/rollback',
    {
      ...guard('show.direct'),
      schema: {
        ...{ tags, summary: 'Takes the game back to an earlier moment; chat, votes and bans stay' },
        body: z.object({ tick: z.int().min(0), reason }),
        response: { 200: done, 409: refusal },
      },
    },
    async (request, reply) => {
      const { tick, reason: why } = request.body
      const wanted = momentsOf(parts.show()).find((each) => each.tick === tick)
      if (wanted === undefined) return refuse(reply, 'unknown', 'that moment isn’t kept any more')
      try {
        const { plan, tick: now } = parts.show()
        const result = parts.stage().setGame(gameAt(plan.game, wanted))
        if (!result.isDone) return refuse(reply, result.code, result.sentence)
        const target = `tick ${tick}`
        const [before, after] = [
          { game: plan.game.id, tick: now },
          { tick, seconds: secondsOf(plan, now - tick) },
        ]
        const undo = undoByAct(parts, result)
        return await parts.log.note(request, { action: 'game.rollback', target, reason: why, before, after, undo })
      } catch (error) {
        return refuse(reply, 'damaged', `that moment can’t be read: ${messageOf(error)}`)
      }
    },
  )
}

const secondsOf = ({ game }: RunningShow['plan'], ticks: number) => Math.max(0, Math.round(ticks / game.tickRate))

/** Ticks begin anew with each session, and a page keeps the images that it has by their address, whatever the headers say. */
const versionOf = ({ writtenAtMs }: SnapshotEntry) => Math.round(writtenAtMs).toString(36)

function shownMoment(entry: SnapshotEntry): z.output<typeof moment> {
  const { tick, writtenAtMs: atMs } = entry
  return { tick, atMs, picture: `/api/game/moments/${tick}.jpg?of=${versionOf(entry)}` }
}

function authorOf({ author: status }: RunningShow): z.output<typeof author> {
  return status === null ? null : { file: path.basename(status.file), error: status.error?.sentence ?? null }
}

function refuse(reply: FastifyReply, code: string, error: string, status = 409): never {
  return reply.code(status).send({ code, error }) as never
}
