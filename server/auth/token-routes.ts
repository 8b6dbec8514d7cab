/* oxlint-disable oxc/no-async-endpoint-handlers -- that is of Express; Fastify waits for its handlers. */
import { z } from 'zod'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { allRights, personalRights } from './rights.ts'
import { hashSecret, newId, newSecret } from './secret.ts'
import { idParams, note, nothing, refusal, type Api, type Tools } from './tools.ts'
import { tokenPrefix } from './who.ts'

/** Of one account. */
const maxTokens = 50
const dayMs = 24 * 3600_000

const tokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).readonly(),
  createdMs: z.number(),
  expiresMs: z.number(),
  seenMs: z.number().nullable(),
})

const tags = ['tokens']

/** Keys for programs. Each account has its own. */
export function addTokenRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools

  app.get(
    '/api/tokens',
    {
      ...guard('tokens.own'),
      schema: { tags, summary: 'One’s own tokens, without what they are', response: { 200: z.array(tokenAnswer) } },
    },
    async (request) => await store.tokens.list(knownOf(request).account.id),
  )

  const wish = z.object({
    name: z.string().regex(/^[\p{L}\p{N} ._-]{1,40}$/u, 'a name has 1 to 40 letters, digits, dots, dashes or spaces'),
    scopes: z.array(z.enum(allRights)).min(1),
    days: z.int().min(1).max(365).default(90),
  })
  const made = tokenAnswer.extend({ token: z.string().describe('Shown once.') })
  app.post(
    '/api/tokens',
    {
      ...guard('tokens.own', { proven: true }),
      schema: {
        tags,
        summary: 'Makes a token for a program, which is shown once',
        body: wish,
        response: { 201: made, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const { name, days } = request.body
      const scopes = [...new Set(request.body.scopes)]
      const personal = scopes.filter((right) => personalRights.includes(right))
      if (personal.length > 0)
        throw new AuthError('not-allowed', `No token can have ${personal.join(' or ')}: only people may do that.`)
      const lacking = scopes.filter((right) => !who.rights.has(right))
      if (lacking.length > 0) throw new AuthError('not-allowed', `You don’t have ${lacking.join(', ')} yourself.`)
      if ((await store.tokens.list(who.account.id)).length >= maxTokens)
        throw new AuthError('conflict', `You have ${maxTokens} tokens; remove some first.`)
      const secret = `${tokenPrefix}${newSecret()}`
      const createdMs = now()
      const token = { id: newId(), name, scopes, createdMs, expiresMs: createdMs + days * dayMs, seenMs: null }
      await store.tokens.add({ ...token, account: who.account.id, hash: hashSecret(secret) })
      note(tools, who, { action: 'token.make', target: name, after: { scopes, days } })
      return reply.code(201).send({ ...token, token: secret })
    },
  )

  app.delete(
    '/api/tokens/:id',
    {
      ...guard('tokens.own'),
      schema: {
        tags,
        summary: 'Removes a token, which then opens nothing',
        params: idParams,
        response: { 204: nothing, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const token = (await store.tokens.list(who.account.id)).find(({ id }) => id === request.params.id)
      if (!token) throw new AuthError('not-found', 'There is no such token.')
      await store.tokens.remove(token.id)
      tools.ended({ account: who.account.id, id: token.id })
      note(tools, who, { action: 'token.remove', target: token.name })
      return reply.code(204).send()
    },
  )
}
