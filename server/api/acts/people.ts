import { z } from 'zod'
import type { Stage } from '../../stage.ts'
import { actRoute, type ActRoute } from '../act-route.ts'

const userId = z.string().min(1).max(200)
const name = z.string().min(1).max(100)

/** A number says nothing to who reads the log. Of somebody who hasn’t written for long, the name isn’t known any more. */
export function named({ recorder, control }: Stage, id: string): { readonly name: string } | null {
  const known = recorder.of(id).at(-1)?.user ?? control.bans.find((each) => each.userId === id)?.name
  return known === undefined ? null : { name: known }
}

/** What is done about a person. */
export const peopleActs: readonly ActRoute[] = [
  actRoute({
    path: '/api/people/ban',
    right: 'chat.moderate',
    action: 'person.ban',
    summary: 'Sends somebody out of the game for a time, or for good; not out of the platform’s chat',
    body: z.object({ userId, name, seconds: z.int().min(1).max(31_536_000).nullable() }),
    needsReason: true,
    run: (stage, { userId: id, name: shown, seconds: length }) =>
      stage.ban({ userId: id, name: shown, seconds: length }),
    target: ({ userId: id }) => id,
    after: (_stage, { name: shown, seconds }) => ({ name: shown, seconds }),
  }),
  actRoute({
    path: '/api/people/lift',
    right: 'chat.moderate',
    action: 'person.lift',
    summary: 'Lets somebody who was sent out play again',
    body: z.object({ userId }),
    run: (stage, body) => stage.lift(body.userId),
    target: (body) => body.userId,
    after: (stage, body) => named(stage, body.userId),
  }),
  actRoute({
    path: '/api/people/withdraw',
    right: 'chat.moderate',
    action: 'person.withdraw',
    summary: 'Takes somebody’s ballots back; they may vote again',
    body: z.object({ userId }),
    run: (stage, body) => stage.withdraw(body.userId),
    target: (body) => body.userId,
    after: (stage, body) => named(stage, body.userId),
  }),
  actRoute({
    path: '/api/people/forget',
    right: 'chat.moderate',
    action: 'person.forget',
    summary: 'Takes back what somebody did in the game, such as their pixels',
    body: z.object({ userId }),
    needsReason: true,
    run: (stage, body) => stage.forget(body.userId),
    target: (body) => body.userId,
    after: (stage, body) => named(stage, body.userId),
  }),
]
