import { z } from 'zod'
import type { FollowStatus } from './filter/who.ts'
import { maxText } from './clean.ts'
import type { ChatItem } from './sources/source.ts'

/**
 * All that chat took from outside in one tick. With the seed and the settings everything else that chat does follows from it,
 * so this is what a journal keeps of it.
 */
export interface ChatTaken {
  /** What was read, in the order in which it counted. */
  readonly items: readonly ChatItem[]
  /** What was known of whether people follow the channel, one letter for each time it was asked: `y`, `n`, `u` for unknown. */
  readonly follows: string
  /** More was typed than was read. */
  readonly overloaded: boolean
  /** Messages that were lost on the way since the last tick. */
  readonly lost: number
}

export const nothingTaken: ChatTaken = { items: [], follows: '', overloaded: false, lost: 0 }

const letters = { yes: 'y', no: 'n', unknown: 'u' } as const satisfies Record<FollowStatus, string>

export const letterOf = (status: FollowStatus): string => letters[status]

/** Where a journal says nothing, nothing was known. */
export function statusOf(letter: string | undefined): FollowStatus {
  if (letter === 'y') return 'yes'
  return letter === 'n' ? 'no' : 'unknown'
}

const text = z.string()
/** Finite, which is all that those who show it rely on. */
const number = z.number()
const source = text
const userId = text
const user = text

/** What is left out is as most messages have it. */
const message = z.object({
  type: z.literal('message').default('message'),
  source,
  id: text.nullable().default(null),
  userId,
  login: text.nullable().default(null),
  user,
  colour: text
    .regex(/^#[0-9A-Fa-f]{6}$/)
    .nullable()
    .default(null),
  text,
  badges: z.array(text).default([]),
})

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message-deleted'), source, messageId: text }),
  z.object({ type: z.literal('user-timed-out'), source, userId, seconds: number }),
  z.object({ type: z.literal('user-banned'), source, userId }),
  z.object({ type: z.literal('user-left'), source, userId }),
  z.object({ type: z.literal('chat-cleared'), source }),
  z.object({ type: z.literal('sub'), source, userId, user, months: number, tier: number }),
  z.object({ type: z.literal('gift'), source, userId, user, count: number, tier: number }),
  z.object({ type: z.literal('raid'), source, userId, user, viewers: number }),
  z.object({ type: z.literal('cheer'), source, userId, user, bits: number }),
  z.object({
    type: z.literal('room-settings'),
    source,
    emoteOnly: z.boolean().exactOptional(),
    subscribersOnly: z.boolean().exactOptional(),
    uniqueOnly: z.boolean().exactOptional(),
    slowSeconds: number.nullable().exactOptional(),
    followersMinutes: number.nullable().exactOptional(),
  }),
])

const item = z.union([event, message])

/** Reads an item as `writeItem` wrote it, from JSON; null for what is none. */
export function readItem(value: unknown): ChatItem | null {
  const result = item.safeParse(value)
  return result.success ? result.data : null
}

/** An item as a short object for JSON. A text over the cap is cut behind it: it is rejected all the same. */
export function writeItem(each: ChatItem): object {
  if (each.type !== 'message') return each
  const { id, login, colour, badges, text: raw } = each
  return {
    source: each.source,
    ...(id === null ? {} : { id }),
    userId: each.userId,
    ...(login === null ? {} : { login }),
    user: each.user,
    ...(colour === null ? {} : { colour }),
    text: raw.length <= maxText ? raw : raw.slice(0, maxText + 1),
    ...(badges.length === 0 ? {} : { badges }),
  }
}
