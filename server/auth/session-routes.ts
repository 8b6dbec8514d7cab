import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { clearCookie } from './cookie.ts'
import { enter, nobody, sessionAnswer } from './enter.ts'
import { AuthError } from './error.ts'
import { anybody, guard, knownOf } from './guard.ts'
import { isInsecure } from './origin.ts'
import { hashPassword, isOutdated } from './password.ts'
import { recognise } from './recognise.ts'
import { codeField, note, nothing, passwordField, refusal, type Api, type Tools } from './tools.ts'

/** Logging in and out. */
export function addSessionRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools

  app.get(
    '/api/session',
    {
      schema: {
        tags: ['session'],
        summary: 'Who asks, what they may do, and the word that requests of a page need',
        response: { 200: sessionAnswer },
      },
    },
    ({ who }) => {
      if (who === null) return nobody
      return { who: who.account, rights: [...who.rights], csrf: who.csrf }
    },
  )

  const login = z.object({ name: z.string().min(1).max(64), password: passwordField, code: codeField.optional() })
  app.post(
    '/api/session',
    {
      ...anybody(),
      schema: {
        tags: ['session'],
        summary: 'Logs in, and gives a cookie',
        body: login,
        response: { 200: sessionAnswer, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const { name, password, code } = request.body
      refuseInsecure(request)
      const account = await recognise(tools, request, name, password, code)
      if (account.password !== null && isOutdated(account.password))
        await store.accounts.change(account.id, { password: await hashPassword(password) }, now())
      note(tools, account.name, { action: 'session.begin', target: request.ip })
      return await enter(tools, request, reply, account)
    },
  )

  app.delete(
    '/api/session',
    {
      ...guard('loggedIn'),
      schema: { tags: ['session'], summary: 'Ends the login of who asks', response: { 204: nothing } },
    },
    async (request, reply) => {
      const { by, id, account } = knownOf(request)
      if (by === 'login') await store.logins.remove(id)
      tools.ended({ account: account.id, id })
      clearCookie(reply)
      return reply.code(204).send()
    },
  )
}

function refuseInsecure({ headers }: FastifyRequest): void {
  if (isInsecure(headers))
    throw new AuthError(
      'insecure',
      'This page was opened by http://, and no browser keeps a login there. Open it by https://, or by http://localhost through a tunnel.',
    )
}
