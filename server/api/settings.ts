import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ConfigKey, PartialConfig } from '../config.ts'
import { ServerError } from '../error.ts'
import { settingKeys } from '../saved-settings.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, listsBytes, reason, refusal } from './done.ts'
import { changeSettings, describeSettings, savedNow } from './settings-change.ts'
import { refusing } from './stream.ts'

const answer = z.object({
  fields: z.array(z.unknown()).readonly(),
  now: z.record(z.string(), z.unknown()).describe('What the show runs by'),
  saved: z.record(z.string(), z.unknown()).describe('What was set here'),
  usual: z.record(z.string(), z.unknown()).describe('What a start goes by where nothing is set here'),
  defaults: z.record(z.string(), z.unknown()).describe('What the game has for what nobody has set, such as set.early'),
  heldBy: z
    .record(z.string(), z.enum(['flag', 'environment']))
    .describe('Settings that the program was started with, which what is set here can’t change'),
  needsRestart: z.array(z.string()).readonly().describe('Keys that another start would change'),
})

const changedAnswer = done.extend({
  settings: answer,
  problems: z.array(z.string()).readonly().describe('Why something is not in force at once'),
})

const exported = {
  ...{ tags: ['settings'], summary: 'What was set here, as a file to import elsewhere' },
  response: { 200: answer.shape.saved },
}

/** Settings of the show as forms have them; they are checked by the very schema that checks flags and files. */
export function serveSettings(app: ZodApp, parts: ApiParts): void {
  const tags = ['settings']
  const read = async () => describeSettings(parts, await savedNow(parts))
  app.get(
    '/api/settings',
    {
      ...guard('numbers.read'),
      schema: { tags, summary: 'The settings, and how forms ask for them', response: { 200: answer } },
    },
    read,
  )
  app.get('/api/settings/export', { ...guard('settings.write'), schema: exported }, async (_request, reply) =>
    reply.header('content-disposition', 'attachment; filename="chatarcade-settings.json"').send(await savedNow(parts)),
  )
  const body = z.object({ values: z.record(z.string(), z.unknown()), reason: reason.optional() })
  const response = { 200: changedAnswer, 409: refusal }
  const settle = async (request: FastifyRequest, fields: PartialConfig, why: string | null) => {
    const { before, after, problems } = await changeSettings(parts, fields, nameOf(request))
    const changes = settingKeys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => ({ key, before: before[key], after: after[key] }))
    const deed = await parts.log.note(request, {
      ...{ action: 'settings.change', target: changes.map(({ key }) => key).join(', '), reason: why },
      before: Object.fromEntries(changes.map((each) => [each.key, each.before])),
      after: Object.fromEntries(changes.map((each) => [each.key, each.after])),
      undo: changes.length === 0 ? null : { by: 'setting', changes },
    })
    return { ...deed, settings: await read(), problems }
  }
  app.put(
    '/api/settings',
    {
      ...guard('settings.write'),
      bodyLimit: listsBytes,
      schema: {
        ...{
          tags,
          summary:
            'Sets them, all at once: what isn’t named, also within set, is set no longer; also takes what was exported',
        },
        ...{ body, response },
      },
    },
    (request, reply) =>
      refusing(reply, async () => settle(request, allOf(request.body.values), request.body.reason ?? null)),
  )
  app.patch(
    '/api/settings',
    {
      ...guard('settings.write'),
      bodyLimit: listsBytes,
      schema: {
        ...{ tags, summary: 'Sets those that are named, also within set; null for one that is to be set no longer' },
        ...{ body, response },
      },
    },
    (request, reply) =>
      refusing(reply, async () =>
        settle(request, merged(await savedNow(parts), request.body.values), request.body.reason ?? null),
      ),
  )
}

/** Every setting that there is: one that isn’t named is set no longer. @throws ServerError `bad-config` for one that there isn’t */
function allOf(values: PartialConfig): PartialConfig {
  refuseUnknown(values)
  return Object.fromEntries(settingKeys.map((key) => [key, values[key]]))
}

/** What a merge patch names (RFC 7396), as far down as settings go. @throws ServerError `bad-config` for one that there isn’t */
function merged({ set }: PartialConfig, values: Readonly<Record<string, unknown>>): PartialConfig {
  refuseUnknown(values)
  const fields = Object.entries(values).map(([key, value]) => [key, value ?? undefined])
  const own = values['set']
  if (typeof own !== 'object' || own === null) return Object.fromEntries(fields)
  const whole = Object.entries({ ...(set as object), ...own }).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(fields), set: whole.length === 0 ? undefined : Object.fromEntries(whole) }
}

function refuseUnknown(values: object): void {
  const unknown = Object.keys(values).find((key) => !settingKeys.includes(key as ConfigKey))
  if (unknown !== undefined)
    throw new ServerError(
      'bad-config',
      `${JSON.stringify(unknown)} can’t be set here; what can be is ${settingKeys.join(', ')}`,
    )
}
