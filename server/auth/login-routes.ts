/* oxlint-disable oxc/no-async-endpoint-handlers -- that is of Express; Fastify waits for its handlers. */
import { z } from 'zod'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { managed } from './account-routes.ts'
import { idField, idParams, note, nothing, refusal, type Api, type Tools } from './tools.ts'

const loginAnswer = z.object({
  id: z.string(),
  account: z.string(),
  createdMs: z.number(),
  seenMs: z.number(),
  agent: z.string().describe('What the browser says it is.'),
  address: z.string(),
  isThis: z.boolean().describe('Whether it is the one that asks.'),
})

const tags = ['accounts']

/** Browsers that somebody is logged in with. */
export function addLoginRoutes(app: Api, tools: Tools): void {
  const { store } = tools
  const query = z.object({ account: idField.optional().describe('Of somebody else, with accounts.manage.') })

  app.get(
    '/api/logins',
    {
      ...guard('loggedIn'),
      schema: {
        tags,
        summary: 'Browsers that somebody is logged in with',
        querystring: query,
        response: { 200: z.array(loginAnswer) },
      },
    },
    async (request) => {
      const who = knownOf(request)
      // Addresses are nobody's business that isn't a person, or trusted with all accounts.
      if (who.by === 'token' && !who.rights.has('accounts.manage'))
        throw new AuthError('not-allowed', 'This needs the right accounts.manage, which the token doesn’t have.')
      const account = request.query.account ?? who.account.id
      if (account !== who.account.id) {
        if (!who.rights.has('accounts.manage')) throw new AuthError('not-allowed', 'These are somebody else’s.')
        await managed(tools, who, account)
      }
      const found = await store.logins.list(account)
      return found.map((login) => Object.assign(login, { isThis: login.id === who.id }))
    },
  )

  app.delete(
    '/api/logins/:id',
    {
      ...guard('loggedIn', { proven: true }),
      schema: { tags, summary: 'Ends one login', params: idParams, response: { 204: nothing, '4xx': refusal } },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const { id } = request.params
      const login = (await store.logins.list()).find((each) => each.id === id)
      // Somebody else’s looks as if there were none, unless one may manage them.
      if (!login || (login.account !== who.account.id && !who.rights.has('accounts.manage')))
        throw new AuthError('not-found', 'There is no such login.')
      if (login.account !== who.account.id) await managed(tools, who, login.account)
      await store.logins.remove(id)
      tools.ended({ account: login.account, id })
      note(tools, who, { action: 'session.revoke', target: id })
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/logins',
    {
      ...guard('loggedIn', { proven: true }),
      schema: { tags, summary: 'Ends all of one’s own logins but the one that asks', response: { 204: nothing } },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const others = (await store.logins.list(who.account.id)).filter(({ id }) => id !== who.id)
      await store.logins.removeAll(who.account.id, who.id)
      for (const { id } of others) tools.ended({ account: who.account.id, id })
      note(tools, who, { action: 'session.revoke', target: 'all others' })
      return reply.code(204).send()
    },
  )
}
