import { z } from 'zod'
import { AuthError } from './error.ts'
import { guard, knownOf } from './guard.ts'
import { makeLink } from './links.ts'
import { isRole, mayManage, roles } from './rights.ts'
import { idParams, note, nothing, refusal, type Api, type Tools } from './tools.ts'

const maxInvitations = 100

const invitationAnswer = z.object({
  id: z.string(),
  role: z.string(),
  account: z.string().nullable().describe('The account whose password it sets; null where it makes one.'),
  createdMs: z.number(),
  expiresMs: z.number(),
})

const tags = ['accounts']

/** Links that make accounts, as those see them who send them. */
export function addInvitationRoutes(app: Api, tools: Tools): void {
  const { store, now } = tools

  app.get(
    '/api/invitations',
    {
      ...guard('accounts.manage'),
      schema: { tags, summary: 'Links that nobody has used yet', response: { 200: z.array(invitationAnswer) } },
    },
    async () => await store.invitations.list(now()),
  )

  const made = z.object({ id: z.string(), path: z.string().describe('Shown once.'), expiresMs: z.number() })
  app.post(
    '/api/invitations',
    {
      ...guard('accounts.manage', { proven: true }),
      schema: {
        tags,
        summary: 'Makes a link by which somebody makes their account',
        body: z.object({ role: z.enum(roles) }),
        response: { 201: made, '4xx': refusal },
      },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const { role } = request.body
      if (!mayManage(who.account.role, role)) throw new AuthError('not-allowed', `You can’t invite a ${role}.`)
      if ((await store.invitations.list(now())).length >= maxInvitations)
        throw new AuthError('conflict', `There are ${maxInvitations} invitations; take some back first.`)
      const link = await makeLink(tools, { role, account: null, by: who.account.id })
      note(tools, who, { action: 'invitation.make', target: link.id, after: { role } })
      return reply.code(201).send(link)
    },
  )

  app.delete(
    '/api/invitations/:id',
    {
      ...guard('accounts.manage'),
      schema: { tags, summary: 'Takes a link back', params: idParams, response: { 204: nothing, '4xx': refusal } },
    },
    async (request, reply) => {
      const who = knownOf(request)
      const invitation = (await store.invitations.list(now())).find(({ id }) => id === request.params.id)
      if (!invitation || !isRole(invitation.role)) throw new AuthError('not-found', 'There is no such invitation.')
      if (!mayManage(who.account.role, invitation.role))
        throw new AuthError('not-allowed', `You can’t take back the invitation of a ${invitation.role}.`)
      await store.invitations.remove(invitation.id)
      const { id, role } = invitation
      note(tools, who, { action: 'invitation.withdraw', target: id, before: { role } })
      return reply.code(204).send()
    },
  )
}
