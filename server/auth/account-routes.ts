/* oxlint-disable oxc/no-async-endpoint-handlers -- that is of Express; Fastify waits for its handlers. */
import { z } from 'zod'
import type { Account } from '../store/accounts.ts'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { makeLink } from './links.ts'
import { isRole, mayManage, roles, type Role } from './rights.ts'
import { idParams, note, nothing, refusal, type Api, type Tools } from './tools.ts'
import type { Who } from './who.ts'

const accountAnswer = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  isDisabled: z.boolean(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  createdMs: z.number(),
})

const tags = ['accounts']

const manage = guard('accounts.manage', { proven: true })

/** Accounts of others: what they may do, and whether they may enter. */
export function addAccountRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools

  app.get(
    '/api/accounts',
    {
      ...guard('accounts.manage'),
      schema: { tags, summary: 'The accounts, and what each may do', response: { 200: z.array(accountAnswer) } },
    },
    async () => (await store.accounts.list()).map(describe),
  )

  const change = z.object({ role: z.enum(roles).optional(), isDisabled: z.boolean().optional() })
  app.patch(
    '/api/accounts/:id',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Gives somebody another role, shuts them out or lets them in; their logins end',
        params: idParams,
        body: change,
        response: { 200: accountAnswer, '4xx': refusal },
      },
    },
    async (request) => {
      const who = knownOf(request)
      const { role, isDisabled } = request.body
      const account = await managed(tools, who, request.params.id)
      if (role !== undefined && !mayManage(who.account.role, role))
        throw new AuthError('not-allowed', `You can’t make anybody a ${role}.`)
      const to = { ...(role === undefined ? {} : { role }), ...(isDisabled === undefined ? {} : { isDisabled }) }
      await store.accounts.change(account.id, to, now())
      // Logins with the rights of before are over.
      await store.logins.removeAll(account.id)
      tools.ended({ account: account.id, id: null })
      const before = { role: account.role, isDisabled: account.isDisabled }
      note(tools, who, { action: 'account.change', target: account.name, before, after: to })
      return describe({ ...account, ...to })
    },
  )

  app.delete(
    '/api/accounts/:id',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Removes an account for good',
        params: idParams,
        response: { 204: nothing, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const account = await managed(tools, who, request.params.id)
      await store.accounts.remove(account.id)
      tools.ended({ account: account.id, id: null })
      note(tools, who, { action: 'account.remove', target: account.name, before: { role: account.role } })
      return reply.code(204).send()
    },
  )
}

/** Ways back in for somebody who lost their password or their second factor. */
export function addRecoveryRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools

  const link = z.object({ id: z.string(), path: z.string().describe('Shown once.'), expiresMs: z.number() })
  app.post(
    '/api/accounts/:id/link',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Makes a link by which somebody sets a new password',
        params: idParams,
        response: { 201: link, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const account = await managed(tools, who, request.params.id)
      await store.invitations.removeFor(account.id)
      const made = await makeLink(tools, { role: account.role, account: account.id, by: who.account.id })
      note(tools, who, { action: 'account.link', target: account.name })
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/api/accounts/:id/totp',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Takes the second factor off somebody who has lost it',
        params: idParams,
        response: { 204: nothing, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const account = await managed(tools, who, request.params.id)
      await store.accounts.setTotp(account.id, null, 0, [], now())
      await store.logins.removeAll(account.id)
      tools.ended({ account: account.id, id: null })
      note(tools, who, { action: 'account.totp.remove', target: account.name })
      return reply.code(204).send()
    },
  )
}

type Managed = Account & { readonly role: Role }

/** An account that somebody may change: not their own, and of a role that they may give. */
export async function managed({ store }: Pick<Tools, 'store'>, who: Who, id: string): Promise<Managed> {
  const account = await store.accounts.get(id)
  if (account === null || !isRole(account.role)) throw new AuthError('not-found', 'There is no such account.')
  if (account.id === who.account.id) throw new AuthError('conflict', 'Let somebody else change your own account.')
  if (!mayManage(who.account.role, account.role))
    throw new AuthError('not-allowed', `You can’t change a ${account.role}.`)
  return { ...account, role: account.role }
}

function describe({ id, name, role, isDisabled, password, totpSecret, createdMs }: Account) {
  return { id, name, role, isDisabled, hasPassword: password !== null, hasTotp: totpSecret !== null, createdMs }
}
