import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Right } from '../auth/rights.ts'
import type { Done } from '../controls/done.ts'
import type { Stage } from '../stage.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, reason, refusal } from './done.ts'
import { keepLists } from './settings-change.ts'
import { undoByAct } from './undo.ts'

/** Something that moderators do to the show: one endpoint, one right, one kind of entry in the log. */
export interface ActRoute {
  readonly path: `/api/${string}`
  readonly right: Right
  /** As the log names it: `votes.veto`. */
  readonly action: string
  readonly summary: string
  readonly body: z.ZodObject
  /** Whether who does it has to say why. */
  readonly needsReason: boolean
  readonly run: (stage: Stage, body: unknown, who: string) => Done
  /** What or whom it is about, as the log shows it. */
  readonly target: (body: unknown) => string | null
  /** Most bytes of a body; of the usual length where it is left out. */
  readonly bodyLimit?: number
  /** What the log keeps of how it was, as far as it is known before it is done; null for nothing. */
  readonly before: (stage: Stage, body: unknown) => object | null
  /** What else the log keeps of it, as far as it is known before it is done; null for nothing. */
  readonly after: (stage: Stage, body: unknown) => object | null
}

/** Ties the types of a body and of those who read it together. */
export function actRoute<Body extends z.ZodObject>(route: {
  readonly path: `/api/${string}`
  readonly right: Right
  readonly action: string
  readonly summary: string
  readonly body?: Body
  readonly needsReason?: boolean
  readonly run: (stage: Stage, body: z.output<Body>, who: string) => Done
  readonly bodyLimit?: number
  readonly target?: (body: z.output<Body>) => string | null
  readonly before?: (stage: Stage, body: z.output<Body>) => object | null
  readonly after?: (stage: Stage, body: z.output<Body>) => object | null
}): ActRoute {
  const { body = z.object({}), needsReason = false, run, target = nothing, ...rest } = route
  const { before = nothing, after = nothing, ...named } = rest
  return {
    ...named,
    needsReason,
    body: body.extend({ reason: needsReason ? reason : reason.optional() }),
    run: (stage, value, who) => run(stage, value as z.output<Body>, who),
    target: (value) => target(value as z.output<Body>),
    before: (stage, value) => before(stage, value as z.output<Body>),
    after: (stage, value) => after(stage, value as z.output<Body>),
  }
}

const nothing = () => null

/** Serves an act by POST. What was done is in the log before it is answered. */
export function serveAct(app: ZodApp, parts: ApiParts, route: ActRoute): void {
  const { path, right, action, summary, body, bodyLimit } = route
  const options = { ...guard(right), ...(bodyLimit === undefined ? {} : { bodyLimit }) }
  const schema = { summary, tags: [path.split('/')[2] ?? ''], body, response: { 200: done, 409: refusal } }
  app.post(path, { schema, ...options }, async (request: FastifyRequest, reply: FastifyReply) => {
    const stage = parts.stage()
    const [before, after] = [route.before(stage, request.body), route.after(stage, request.body)]
    const result = route.run(stage, request.body, nameOf(request))
    if (!result.isDone) return reply.code(409).send({ code: result.code, error: result.sentence })
    // At once, since it is known by the tick that it was asked for after.
    const undo = undoByAct(parts, result)
    await keepLists(parts, result.act, nameOf(request))
    const { reason: why = null } = request.body as { reason?: string }
    const target = route.target(request.body)
    return await parts.log.note(request, { action, target, reason: why, before, after, undo })
  })
}
