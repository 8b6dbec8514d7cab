import { readFileSync } from 'node:fs'
import { configKeys, type PartialConfig } from './config.ts'
import { ServerError } from './error.ts'

/** What the environment says of Twitch. The two secrets stay in this object and go nowhere but to Twitch. */
export interface TwitchSettings {
  readonly channel: string | null
  readonly username: string | null
  readonly token: string | null
  readonly streamKey: string | null
  /** Other endpoints than Twitch's own; null for Twitch's. */
  readonly ircUrl: string | null
  readonly clientId: string | null
  readonly apiUrl: string | null
  /** Where streams go: an address up to its application, or a template with `{stream_key}`. */
  readonly ingestUrl: string
  /** The list that the nearest ingest is taken from; null where one is named. */
  readonly ingestList: string | null
}

/** Twitch's own name for the ingest that it finds nearest by DNS, and its public list (dev.twitch.tv, "Get Ingest Servers"). */
const twitchIngest = 'rtmp://live.twitch.tv/app'
const twitchIngestList = 'https://ingest.twitch.tv/ingests'

export function readTwitch(env: NodeJS.ProcessEnv): TwitchSettings {
  const ingest = read(env, 'TWITCH_INGEST_URL')
  const isList = ingest !== null && /^https?:/i.test(ingest)
  return {
    channel: read(env, 'TWITCH_CHANNEL'),
    username: read(env, 'TWITCH_USERNAME'),
    token: read(env, 'TWITCH_TOKEN'),
    streamKey: read(env, 'TWITCH_STREAM_KEY'),
    ircUrl: read(env, 'TWITCH_IRC_URL'),
    clientId: read(env, 'TWITCH_CLIENT_ID'),
    apiUrl: read(env, 'TWITCH_API_URL'),
    ingestUrl: isList ? twitchIngest : (ingest ?? twitchIngest),
    ingestList: isList ? ingest : ingest === null ? twitchIngestList : null,
  }
}

/** What the environment says of the moderators’ side. Both may hold secrets, and go nowhere else. */
export interface PanelSettings {
  /** The owner’s password; null where the first start prints a link instead. It goes nowhere but into its hash. */
  readonly adminPassword: string | null
  /** A Redis for what is done beside the show; null keeps it in the data directory. */
  readonly redisUrl: string | null
}

export function readPanel(env: NodeJS.ProcessEnv): PanelSettings {
  return { adminPassword: read(env, 'CHATARCADE_ADMIN_PASSWORD'), redisUrl: read(env, 'REDIS_URL') }
}

/** A variable, or the content of the file that `NAME_FILE` names, which keeps a secret out of the process list. */
function read(env: NodeJS.ProcessEnv, name: string): string | null {
  const file = env[`${name}_FILE`]
  if (file === undefined || file === '') return env[name]?.trim() || null
  try {
    const content = readFileSync(file, 'utf8').trim()
    if (content !== '') return content
  } catch (cause) {
    throw new ServerError('bad-config', `${name}_FILE is ${file}, which can't be read`, { cause })
  }
  throw new ServerError('bad-config', `${name}_FILE is ${file}, which is empty`)
}

/**
 * Takes what is ours out of the environment, keys and addresses with keys among it: from then on neither `process.env` of a thread
 * that begins later nor a diagnostic report (`--report-on-fatalerror` and the like) shows it.
 *
 * @returns the environment as it was
 */
export function takeEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const whole = { ...env }
  for (const name of Object.keys(env)) if (/^(?:TWITCH_|CHATARCADE_|REDIS_URL)/.test(name)) delete env[name]
  return whole
}

/** Settings by `CHATARCADE_…`: `CHATARCADE_SAMPLE_RATE`, lists and `SET` with commas. */
export function readEnvironment(env: NodeJS.ProcessEnv): PartialConfig {
  const found: PartialConfig = {}
  for (const key of configKeys) {
    const value = env[`CHATARCADE_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`]
    if (value === undefined || value === '') continue
    found[key] = key === 'set' ? parseSettings(value.split(',')) : value
  }
  return found
}

/** Reads `KEY=VALUE` pairs. @throws ServerError `usage` */
export function parseSettings(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1)
        throw new ServerError(
          'usage',
          `set is ${JSON.stringify(pair)}, and must look like KEY=VALUE, such as input=anarchy`,
        )
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}
