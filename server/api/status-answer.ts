import { z } from 'zod'
import type { describeShow, Status } from '../status.ts'
import { outlet } from './stream.ts'

const frames = z.object({
  due: z.int(),
  written: z.int(),
  repeated: z.int().describe('Whose picture came too late, so that the last one stood in for it'),
})

const stream = z.object({
  state: z.enum(['pending', 'live', 'recovering', 'closing', 'closed']),
  fps: z.string().describe('Frames a second, also as a fraction: 30000/1001'),
  frames: frames.describe('Of the first picture'),
  samples: z.object({ due: z.int(), written: z.int(), concealed: z.int() }),
  sound: z.object({
    mended: z.int(),
    speech: z.object({ state: z.enum(['ready', 'speaking', 'off']), waiting: z.int(), dropped: z.int() }),
  }),
  pictures: z.array(z.object({ size: z.string(), frames })),
  stills: z.int(),
  outputs: z.array(outlet.extend({ id: z.string(), url: z.string(), size: z.string() })),
})

const chat = z.object({
  received: z.int(),
  accepted: z.int(),
  rejected: z.record(z.string(), z.int()).describe('By cause; one that never was is not in it'),
  held: z.int().describe('Of people of whom it is being asked whether they follow'),
  sources: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['pending', 'live', 'recovering', 'closed']),
      dropped: z.int(),
    }),
  ),
})

const vote = z.object({
  mode: z.string(),
  plays: z.string(),
  phase: z.enum(['open', 'closed']),
  windowSeconds: z.number(),
  secondsLeft: z.number(),
  voters: z.int(),
  abstained: z.int(),
  quorum: z.int(),
  waiting: z.int(),
  options: z.array(z.object({ label: z.string(), votes: z.number(), team: z.string().nullable() })),
  lastResult: z.unknown().describe('How the last vote went; null before the first'),
})

/** What `/api/status` answers, for its description: it goes out without being checked, as it is asked for often. */
export const statusAnswer = z.object({
  game: z.string(),
  tick: z.int(),
  uptimeSeconds: z.number(),
  stream,
  chat,
  vote,
  tickLatenessMs: z.object({ p50: z.number(), p99: z.number() }),
  memory: z.object({
    journal: z.enum(['none', 'live', 'failing', 'closed']),
    snapshot: z
      .object({ tick: z.int().nullable(), costMs: z.number(), everySeconds: z.number() })
      .nullable()
      .describe('The last one'),
    isFailing: z.boolean(),
    wentOnAtTick: z.int().nullable(),
  }),
  spectators: z.int(),
}) satisfies z.ZodType<Answered<Status>>

/** What `/api/show` answers. */
export const showAnswer = z.object({
  game: z.string(),
  build: z.string().nullable().describe('Where the page finds the game; null where it is built into the page'),
  title: z.string(),
  tickRate: z.number(),
  fps: z.string(),
  size: z.object({ width: z.int(), height: z.int() }),
  chat: z.object({ local: z.boolean(), twitch: z.array(z.string()) }),
  broadcast: z.string().nullable(),
  branding: z.string().nullable(),
  help: z.array(z.object({ usage: z.string(), help: z.string() })),
  words: z.array(z.object({ word: z.string(), takesMore: z.boolean(), isOwn: z.boolean() })),
  buttons: z.array(z.object({ label: z.string(), send: z.string(), isOwn: z.boolean() })),
  scripts: z.array(z.string()).describe('Of the pages, by which an open page knows that it is of an older build'),
}) satisfies z.ZodType<ReturnType<typeof describeShow>>

/** The rest of it is told in words, or by what is free to grow. */
type Answered<T extends Status> = Omit<T, 'vote' | 'memory'>
