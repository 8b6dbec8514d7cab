import { z } from 'zod'
import type { ChatItem } from './source.ts'

const atMs = z.int().min(0)
const userId = z.string().min(1).max(200)
const messageId = z.string().min(1).max(200)
const user = z.string().max(200)
const count = z.int().min(1).max(1_000_000)
const tier = z.int().min(1).max(3)
const span = z.int().min(0).max(10_000_000)

const message = z.object({
  type: z.literal('message'),
  atMs,
  userId,
  user,
  text: z.string(),
  badges: z.array(z.string().max(100)).max(50).default([]),
  id: messageId.nullable().default(null),
  colour: z
    .string()
    .regex(/^#[0-9A-Fa-f]{6}$/, 'must be a colour like #1e90ff')
    .nullable()
    .default(null),
  login: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,25}$/, 'must be 1 to 25 letters, digits or underscores')
    .nullable()
    .default(null),
})

const events = [
  z.object({ type: z.literal('message-deleted'), atMs, messageId }),
  z.object({ type: z.literal('user-timed-out'), atMs, userId, seconds: span }),
  z.object({ type: z.literal('user-banned'), atMs, userId }),
  z.object({ type: z.literal('user-left'), atMs, userId }),
  z.object({ type: z.literal('chat-cleared'), atMs }),
  z.object({ type: z.literal('sub'), atMs, userId, user, months: count, tier }),
  z.object({ type: z.literal('gift'), atMs, userId, user, count, tier }),
  z.object({ type: z.literal('raid'), atMs, userId, user, viewers: span }),
  z.object({ type: z.literal('cheer'), atMs, userId, user, bits: count }),
  z.object({
    type: z.literal('room-settings'),
    atMs,
    emoteOnly: z.boolean().exactOptional(),
    subscribersOnly: z.boolean().exactOptional(),
    uniqueOnly: z.boolean().exactOptional(),
    slowSeconds: span.nullable().exactOptional(),
    followersMinutes: span.nullable().exactOptional(),
  }),
] as const

const record = z.discriminatedUnion('type', [message, ...events])

export interface TimedItem {
  readonly atMs: number
  readonly item: ChatItem
}

/** One line of a recording, read from JSON; `fail` is given what is wrong with it. */
export function readRecord(source: string, value: unknown, fail: (why: string, cause: unknown) => never): TimedItem {
  const result = record.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]
    return fail(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a message'}`, result.error)
  }
  const { atMs: due, ...rest } = result.data
  // Nobody in a recording may pose as a viewer of another platform.
  const item = 'userId' in rest ? { ...rest, userId: `file:${rest.userId}` } : rest
  return { atMs: due, item: { source, ...item } }
}
