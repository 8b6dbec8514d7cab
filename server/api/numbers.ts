import { z } from 'zod'
import { missingNumbers, numberNames, type MissingNumber, type NumberName } from '../numbers.ts'
import { guard } from '../auth/guard.ts'
import type { Numbers } from '../store/rollups.ts'
import type { ApiParts, ZodApp } from './api.ts'
import { csv, csvAnswer, csvType } from './csv.ts'

const span = z.object({
  of: z.enum(['hour', 'day']).default('hour').describe('The last hour by ten seconds, or the last day by five minutes'),
})

const isMissing = (name: NumberName) => missingNumbers.some((each) => each === name)

type Row = Readonly<Record<Exclude<NumberName, MissingNumber>, number> & Record<MissingNumber, number | null>>

const always = Object.fromEntries(numberNames.map((name) => [name, z.number()])) as Record<NumberName, z.ZodNumber>
const atTimes = Object.fromEntries(missingNumbers.map((name) => [name, z.number().nullable()])) as Record<
  MissingNumber,
  z.ZodNullable<z.ZodNumber>
>
const row = z.object({ atMs: z.number(), ...always, ...atTimes })

/** A number that an earlier version didn’t take yet is 0; one that there may be none of is null where there was none. */
function rowOf(atMs: number, numbers: Numbers): z.output<typeof row> {
  const known = numberNames.map((name): [string, number | null] => [
    name,
    numbers[name] ?? (isMissing(name) ? null : 0),
  ])
  return { atMs, ...(Object.fromEntries(known) as Row) }
}

function dated({ atMs, ...numbers }: z.output<typeof row>): object {
  return { at: new Date(atMs).toISOString(), ...numbers }
}

const decided = z.object({
  id: z.int(),
  session: z.string().describe('The show that it was in'),
  tick: z.int(),
  atMs: z.number(),
  label: z.string().describe('What won; empty where nothing was decided'),
  votes: z.number().describe('What the winner got, by weight'),
  voters: z.int(),
  reason: z.string().describe('Why it was decided so, in a word'),
})

/** The show’s numbers over time. */
export function serveNumbers(app: ZodApp, { store, status }: ApiParts): void {
  const guarded = guard('numbers.read')
  const tags = ['numbers']
  const read = async ({ of }: z.output<typeof span>) => {
    const [seconds, lengthMs] = of === 'hour' ? ([10, 3_600_000] as const) : ([300, 86_400_000] as const)
    const rollups = await store.rollups.list(seconds, Date.now() - lengthMs)
    return rollups.map(({ atMs, numbers }) => rowOf(atMs, numbers))
  }
  app.get(
    '/api/numbers',
    {
      ...guarded,
      schema: { tags, summary: 'The show’s numbers over time', querystring: span, response: { 200: z.array(row) } },
    },
    ({ query }) => read(query),
  )
  app.get(
    '/api/numbers.csv',
    { ...guarded, schema: { tags, summary: 'The same as a table', querystring: span, response: { 200: csvAnswer } } },
    async ({ query }, reply) => {
      return reply.type(csvType).send(csv((await read(query)).map(dated)))
    },
  )
  app.get(
    '/api/votes/history',
    {
      ...guarded,
      schema: {
        tags: ['votes'],
        summary: 'What the crowd decided, the newest first',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
        response: { 200: z.array(decided) },
      },
    },
    async ({ query }) => await store.votes.list(query),
  )
  app.get(
    '/api/leaders',
    {
      schema: {
        tags: ['game'],
        summary: 'The all-time leader board of the game that is on',
        querystring: z.object({ game: z.string().max(60).optional() }),
        response: { 200: z.array(z.object({ name: z.string(), points: z.int() })) },
      },
    },
    async ({ query }) => {
      const { game } = query.game === undefined ? await status() : { game: query.game }
      // Who somebody is on their platform is for moderators.
      return (await store.leaderboards.top(game)).map(({ name, points }) => ({ name, points }))
    },
  )
}
