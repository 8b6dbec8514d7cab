import { z } from 'zod'
import { createPreviewer } from '../controls/preview.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, listsBytes, refusal } from './done.ts'
import { given } from './given.ts'
import { named } from './acts/people.ts'

/** A message, and what it became. */
export const message = z.object({
  number: z.int(),
  tick: z.int(),
  source: z.string(),
  id: z.string().nullable(),
  userId: z.string(),
  user: z.string(),
  text: z.string(),
  badges: z.array(z.string()).readonly(),
  colour: z.string().nullable(),
  what: z.enum(['ballot', 'answered', 'rejected']),
  label: z.string().nullable(),
  code: z.string().nullable(),
  sentence: z.string().nullable(),
  withdrawn: z.boolean(),
  removed: z.enum(['deleted', 'timed-out', 'banned', 'cleared']).nullable(),
})

const messages = z.array(message).readonly()
const terms = z.array(z.string().min(1).max(100)).max(1000)

const search = z.object({
  text: z.string().max(100).optional(),
  source: z.string().max(100).optional(),
  userId: z.string().max(200).optional(),
  what: z.enum(['ballot', 'answered', 'rejected', 'withdrawn']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

const note = z.object({ id: z.int(), by: z.string(), atMs: z.number(), text: z.string() })

/** What was typed, who typed it, and what a filter would have caught. */
export function serveChat(app: ZodApp, parts: ApiParts): void {
  const { stage } = parts
  const guarded = guard('chat.read')
  const tags = ['chat']
  app.get(
    '/api/chat/messages',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'The last messages, and what each became',
        querystring: search,
        response: { 200: messages },
      },
    },
    ({ query }) => stage().recorder.find(given(query)),
  )
  app.get(
    '/api/chat/filter',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Blocked terms and names that are not heard',
        response: { 200: z.object({ blocked: terms.readonly(), ignore: terms.readonly() }) },
      },
    },
    () => ({ blocked: stage().control.blocked, ignore: stage().control.ignore }),
  )
  servePreview(app, parts)
  servePeople(app, parts)
  serveNotes(app, parts)
}

/** Messages that a preview looks at, at most. */
const previewed = 1000

/** It takes the processor some time, so it is for those who may set the lists. */
function servePreview(app: ZodApp, { stage }: ApiParts): void {
  const preview = createPreviewer()
  app.post(
    '/api/chat/filter/preview',
    {
      ...guard('chat.moderate'),
      bodyLimit: listsBytes,
      schema: {
        ...{ tags: ['chat'], summary: 'What these lists would have caught of the last messages' },
        body: z.object({ blocked: terms.default([]), ignore: terms.default([]) }),
        response: {
          200: z.array(z.object({ why: z.enum(['blocked', 'ignored']), message })).readonly(),
          ...{ 400: refusal, 429: refusal },
        },
      },
    },
    async ({ body }, reply) => {
      try {
        const caught = await preview(body, () => stage().recorder.find({ limit: previewed }))
        return caught ?? (await reply.code(429).send({ code: 'busy', error: 'others look as well; try again soon' }))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return await reply.code(400).send({ code: 'bad-request', error: error.message })
      }
    },
  )
}

function servePeople(app: ZodApp, { stage, store }: ApiParts): void {
  const params = z.object({ userId: z.string().max(200) })
  const tags = ['people']
  app.get(
    '/api/people/:userId',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'Somebody’s last messages, ban and notes', params },
        response: {
          200: z.object({
            messages,
            ban: z.object({ untilTick: z.int().nullable() }).nullable(),
            notes: z.array(note),
          }),
        },
      },
    },
    async ({ params: { userId } }) => ({
      messages: stage().recorder.of(userId),
      ban: stage().control.bans.find((each) => each.userId === userId) ?? null,
      notes: await store.notes.list(userId),
    }),
  )
  app.get(
    '/api/bans',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'Who is out of the game' },
        response: {
          200: z
            .array(z.object({ userId: z.string(), name: z.string(), fromTick: z.int(), untilTick: z.int().nullable() }))
            .readonly(),
        },
      },
    },
    () => stage().control.bans,
  )
}

/** What moderators tell each other of somebody. The log has that they did, and what it was only of one that was taken away. */
function serveNotes(app: ZodApp, { stage, store, log }: ApiParts): void {
  const params = z.object({ userId: z.string().max(200) })
  const tags = ['people']
  app.post(
    '/api/people/:userId/notes',
    {
      ...guard('chat.moderate'),
      schema: {
        ...{ tags, summary: 'Keeps a note about somebody, for all moderators', params },
        body: z.object({ text: z.string().trim().min(1).max(500) }),
        response: { 200: z.array(note), 409: refusal },
      },
    },
    async (request) => {
      const { userId } = request.params
      const added = { person: userId, by: nameOf(request), atMs: Date.now(), text: request.body.text }
      await store.notes.add(added)
      await log.note(request, { action: 'person.note', target: userId, after: named(stage(), userId) })
      return await store.notes.list(userId)
    },
  )
  app.delete(
    '/api/people/:userId/notes/:id',
    {
      ...guard('chat.moderate'),
      schema: {
        ...{ tags, summary: 'Takes a note away' },
        params: params.extend({ id: z.coerce.number().int() }),
        response: { 200: done, 404: refusal },
      },
    },
    async (request, reply) => {
      const { userId, id } = request.params
      const was = (await store.notes.list(userId)).find((each) => each.id === id)
      if (was === undefined || !(await store.notes.remove(id)))
        return reply.code(404).send({ code: 'unknown', error: 'there is no such note' })
      return await log.note(request, {
        ...{ action: 'person.note.remove', target: userId, after: named(stage(), userId) },
        ...{ before: { text: was.text, by: was.by }, undo: { by: 'note', note: was } },
      })
    },
  )
}
