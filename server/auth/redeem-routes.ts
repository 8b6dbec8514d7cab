/* oxlint-disable oxc/no-async-endpoint-handlers -- that is of Express; Fastify waits for its handlers. */
import { z } from 'zod'
import { StoreError } from '../store/store.ts'
import { enter, nobody, sessionAnswer } from './enter.ts'
import { AuthError } from './error.ts'
import { anybody } from './guard.ts'
import { hashPassword } from './password.ts'
import { isRole } from './rights.ts'
import { hashSecret, newId } from './secret.ts'
import { demandStrength, note, passwordField, refusal, type Api, type Tools } from './tools.ts'

/** Names that would be taken for somebody else. */
const reserved = new Set(['owner', 'somebody', 'the program', 'system'])

const nameField = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,31}$/u, 'a name has 2 to 32 letters, digits, dots, dashes or underscores')

const secretField = z.string().min(20).max(100)
const tags = ['accounts']

/** The same links, as those see them who follow them. */
export function addRedeemRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools
  const gone = () => new AuthError('not-found', 'This link was used, or is too old. Ask for another one.')

  const found = z.object({ role: z.string(), name: z.string().nullable(), expiresMs: z.number() })
  app.post(
    '/api/invitations/look',
    {
      ...anybody(),
      schema: {
        tags,
        summary: 'What a link of an invitation is for',
        body: z.object({ secret: secretField }),
        response: { 200: found, '4xx': refusal },
      },
    },
    async (request) => {
      const invitation = await store.invitations.byHash(hashSecret(request.body.secret), now())
      if (invitation === null) throw gone()
      const account = invitation.account === null ? null : await store.accounts.get(invitation.account)
      return { role: invitation.role, name: account?.name ?? null, expiresMs: invitation.expiresMs }
    },
  )

  const redeem = z.object({ secret: secretField, name: nameField.optional(), password: passwordField })
  app.post(
    '/api/invitations/redeem',
    {
      ...anybody(),
      schema: {
        tags,
        summary: 'Makes an account by a link, or sets a new password by it, and logs in',
        body: redeem,
        response: { 200: sessionAnswer, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const { secret, password } = request.body
      const hash = hashSecret(secret)
      const invitation = await store.invitations.byHash(hash, now())
      if (invitation === null || !isRole(invitation.role)) throw gone()
      const name = invitation.account === null ? newName(request.body.name) : ''
      const account = invitation.account === null ? null : await store.accounts.get(invitation.account)
      demandStrength(password, [account?.name ?? name])
      const id = await store.invitations
        .redeem(hash, { id: newId(), name, password: await hashPassword(password) }, now())
        .catch((error: unknown) => {
          if (!(error instanceof StoreError) || error.code !== 'conflict') throw error
          throw new AuthError('conflict', `The name ${name} is taken.`)
        })
      const entered = id === null ? null : await store.accounts.get(id)
      if (entered === null) throw gone()
      await store.logins.removeAll(entered.id)
      tools.ended({ account: entered.id, id: null })
      note(tools, entered.name, { action: account === null ? 'account.make' : 'password.change', target: entered.name })
      // A second factor is not passed by, and a disabled account stays so.
      if (entered.totpSecret !== null || entered.isDisabled) return nobody
      return await enter(tools, request, reply, entered)
    },
  )
}

/** @throws AuthError `bad-request`, `conflict` */
function newName(name: string | undefined): string {
  if (name === undefined) throw new AuthError('bad-request', 'Choose a name.')
  const normal = name.normalize('NFKC')
  if (reserved.has(normal.toLowerCase())) throw new AuthError('conflict', `The name ${normal} is taken.`)
  return normal
}
