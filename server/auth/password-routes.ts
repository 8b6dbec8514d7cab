import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readCookie, setCookie } from './cookie.ts'
import { enter, sessionAnswer } from './enter.ts'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { lifetimeMs } from './logins.ts'
import { hashPassword } from './password.ts'
import { recognise } from './recognise.ts'
import { rights } from './rights.ts'
import { csrfOf } from './secret.ts'
import { codeField, demandStrength, note, passwordField, refusal, type Api, type Tools } from './tools.ts'
import type { Who } from './who.ts'

/** One’s own password: to type it again, and to change it. */
export function addPasswordRoutes(app: Api, tools: Tools): void {
  const { store, logins, now } = tools

  const proof = z.object({ password: passwordField, code: codeField.optional() })
  app.post(
    '/api/session/proof',
    {
      ...guard('loggedIn'),
      schema: {
        tags: ['session'],
        summary: 'Types the password once more, which what changes rights asks for',
        body: proof,
        response: { 200: sessionAnswer, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const { account } = personOf(request)
      await recognise(tools, request, account.name, request.body.password, request.body.code)
      const secret = await logins.prove(readCookie(request.headers.cookie) ?? '')
      if (secret === null) throw new AuthError('not-logged-in', 'Log in first.')
      setCookie(reply, secret, lifetimeMs / 1000)
      return { who: account, rights: [...rights[account.role]], csrf: csrfOf(secret) }
    },
  )

  const change = z.object({ current: passwordField, password: passwordField, code: codeField.optional() })
  app.put(
    '/api/session/password',
    {
      ...guard('loggedIn'),
      schema: {
        tags: ['session'],
        summary: 'Changes one’s own password; all other logins end',
        body: change,
        response: { 200: sessionAnswer, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const { account, name } = personOf(request)
      const { current, password, code } = request.body
      const proven = await recognise(tools, request, account.name, current, code)
      demandStrength(password, [account.name])
      await store.accounts.change(account.id, { password: await hashPassword(password) }, now())
      await store.logins.removeAll(account.id)
      // Not before the answer is out: a panel whose line is cut asks who it is, which it should do with its new cookie.
      const ended = () => tools.ended({ account: account.id, id: null })
      if (reply.raw.closed) ended()
      else reply.raw.once('close', ended)
      note(tools, name, { action: 'password.change', target: account.name })
      return await enter(tools, request, reply, proven)
    },
  )
}

/** @throws AuthError `not-allowed` for a token */
function personOf(request: FastifyRequest): Who {
  const who = knownOf(request)
  if (who.by === 'token') throw new AuthError('not-allowed', 'Only people have a password, no tokens.')
  return who
}
