import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Account } from '../store/accounts.ts'
import { readCookie, setCookie } from './cookie.ts'
import { rememberDevice } from './device.ts'
import { lifetimeMs } from './logins.ts'
import { isRole, rights, roles } from './rights.ts'
import { csrfOf, hashSecret } from './secret.ts'
import { visitorOf, type Tools } from './tools.ts'

export const sessionAnswer = z.object({
  who: z
    .object({ id: z.string(), name: z.string(), role: z.enum(roles), hasTotp: z.boolean() })
    .nullable()
    .describe('The account; null where nobody is logged in.'),
  rights: z.array(z.string()),
  csrf: z.string().nullable().describe('For the header x-csrf-token of each request that changes something.'),
})

export type SessionAnswer = z.infer<typeof sessionAnswer>

export const nobody: SessionAnswer = { who: null, rights: [], csrf: null }

/** Begins a new login, and ends the one that this browser had. */
export async function enter(
  { store, logins, now }: Tools,
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
): Promise<SessionAnswer> {
  const { id, name, role, totpSecret } = account
  const before = readCookie(request.headers.cookie)
  const old = before === null ? null : await store.logins.byHash(hashSecret(before))
  if (old !== null) await store.logins.remove(old.id)
  const secret = await logins.start(id, visitorOf(request))
  setCookie(reply, secret, lifetimeMs / 1000)
  rememberDevice(reply, account, now())
  if (!isRole(role)) return nobody
  return { who: { id, name, role, hasTotp: totpSecret !== null }, rights: [...rights[role]], csrf: csrfOf(secret) }
}
