import { z } from 'zod'
import { nothingTaken, readItem, writeItem, type ChatTaken } from '../../chat/index.ts'
import { act, type Act } from './act.ts'

/** All that came into the show from outside in one tick; tick 0 is what was done before it began. */
export interface TickInput {
  readonly tick: number
  readonly acts: readonly Act[]
  readonly chat: ChatTaken
  /** The game was stopped for good in this tick, after it had answered so many calls; what came after those was not asked. */
  readonly stopped?: number
}

/** How a show came to its end: frames that left, in the fps of the header. */
export interface ShowEnd {
  readonly frames: number
}

/** That a show went on from here after its process had ended, and when by the wall clock, as ISO 8601. */
export interface Resumption {
  readonly at: string
}

/** A line of a journal after the first. */
export interface JournalLine {
  readonly tick: number
  readonly input: TickInput | null
  /** The next line is of the same tick, and goes on with it. */
  readonly isPart: boolean
  /** Of the state after this tick. */
  readonly hash: string | null
  readonly end: ShowEnd | null
  /** After this tick, which may have had its end. */
  readonly resumed: Resumption | null
}

/** Of one line, in UTF-16 units, before its last message. */
const maxLineUnits = 2 ** 20

/** Of one line that is read, in bytes: a line may end with a message that is itself as long as messages get. */
export const maxLineBytes = 8 * 2 ** 20

const line = z.object({
  tick: z.int().min(0).max(0xffffffff),
  acts: z.array(act).default([]),
  items: z
    .array(
      z.unknown().transform((value, ctx) => {
        const item = readItem(value)
        if (item !== null) return item
        ctx.addIssue('is neither a message nor an event')
        return z.NEVER
      }),
    )
    .default([]),
  follows: z.string().default(''),
  overloaded: z.boolean().exactOptional(),
  lost: z.int().min(0).default(0),
  stopped: z.int().min(0).exactOptional(),
  more: z.boolean().default(false),
  hash: z.string().max(100).nullable().default(null),
  end: z
    .object({ frames: z.int().min(0) })
    .nullable()
    .default(null),
  resumed: z.object({ at: z.iso.datetime() }).nullable().default(null),
})

/** Reads lines in their order, since what seldom changes is only said when it does. @returns what is wrong, as a sentence */
export function createLineReader(overloaded = false): (value: unknown) => JournalLine | string {
  return (value) => {
    const result = line.safeParse(value)
    if (!result.success) {
      const issue = result.error.issues[0]
      return `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a record'}`
    }
    const { tick, acts, items, follows, lost, more, hash, end, resumed, stopped } = result.data
    overloaded = result.data.overloaded ?? overloaded
    const chat = { items, follows, overloaded, lost }
    const isInput = hash === null && resumed === null
    const input = { tick, acts, chat, ...(stopped === undefined ? {} : { stopped }) }
    return { tick, input: isInput ? input : null, isPart: more, hash, end, resumed }
  }
}

/** Puts together what several lines have of one tick. */
export function joined(one: TickInput, two: TickInput): TickInput {
  const chat = { ...two.chat, items: [...one.chat.items, ...two.chat.items] }
  return { ...two, acts: [...one.acts, ...two.acts], chat }
}

/** A tick to which nothing came. */
export const quietInput = (tick: number, overloaded: boolean): TickInput => ({
  tick,
  acts: [],
  chat: { ...nothingTaken, overloaded },
})

/** Writes lines in their order. @returns nothing where nothing came */
export function createLineWriter(wasOverloaded = false): (input: TickInput) => string[] {
  return ({ tick, acts, chat, stopped }) => {
    const { items, follows, overloaded, lost } = chat
    const rest = {
      ...(acts.length === 0 ? {} : { acts }),
      ...(follows === '' ? {} : { follows }),
      ...(overloaded === wasOverloaded ? {} : { overloaded }),
      ...(lost === 0 ? {} : { lost }),
      ...(stopped === undefined ? {} : { stopped }),
    }
    wasOverloaded = overloaded
    if (items.length === 0 && Object.keys(rest).length === 0) return []
    const parts = partsOf(items.map((item) => JSON.stringify(writeItem(item))))
    const head = parts.slice(0, -1).map((part) => `{"tick":${tick},"items":[${part}],"more":true}`)
    const last = parts.at(-1) ?? ''
    const more = JSON.stringify(rest).slice(1)
    return [...head, `{"tick":${tick}${last === '' ? '' : `,"items":[${last}]`}${more === '}' ? more : `,${more}`}`]
  }
}

export const resumedLine = (tick: number, atMs: number): string =>
  JSON.stringify({ tick, resumed: { at: new Date(atMs).toISOString() } satisfies Resumption })

export const hashLine = (tick: number, hash: string, end: ShowEnd | null): string =>
  JSON.stringify({ tick, hash, ...(end === null ? {} : { end }) })

/** A flood in one tick becomes several lines, so that no line is without bound. */
function partsOf(items: readonly string[]): string[] {
  const parts: string[] = []
  let part: string[] = []
  let units = 0
  for (const item of items) {
    part.push(item)
    units += item.length
    if (units < maxLineUnits) continue
    parts.push(part.join(','))
    part = []
    units = 0
  }
  return part.length > 0 ? [...parts, part.join(',')] : parts
}
