/* oxlint-disable oxc/no-async-endpoint-handlers -- that is of Express; Fastify waits for its handlers. */
import { z } from 'zod'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, stepOf, totpUrl } from './second-factor.ts'
import { beginTry, codeField, note, nothing, refusal, type Api, type Tools } from './tools.ts'

/** For so long a new secret waits for its first code. */
const waitMs = 10 * 60_000

/** Secrets that wait, one for each account; beyond it the oldest goes. */
const maxWaiting = 100

const tags = ['session']

/** One’s own second factor. */
export function addTotpRoutes(app: Api, tools: Tools): void {
  const { store, limiter, now } = tools
  const waiting = new Map<string, { readonly secret: string; readonly atMs: number }>()
  const proven = guard('loggedIn', { proven: true })

  const begun = z.object({ secret: z.string(), url: z.string().describe('Shown once, as a QR code.') })
  app.post(
    '/api/totp',
    {
      ...proven,
      schema: {
        tags,
        summary: 'Begins a second factor: gives the secret, which counts once a code of it has come',
        response: { 200: begun, '4xx': refusal },
      },
    },
    (request) => {
      const { account } = knownOf(request)
      const secret = newTotpSecret()
      waiting.delete(account.id)
      waiting.set(account.id, { secret, atMs: now() })
      const oldest = waiting.keys().next().value
      if (waiting.size > maxWaiting && oldest !== undefined) waiting.delete(oldest)
      return { secret, url: totpUrl(secret, account.name) }
    },
  )

  const codes = z.object({ recoveryCodes: z.array(z.string()).describe('Shown once; each is good once.') })
  app.put(
    '/api/totp',
    {
      ...proven,
      schema: {
        tags,
        summary: 'Turns the second factor on by a code of it, and gives recovery codes',
        body: z.object({ code: codeField }),
        response: { 200: codes, '4xx': refusal },
      },
    },
    async (request) => {
      const who = knownOf(request)
      const { account } = who
      const attempt = await beginTry(tools, account.name, request)
      const { secret, atMs } = waiting.get(account.id) ?? {}
      if (secret === undefined || atMs === undefined || now() - atMs > waitMs)
        throw new AuthError('conflict', 'Begin again: this took too long.')
      const step = stepOf(secret, request.body.code.replaceAll(/\s/g, ''), now())
      if (step === null) throw new AuthError('wrong-code', 'The code is wrong; is the clock of your phone right?')
      limiter.succeeded(attempt, now())
      const recoveryCodes = newRecoveryCodes()
      await store.accounts.setTotp(account.id, secret, step, recoveryCodes.map(hashRecoveryCode), now())
      waiting.delete(account.id)
      await endOthers(tools, account.id, who.id)
      note(tools, who, { action: 'totp.begin', target: account.name })
      return { recoveryCodes }
    },
  )

  app.delete(
    '/api/totp',
    { ...proven, schema: { tags, summary: 'Turns one’s own second factor off', response: { 204: nothing } } },
    async (request, reply) => {
      const who = knownOf(request)
      await store.accounts.setTotp(who.account.id, null, 0, [], now())
      await endOthers(tools, who.account.id, who.id)
      note(tools, who, { action: 'totp.end', target: who.account.name })
      return reply.code(204).send()
    },
  )
}

/** Whoever was logged in before a factor changed has not shown it. */
async function endOthers({ store, ended }: Tools, account: string, but: string): Promise<void> {
  const others = (await store.logins.list(account)).filter(({ id }) => id !== but)
  await store.logins.removeAll(account, but)
  for (const { id } of others) ended({ account, id })
}
