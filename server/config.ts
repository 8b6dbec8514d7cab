import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { audiences, defaultFilterSettings, defaultReplies, replyKinds, sayers, type ReplyKind } from '../chat/index.ts'
import { inputModes } from '../game/index.ts'
import { encoderChoices, readSize, sizeRule, speechKinds, type SpeechKind } from '../render/index.ts'
import { ServerError } from './error.ts'
import { resumes } from './memory/resume.ts'

/** Whole numbers come as numbers from a file and as text from flags and the environment. */
const whole = (min: number, max: number) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^[0-9]{1,10}$/)
          .transform(Number),
      ],
      `must be a whole number from ${min} to ${max}`,
    )
    .refine(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be a whole number from ${min} to ${max}`,
    )

const text = z.union([z.string(), z.number().transform(String)])
const split = (value: string) => value.split(',').map((part) => part.trim())
const list = z.union([z.array(z.string()), z.string().transform(split)])
const flag = z.union(
  [z.boolean(), z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')],
  'must be true or false',
)

const isNetwork = (value: string) => ipaddr.isValid(value) || ipaddr.isValidCIDR(value)

const isReplyKind = (kind: string): kind is ReplyKind => (replyKinds as readonly string[]).includes(kind)

const isSpeechKind = (kind: string): kind is SpeechKind => (speechKinds as readonly string[]).includes(kind)

/** `off` stands alone. */
const speech = list
  .refine(
    (kinds) => kinds.every(isSpeechKind) || (kinds.length === 1 && kinds[0] === 'off'),
    `must be of ${speechKinds.join(', ')}, or off`,
  )
  .transform((kinds) => kinds.filter(isSpeechKind))

/** `de`, `en-us`, `zh-yue`, `en-gb-x-rp`, `fr+f2`: it becomes an argument of espeak-ng, so it never begins with a sign. */
const voice = z
  .string()
  .regex(/^[a-z]{2,4}(?:[-+][a-z0-9]{1,8}){0,4}$/, 'must be a voice of espeak-ng, such as en, de or en-us')

/** Settings that every game has. A game's own are read with the game: what it is, only the whole configuration tells. */
const settings = z.looseObject({
  input: z.enum(inputModes, `must be one of ${inputModes.join(', ')}`).optional(),
  /** Seconds that a vote is open, and that late ballots count after it. */
  window: whole(1, 3600).optional(),
  grace: whole(0, 60).optional(),
  /** Per cent of those who voted lately. */
  quorum: whole(0, 100).optional(),
  early: flag.optional(),
})

const output = z.strictObject({ url: z.string(), size: z.string().optional(), preset: z.string().optional() })

/** Where the show goes: URLs, which may end in `?size=WxH`, or maps whose `url` is taken as it is. */
const outputs = z.preprocess(
  (value) => (typeof value === 'string' ? split(value) : value),
  z
    .array(z.union([z.string(), output], 'must be a URL or { url, size, preset }'), 'must be a list of outputs')
    .min(1, 'must name at least one; null: makes nothing'),
)

/** The one description of the configuration: flags, environment and file are all checked by it. */
export const configSchema = z.strictObject({
  game: z.string().default('colour-tone'),
  chat: list.optional(),
  output: outputs.optional(),
  preset: z.string().default('live'),
  encoder: z.enum(encoderChoices, `must be one of ${encoderChoices.join(', ')}`).default('x264'),
  /** Size and fps that are not set are the preset's, or else 1280x720 at 30. */
  size: z
    .string()
    .transform((value, ctx) => {
      const size = readSize(value)
      if (size === null) ctx.addIssue(sizeRule)
      return size ?? { width: 0, height: 0 }
    })
    .optional(),
  fps: text.optional(),
  sampleRate: whole(8000, 192_000)
    .default(48_000)
    .refine((rate) => rate === 44_100 || rate === 48_000, 'must be 44100 or 48000'),
  port: whole(0, 65_535).optional(),
  host: z.string().default('0.0.0.0'),
  /** Addresses or networks of proxies before the server, such as 127.0.0.1 or 10.0.0.0/8. */
  proxies: list
    .refine((each) => each.every(isNetwork), 'must be addresses or networks, such as 127.0.0.1 or 10.0.0.0/8')
    .default([]),
  data: z
    .string()
    .default('.chatarcade')
    .transform((directory) => path.resolve(directory)),
  players: z.enum(audiences, `must be one of ${audiences.join(', ')}`).default('everyone'),
  ignore: list.default([]),
  bots: flag.default(false),
  blocked: list.default([]),
  burst: whole(1, 1000).default(defaultFilterSettings.burst),
  perSecond: whole(1, 1000).default(defaultFilterSettings.perSecond),
  repeatMs: whole(0, 60_000).default(defaultFilterSettings.repeatMs),
  replies: list
    .default([...defaultReplies])
    .refine((kinds) => kinds.every(isReplyKind), `must be of ${replyKinds.join(', ')}`)
    .transform((kinds) => kinds.filter(isReplyKind)),
  say: z.enum(sayers, `must be one of ${sayers.join(', ')}`).default('moderators'),
  speech: speech.default(['alerts', 'story']),
  speechLanguage: voice.default('en'),
  branding: z
    .string()
    .transform((file) => path.resolve(file))
    .optional(),
  journal: z
    .string()
    .min(1, 'must name a file')
    .transform((file) => path.resolve(file))
    .optional(),
  resume: z.enum(resumes, `must be one of ${resumes.join(', ')}`).default('auto'),
  bandwidthTest: flag.default(false),
  seed: whole(0, 0xffffffff).optional(),
  frames: whole(1, Number.MAX_SAFE_INTEGER).optional(),
  fast: flag.default(false),
  set: settings.default({}),
})

export type Config = z.infer<typeof configSchema>
export type ConfigKey = keyof Config

/** Settings that every game has. */
export const generalSettings = Object.keys(settings.shape)

export const configKeys = Object.keys(configSchema.shape) as ConfigKey[]

/** What can be set where nothing is a default yet: keys as in the schema, values as they were written. */
export type PartialConfig = Partial<Record<ConfigKey, unknown>>

/**
 * Merges layers, the first one strongest, and checks the result.
 * @throws ServerError `bad-config`, one sentence that names the key, the value and what is valid
 */
export function readConfig(layers: readonly PartialConfig[]): Config {
  const merged: PartialConfig = {}
  for (const layer of layers.toReversed()) {
    const set = { ...(merged.set as object | undefined), ...(layer.set as object | undefined) }
    Object.assign(merged, layer, Object.keys(set).length > 0 ? { set } : {})
  }
  const parsed = configSchema.safeParse(merged)
  if (parsed.success) return parsed.data
  throw new ServerError('bad-config', sentence(parsed.error.issues[0] as z.core.$ZodIssue, merged))
}

function sentence(issue: z.core.$ZodIssue, merged: PartialConfig): string {
  if (issue.code === 'unrecognized_keys') {
    const choices = issue.path.length === 0 ? configKeys : Object.keys(output.shape)
    return `there is no setting ${JSON.stringify(issue.keys[0])}; the settings are ${choices.join(', ')}`
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], merged)
  // What is written for an output may hold a stream key.
  if (issue.path[0] === 'output') return `${issue.path.join('.')} ${issue.message}`
  return `${issue.path.join('.')} is ${JSON.stringify(value)}, and ${issue.message}`
}
