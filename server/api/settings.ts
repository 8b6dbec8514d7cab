import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { readConfig, type Config, type ConfigKey, type PartialConfig } from '../config.ts'
import { ServerError } from '../error.ts'
import { readSaved, settingKeys, settingsKey } from '../saved-settings.ts'
import { settingFields } from '../settings-fields.ts'
import { guard } from '../auth/guard.ts'
import { nameOf } from './deeds.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { done, reason, refusal } from './done.ts'
import { refusing } from './stream.ts'

const answer = z.object({
  fields: z.array(z.unknown()).readonly(),
  now: z.record(z.string(), z.unknown()).describe('What the show runs by'),
  saved: z.record(z.string(), z.unknown()).describe('What was set here'),
  needsRestart: z.array(z.string()).readonly().describe('Keys that are other than what the show runs by'),
})

/** Settings of the show as forms have them; they are checked by the very schema that checks flags and files. */
export function serveSettings(app: ZodApp, parts: ApiParts): void {
  const { store, log } = parts
  const tags = ['settings']
  const read = async () => describe(parts.show().plan.config, readSaved(await store.settings.get(settingsKey)))
  app.get(
    '/api/settings',
    {
      ...guard('numbers.read'),
      schema: { tags, summary: 'The settings, and how forms ask for them', response: { 200: answer } },
    },
    read,
  )
  app.get(
    '/api/settings/export',
    { ...guard('settings.write'), schema: { tags, summary: 'What was set here, as a file to import elsewhere' } },
    async (_request, reply) => {
      const values = readSaved(await store.settings.get(settingsKey))
      return reply.header('content-disposition', 'attachment; filename="chatarcade-settings.json"').send(values)
    },
  )
  app.put(
    '/api/settings',
    {
      ...guard('settings.write'),
      schema: {
        ...{ tags, summary: 'Sets them, all at once; also takes what was exported' },
        body: z.object({ values: z.record(z.string(), z.unknown()), reason: reason.optional() }),
        response: { 200: done.extend({ settings: answer }), 409: refusal },
      },
    },
    (request, reply) => change(request.body.values, reply),
  )

  function change(values: PartialConfig, reply: FastifyReply) {
    return refusing(reply, async () => {
      check(values, parts.show().plan.config)
      const before = readSaved(await store.settings.get(settingsKey))
      await store.settings.set(settingsKey, values, nameOf(reply.request), Date.now())
      applyLive(parts, values)
      const undo = { by: 'setting' as const, key: settingsKey, value: before }
      const deed = await log.note(reply.request, {
        action: 'settings.change',
        target: Object.keys(values).join(', '),
        before,
        after: values,
        undo,
      })
      return { ...deed, settings: await read() }
    })
  }
}

/** @throws ServerError `bad-config`: one sentence that names the key, the value and what is valid */
function check(values: PartialConfig, now: Config): void {
  const unknown = Object.keys(values).find((key) => !settingKeys.includes(key as ConfigKey))
  if (unknown !== undefined)
    throw new ServerError(
      'bad-config',
      `${JSON.stringify(unknown)} can’t be set here; what can be is ${settingKeys.join(', ')}`,
    )
  readConfig([values, { game: now.game, data: now.data }])
}

function describe(now: Config, values: PartialConfig): z.output<typeof answer> {
  const merged = readConfig([values])
  const isOther = (key: ConfigKey) =>
    values[key] !== undefined && JSON.stringify(merged[key]) !== JSON.stringify(now[key])
  const running = Object.fromEntries(settingKeys.map((key) => [key, now[key]]))
  const live = new Set(settingFields.filter(({ isLive }) => isLive).map(({ key }) => key))
  return {
    ...{ fields: settingFields, now: running, saved: values },
    needsRestart: settingKeys.filter((key) => isOther(key) && !live.has(key)),
  }
}

/** What can be in force at once is. */
function applyLive({ stage }: ApiParts, values: PartialConfig): void {
  const { blocked, ignore, set } = readConfig([values])
  if (values.blocked !== undefined || values.ignore !== undefined) stage().setFilter({ blocked, ignore })
  if (values.set !== undefined && set.input !== undefined)
    stage().setMode(set.input, {
      ...(set.window === undefined ? {} : { seconds: set.window }),
      ...(set.quorum === undefined ? {} : { quorum: { least: 1, share: set.quorum / 100 } }),
    })
}
