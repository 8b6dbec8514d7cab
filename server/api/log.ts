import { Readable } from 'node:stream'
import { z } from 'zod'
import { RenderError } from '../../render/index.ts'
import { ServerError } from '../error.ts'
import { maxDeeds, type StoredDeed } from '../store/audit.ts'
import type { Who } from '../auth/auth.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { csvAnswer, csvHead, csvRows, csvType } from './csv.ts'
import { done, refusal } from './done.ts'
import { given } from './given.ts'
import { rightOf } from './rights-of.ts'
import { deed, shownDeeds, type ShownDeed } from './shown-deed.ts'
import { judgeUndo } from './too-late.ts'
import { performUndo, undo } from './undo.ts'

/** Entries that are told at once, and as many of a table at a time: another request waits no longer for the store. */
const pageEntries = 500

const search = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Only entries with a smaller number: with that of the last one there was, the next page'),
  actor: z.string().max(200).optional().describe('Whose name begins so, in capitals or not'),
  action: z.string().max(100).optional().describe('An action, or the beginning of some: person.'),
  target: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(pageEntries).default(100),
})

/** A table has all that is kept, unless less is asked for. */
const tableSearch = search.extend({ limit: z.coerce.number().int().min(1).max(maxDeeds).default(maxDeeds) })

/** Who did what, and how it is undone. */
export function serveLog(app: ZodApp, parts: ApiParts): void {
  const { store } = parts
  const read = async (query: Query, who: Who | null) =>
    await shownDeeds(parts, await store.audit.list(given(query)), who?.rights ?? new Set())
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
    ({ query, who }) => read(query, who),
  )
  app.get(
    '/api/log.csv',
    {
      ...guarded,
      schema: {
        ...{ tags, summary: 'The same as a table, with all that is kept', querystring: tableSearch },
        response: { 200: csvAnswer },
      },
    },
    ({ query, who }, reply) =>
      reply.type(csvType).send(
        Readable.from(
          tableOf((page) => read(page, who), query),
          { objectMode: false },
        ),
      ),
  )
  app.post(
    '/api/log/:id/undo',
    {
      ...guard('loggedIn'),
      schema: {
        ...{ tags, summary: 'Undoes what was done', params: z.object({ id: z.coerce.number().int() }) },
        response: { 200: done, 403: refusal, 404: refusal, 409: refusal },
      },
    },
    async (request, reply) => {
      const was = await store.audit.get(request.params.id)
      if (was === null) return reply.code(404).send({ code: 'unknown', error: 'there is no such entry in the log' })
      const right = rightOf(was.action)
      if (right === null) return reply.code(409).send(notPossible)
      // Undoing is as much as doing.
      if (!(request.who?.rights.has(right) ?? false))
        return reply.code(403).send({ code: 'forbidden', error: `who undoes this needs the right ${right}` })
      if (was.undoneBy !== null) return reply.code(409).send(undoneBefore)
      const problem = await undoOnce(parts, was, nameOf(request))
      if (problem !== null) return reply.code(409).send(problem)
      return await parts.log.note(request, { action: was.action, target: was.target, undoes: was.id, ...undone(was) })
    },
  )
}

type Query = z.output<typeof search>

/** A table of as many entries as are asked for, a page at a time: all that is kept may be too much to have at once. */
async function* tableOf(
  read: (page: Query) => Promise<readonly ShownDeed[]>,
  query: Query,
): AsyncGenerator<string, void> {
  yield csvHead(columns)
  let { before, limit: left } = query
  while (left > 0) {
    const limit = Math.min(pageEntries, left)
    // oxlint-disable-next-line no-await-in-loop -- Each page begins where the one before it ended.
    const deeds = await read({ ...query, limit, ...(before === undefined ? {} : { before }) })
    yield csvRows(columns, deeds)
    if (deeds.length < limit) return
    left -= deeds.length
    before = deeds.at(-1)?.id
  }
}

const columns = Object.keys(deed.shape)

/** What was changed is changed back; what is known of a person is still known. */
function undone({ action, before, after }: StoredDeed): Pick<StoredDeed, 'before' | 'after'> {
  const isChange = before !== null && !action.startsWith('person.')
  return isChange ? { before: after, after: before } : { before: null, after }
}

const notPossible = { code: 'not-possible', error: 'this can’t be undone' }
const undoneBefore = { code: 'undone', error: 'it has been undone already' }

/**
 * Undoes a deed, unless somebody else is about to: what undoes it is taken out of the store before anything is done, and put back where
 * nothing was.
 *
 * @returns why it could not be undone
 */
async function undoOnce(parts: ApiParts, was: StoredDeed, who: string): Promise<z.output<typeof refusal> | null> {
  const { audit } = parts.store
  const { id } = was
  const taken = await audit.takeUndo(id)
  if (taken === null) return was.canUndo ? undoneBefore : notPossible
  const way = undo.safeParse(taken)
  if (!way.success) return notPossible
  try {
    const nowMs = Date.now()
    const judge = await judgeUndo(parts, nowMs)
    const problem = judge(was, taken) ?? (await performUndo(parts, way.data, who, nowMs - was.atMs))
    if (problem === null) return null
    await audit.giveUndoBack(id, taken)
    return { code: 'not-possible', error: problem }
  } catch (error) {
    await audit.giveUndoBack(id, taken)
    if (!(error instanceof ServerError) && !(error instanceof RenderError)) throw error
    return { code: error.code, error: error.message }
  }
}
