import { z } from 'zod'
import { act as actSchema } from '../journal/act.ts'
import type { StoredDeed } from '../store/audit.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { csv } from './csv.ts'
import { done, refusal } from './done.ts'
import { given } from './given.ts'
import { rightOf } from './rights-of.ts'

const deed = z.object({
  id: z.int(),
  atMs: z.number(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  name: z.string().nullable().describe('Of the person that it was done to, where they are known'),
  seconds: z.number().nullable().optional().describe('For how long they were sent out; null for good'),
  reason: z.string().nullable(),
  canUndo: z.boolean(),
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
})

const search = z.object({
  before: z.coerce.number().int().positive().optional().describe('Only entries with a smaller number'),
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional().describe('An action, or the beginning of some: person.'),
  target: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

const undo = z.discriminatedUnion('by', [
  z.object({ by: z.literal('act'), act: actSchema }),
  z.object({ by: z.literal('output'), id: z.string(), isOn: z.boolean() }),
  z.object({ by: z.literal('setting'), key: z.string(), value: z.unknown() }),
])

/** Who did what, and how it is undone. */
export function serveLog(app: ZodApp, parts: ApiParts): void {
  const { store } = parts
  const read = async (query: z.output<typeof search>) => (await store.audit.list(given(query))).map(shownDeed)
  const guarded = guard('log.read')
  const tags = ['log']
  app.get(
    '/api/log',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'What was done, the newest first',
        querystring: search,
        response: { 200: z.array(deed) },
      },
    },
    ({ query }) => read(query),
  )
  app.get(
    '/api/log.csv',
    { ...guarded, schema: { tags, summary: 'The same as a table', querystring: search } },
    async ({ query }, reply) => reply.type('text/csv; charset=utf-8').send(csv(await read(query))),
  )
  app.post(
    '/api/log/:id/undo',
    {
      ...guard('chat.read'),
      schema: {
        ...{ tags, summary: 'Undoes what was done', params: z.object({ id: z.coerce.number().int() }) },
        response: { 200: done, 403: refusal, 404: refusal, 409: refusal },
      },
    },
    async (request, reply) => {
      const was = await store.audit.get(request.params.id)
      if (was === null) return reply.code(404).send({ code: 'unknown', error: 'there is no such entry in the log' })
      const right = rightOf(was.action)
      if (right === null) return reply.code(409).send({ code: 'not-possible', error: 'this can’t be undone' })
      // Undoing is as much as doing.
      if (!(request.who?.rights.has(right) ?? false))
        return reply.code(403).send({ code: 'forbidden', error: `who undoes this needs the right ${right}` })
      if (was.undoneBy !== null) return reply.code(409).send({ code: 'undone', error: 'it has been undone already' })
      const way = undo.safeParse(was.undo)
      if (!way.success) return reply.code(409).send({ code: 'not-possible', error: 'this can’t be undone' })
      const problem = await perform(parts, way.data, nameOf(request))
      if (problem !== null) return reply.code(409).send({ code: 'not-possible', error: problem })
      return await parts.log.note(request, { action: was.action, target: was.target, undoes: was.id })
    },
  )
}

/** @returns why it could not be undone */
async function perform(
  { stage, broadcast, store }: ApiParts,
  way: z.output<typeof undo>,
  who: string,
): Promise<string | null> {
  if (way.by === 'act') {
    const result = stage().perform(way.act)
    return result.isDone ? null : result.sentence
  }
  if (way.by === 'output') await broadcast.turn(way.id, way.isOn)
  else await store.settings.set(way.key, way.value, who, Date.now())
  return null
}

const person = z.object({ name: z.string().nullable().catch(null), seconds: z.number().nullable().optional() })

/** A deed as panels show it. */
export function shownDeed({ undo: way, before: _before, after, ...rest }: StoredDeed): z.output<typeof deed> {
  const { name = null, ...length } = rest.action.startsWith('person.') ? (person.safeParse(after).data ?? {}) : {}
  return { ...rest, name, ...length, canUndo: way !== null && rest.undoneBy === null }
}
