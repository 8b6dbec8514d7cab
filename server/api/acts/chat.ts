import { z } from 'zod'
import { actRoute, type ActRoute } from '../act-route.ts'
import { listsBytes } from '../done.ts'

const terms = z.array(z.string().min(1).max(100)).max(1000)

/** Of long lists the log has what went and what came. */
function lacking(list: readonly string[], other: readonly string[] = list): readonly string[] {
  const there = new Set(other)
  return list.filter((each) => !there.has(each))
}

/** What is done about messages. */
export const chatActs: readonly ActRoute[] = [
  actRoute({
    path: '/api/chat/delete',
    right: 'chat.moderate',
    action: 'chat.delete',
    summary: 'Takes a message off the screen, and what it voted for with it',
    body: z.object({ source: z.string().max(100), messageId: z.string().max(200) }),
    run: (stage, body) => stage.deleteMessage(body.source, body.messageId),
    target: (body) => body.messageId,
    after: ({ recorder }, { source, messageId }) => {
      const name = recorder.find({ source, limit: 1000 }).findLast(({ id }) => id === messageId)?.user
      return name === undefined ? null : { name }
    },
  }),
  actRoute({
    path: '/api/chat/filter',
    right: 'chat.moderate',
    action: 'chat.filter',
    summary: 'Sets the blocked terms and the names that are not heard; a list that is left out stays',
    body: z.object({ blocked: terms.exactOptional(), ignore: terms.exactOptional() }),
    run: (stage, { blocked, ignore }) =>
      stage.setFilter({ ...(blocked === undefined ? {} : { blocked }), ...(ignore === undefined ? {} : { ignore }) }),
    bodyLimit: listsBytes,
    target: ({ blocked, ignore }) => [...(blocked ? ['blocked'] : []), ...(ignore ? ['ignore'] : [])].join(', '),
    before: ({ control }, { blocked, ignore }) => ({
      blocked: lacking(control.blocked, blocked),
      ignore: lacking(control.ignore, ignore),
    }),
    after: ({ control }, { blocked, ignore }) => ({
      blocked: lacking(blocked ?? [], control.blocked),
      ignore: lacking(ignore ?? [], control.ignore),
    }),
  }),
  actRoute({
    path: '/api/chat/mute',
    right: 'show.direct',
    action: 'chat.mute',
    summary: 'Reads messages and takes none, of one source or of all (null); moderators’ words still count',
    body: z.object({ isMuted: z.boolean(), source: z.string().max(100).nullable().default(null) }),
    run: (stage, { isMuted, source }) => stage.setMuted(isMuted, source),
    target: ({ isMuted, source }) => `${source ?? 'all'} ${isMuted ? 'muted' : 'heard'}`,
  }),
]
