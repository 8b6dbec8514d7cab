import { z } from 'zod'
import type { TwitchSettings } from './environment.ts'
import { connectMs } from './reach.ts'

/** One entry of Twitch's public list (dev.twitch.tv, “Get Ingest Servers”). */
const ingestSchema = z.object({
  // It goes to the terminal, and comes from afar.
  name: z
    .string()
    .max(100)
    .transform((name) => name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '')),
  url_template: z
    .string()
    .max(500)
    .regex(/^rtmps?:\/\//),
  availability: z.number().default(1),
  priority: z.number().default(0),
})
const listSchema = z.object({ ingests: z.array(z.unknown()).max(1000) })

export interface Ingest {
  readonly name: string
  /** `rtmp://HOST/APP/{stream_key}` */
  readonly template: string
}

/** What became of the search: an ingest and how far it is, or why there is none. */
export type IngestSearch =
  | { readonly ingest: Ingest; readonly ms: number; readonly listed: number }
  | { readonly ingest: null; readonly problem: string }

/** Whoever waits for the show to start waits for this too. */
const listMs = 2000
const connectLimitMs = 1000
const maxListBytes = 2 ** 20

/** The list begins with what Twitch takes for the nearest; so many of them are measured. */
const measured = 5

/** Connections as quick as this are equal, and Twitch's own order decides: a few ms are chance. */
const equalMs = 10

/** Finds the ingest that is reached soonest, among the first of those that are available. Never throws, and takes 3 s at most. */
export async function findIngest(listUrl: string): Promise<IngestSearch> {
  try {
    const ingests = parseIngests(await readList(listUrl))
    const timed = await Promise.all(
      ingests
        .slice(0, measured)
        .map(async (ingest) => ({ ingest, ms: await connectMs(placeOfTemplate(ingest.template), connectLimitMs) })),
    )
    const reached = timed.flatMap(({ ingest, ms }) => (ms === null ? [] : [{ ingest, ms, listed: ingests.length }]))
    const quickest = Math.min(...reached.map(({ ms }) => ms))
    return (
      reached.find(({ ms }) => ms <= quickest + equalMs) ?? { ingest: null, problem: 'none of the first ones answers' }
    )
  } catch (error) {
    return { ingest: null, problem: plainReason(error) }
  }
}

/** The settings with the nearest ingest in the place of Twitch's usual one, and a line that tells of it. */
export async function withNearestIngest(
  twitch: TwitchSettings,
): Promise<{ readonly twitch: TwitchSettings; readonly line: string }> {
  if (twitch.ingestList === null) return { twitch, line: '' }
  const found = await findIngest(twitch.ingestList)
  if (found.ingest === null)
    return {
      twitch,
      line: `Twitch’s list of ingests can’t be used (${found.problem}); the stream goes to ${twitch.ingestUrl}`,
    }
  const { name, template } = found.ingest
  const line = `Twitch’s nearest ingest is ${name}, ${Math.round(found.ms)} ms away`
  return { twitch: { ...twitch, ingestUrl: template }, line }
}

/** Those that take streams, the preferred ones first. One that is malformed is left out, and the others serve. */
export function parseIngests(list: unknown): Ingest[] {
  return listSchema
    .parse(list)
    .ingests.flatMap((entry) => {
      const { success, data } = ingestSchema.safeParse(entry)
      return success && data.availability > 0 && URL.canParse(data.url_template) ? [data] : []
    })
    .toSorted((a, b) => Number(b.availability >= 1) - Number(a.availability >= 1) || a.priority - b.priority)
    .map(({ name, url_template: template }) => ({ name, template }))
}

/** Read piece by piece: whatever answers may answer without end. */
async function readList(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(listMs), headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`it answers with ${response.status}`)
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > maxListBytes) throw new Error('it is too long')
    pieces.push(piece)
  }
  return JSON.parse(Buffer.concat(pieces).toString())
}

function placeOfTemplate(template: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(template)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (protocol === 'rtmps:' ? 443 : 1935) : Number(port),
  }
}

function plainReason(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'it is not a list of ingests'
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${listMs / 1000} s`
  const { cause } = error
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : error.message
}
