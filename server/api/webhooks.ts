import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Webhook } from '../store/webhooks.ts'
import { newSecret } from '../webhooks/sign.ts'
import { maxWebhooks, webhookEvents } from '../webhooks/webhooks.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, refusal } from './done.ts'

const shown = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).readonly(),
  isEnabled: z.boolean(),
  by: z.string(),
  createdMs: z.number(),
})

const wish = z.object({
  url: z.string().trim().min(1).max(500),
  events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
  isEnabled: z.boolean().default(true),
})

const delivery = z.object({
  id: z.string(),
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  status: z.int().nullable(),
  problem: z.string().nullable(),
  createdMs: z.number(),
  changedMs: z.number(),
})

const params = z.object({ id: z.string().max(100) })
const tags = ['webhooks']
const unknown = { code: 'unknown', error: 'there is no such webhook' }

/** Other programs that are told what happens. A secret is shown once, when it is made. */
export function serveWebhooks(app: ZodApp, parts: ApiParts): void {
  const { store, log } = parts
  const guarded = guard('webhooks.manage')
  app.get(
    '/api/webhooks',
    { ...guarded, schema: { tags, summary: 'Programs that are told of events', response: { 200: z.array(shown) } } },
    async () => (await store.webhooks.list()).map(withoutSecret),
  )
  app.post(
    '/api/webhooks',
    {
      ...guarded,
      schema: {
        ...{
          tags,
          summary: 'Tells one more program; the answer has the secret that its messages are signed with',
          body: wish,
        },
        response: { 200: shown.extend({ secret: z.string() }), 409: refusal },
      },
    },
    async (request, reply) => {
      const problem = parts.webhookProblem(request.body.url)
      if (problem !== null) return reply.code(409).send({ code: 'bad-address', error: problem })
      if ((await store.webhooks.list()).length >= maxWebhooks)
        return reply
          .code(409)
          .send({ code: 'too-many', error: `there are ${maxWebhooks} webhooks, as many as there can be` })
      const made = {
        ...request.body,
        id: randomUUID(),
        secret: newSecret(),
        by: nameOf(request),
        createdMs: Date.now(),
      }
      await store.webhooks.put(made)
      await log.note(request, { action: 'webhook.add', ...asLogged(made) })
      return made
    },
  )
  serveWebhook(app, parts)
  serveDeliveries(app, parts)
}

function serveWebhook(app: ZodApp, parts: ApiParts): void {
  const { store, log } = parts
  const guarded = guard('webhooks.manage')
  app.put(
    '/api/webhooks/:id',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Changes a webhook; its secret stays',
        params,
        body: wish,
        response: { 200: shown, 404: refusal, 409: refusal },
      },
    },
    async (request, reply) => {
      const problem = parts.webhookProblem(request.body.url)
      if (problem !== null) return reply.code(409).send({ code: 'bad-address', error: problem })
      const before = await store.webhooks.get(request.params.id)
      if (before === null) return reply.code(404).send(unknown)
      const changed = { ...before, ...request.body }
      await store.webhooks.put(changed)
      await log.note(request, { action: 'webhook.change', ...asLogged(changed) })
      return withoutSecret(changed)
    },
  )
  app.delete(
    '/api/webhooks/:id',
    {
      ...guarded,
      schema: { tags, summary: 'Tells a program nothing more', params, response: { 200: done, 404: refusal } },
    },
    async (request, reply) => {
      const before = await store.webhooks.get(request.params.id)
      if (before === null) return reply.code(404).send(unknown)
      await store.webhooks.remove(before.id)
      return await log.note(request, { action: 'webhook.remove', ...asLogged(before) })
    },
  )
}

function serveDeliveries(app: ZodApp, { store, webhooks }: ApiParts): void {
  const guarded = guard('webhooks.manage')
  app.get(
    '/api/webhooks/:id/deliveries',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'What was sent, and what came of it, the newest first',
        params,
        response: { 200: z.array(delivery) },
      },
    },
    async ({ params: { id } }) =>
      (await store.webhooks.deliveries(id)).map(({ body: _body, webhook: _webhook, ...each }) => each),
  )
  app.post(
    '/api/webhooks/:id/ping',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Sends a message to try it out',
        params,
        response: { 200: z.object({ delivery: z.string() }), 404: refusal },
      },
    },
    async (request, reply) => {
      const webhook = await store.webhooks.get(request.params.id)
      if (webhook === null) return reply.code(404).send(unknown)
      return { delivery: await webhooks.ping(webhook) }
    },
  )
}

/** The path of an address is often a key, and more people read the log, and other webhooks too, than may see it. */
const asLogged = ({ id, url, events, isEnabled }: Webhook) => ({
  target: new URL(url).origin,
  after: { id, events, isEnabled },
})

const withoutSecret = ({ secret: _secret, ...rest }: Webhook) => rest
