import { z } from 'zod'
import { lacking, laidOver } from '../../controls/list-change.ts'
import { listsAhead } from '../../controls/undo.ts'
import type { Stage } from '../../stage.ts'
import { actRoute, type ActRoute } from '../act-route.ts'
import { listsBytes } from '../done.ts'

const terms = z.array(z.string().min(1).max(100)).max(1000)

const list = z
  .union([terms, z.strictObject({ add: terms.default([]), remove: terms.default([]) })])
  .describe('The whole list, or what is added to it and removed from it')

const lists = z.object({ blocked: list.exactOptional(), ignore: list.exactOptional() })

type Lists = z.output<typeof lists>

const listsNow = (stage: Stage) => listsAhead(stage.control, stage.waiting())

/** Whole lists. What is added and removed is laid over those of this very moment, so that nobody wipes what somebody else has put in. */
function wholeLists(stage: Stage, { blocked, ignore }: Lists) {
  const now = listsNow(stage)
  const whole = (wish: z.output<typeof list>, there: readonly string[]) =>
    Array.isArray(wish) ? wish : laidOver(there, wish)
  return {
    ...(blocked === undefined ? {} : { blocked: whole(blocked, now.blocked) }),
    ...(ignore === undefined ? {} : { ignore: whole(ignore, now.ignore) }),
  }
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
    body: lists,
    run: (stage, body) => stage.setFilter(wholeLists(stage, body)),
    bodyLimit: listsBytes,
    target: ({ blocked, ignore }) => [...(blocked ? ['blocked'] : []), ...(ignore ? ['ignore'] : [])].join(', '),
    // Of long lists the log has what went and what came.
    before(stage, body) {
      const [now, next] = [listsNow(stage), wholeLists(stage, body)]
      return {
        blocked: lacking(now.blocked, next.blocked ?? now.blocked),
        ignore: lacking(now.ignore, next.ignore ?? now.ignore),
      }
    },
    after(stage, body) {
      const [now, next] = [listsNow(stage), wholeLists(stage, body)]
      return { blocked: lacking(next.blocked ?? [], now.blocked), ignore: lacking(next.ignore ?? [], now.ignore) }
    },
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
