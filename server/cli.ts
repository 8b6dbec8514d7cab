import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { inputModes } from '../game/index.ts'
import { presetNames } from '../render/index.ts'
import type { PartialConfig } from './config.ts'
import { parseSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { gameIds } from './games.ts'

export const verbs = ['start', 'games', 'help'] as const
export type Verb = (typeof verbs)[number]

export interface CommandLine {
  readonly verb: Verb
  readonly help: boolean
  /** What the flags of `start` set. */
  readonly flags: PartialConfig
  readonly configFile: string | undefined
}

/** Flags of `start`: `value` is what the help shows for the value, and its absence makes the flag a switch. */
const flags = {
  game: { value: 'ID', help: () => `the game: ${gameIds().join(', ')}` },
  chat: {
    value: 'URL',
    many: true,
    help: () => 'where people type: local:, twitch:CHANNEL, file:PATH.jsonl, crowd:N?seed=S (repeatable)',
  },
  output: {
    value: 'URL',
    many: true,
    help: () => 'where it goes: rtmp://HOST/APP/KEY, a file (.mkv .mp4 .flv .ts), hls:DIR, null: (repeatable)',
  },
  preset: { value: 'NAME', help: () => `how it is encoded: ${presetNames.join(', ')}` },
  size: { value: 'WxH', help: () => 'size of the picture (1280x720)' },
  fps: { value: 'N|N/D', help: () => 'frames a second: 24, 25, 30, 60, 30000/1001, 60000/1001 … (30)' },
  'sample-rate': { value: 'HZ', help: () => '44100 or 48000 (48000)' },
  port: { value: 'N', help: () => 'port of the pages and the API; 0 finds a free one (8080)' },
  host: { value: 'ADDRESS', help: () => 'address to listen on (0.0.0.0, which is every one)' },
  data: { value: 'DIR', help: () => 'where the show keeps its files (.chatarcade)' },
  config: { value: 'FILE', help: () => 'settings from a file (chatarcade.config.ts or .yaml, where there is one)' },
  set: {
    value: 'KEY=VALUE',
    many: true,
    help: () => `a setting of the game: input=${inputModes.join('|')}, window=SECONDS (repeatable)`,
  },
  seed: { value: 'N', help: () => 'seed of all chance; the same seed and chat give the same show' },
  frames: { value: 'N', help: () => 'stop cleanly after N frames' },
  fast: { help: () => 'as fast as it goes, without keeping time' },
} satisfies Record<string, { value?: string; many?: boolean; help: () => string }>

/** @throws ServerError `usage` */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args)
  const [verb = 'start', ...more] = positionals
  if (!isVerb(verb))
    throw new ServerError('usage', `there is no command ${JSON.stringify(verb)}; the commands are ${verbs.join(', ')}`)
  if (more.length > 0)
    throw new ServerError('usage', `${JSON.stringify(more[0])} is one word too many; a flag begins with --`)
  const { help = false, config, set, ...rest } = values
  const named = Object.fromEntries(Object.entries(rest).map(([name, value]) => [camelCase(name), value]))
  const settings = set === undefined ? {} : { set: parseSettings(set as string[]) }
  return { verb, help: help === true, flags: { ...named, ...settings }, configFile: config as string | undefined }
}

function isVerb(text: string): text is Verb {
  return (verbs as readonly string[]).includes(text)
}

function parse(args: readonly string[]) {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } }
  for (const [name, flag] of Object.entries(flags))
    options[name] = { type: 'value' in flag ? 'string' : 'boolean', multiple: 'many' in flag }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw new ServerError(
      'usage',
      `${flagMistake(cause)}; the flags are ${Object.keys(flags)
        .map((name) => `--${name}`)
        .join(' ')}`,
      { cause },
    )
  }
}

/** parseArgs explains at length; its first sentence is enough. */
function flagMistake(cause: unknown): string {
  return (cause as Error).message.split(/\. |\n/, 1)[0] ?? 'a flag is wrong'
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

export function helpText(): string {
  const rows = Object.entries(flags).map(([name, flag]) => {
    const usage = 'value' in flag ? `--${name} ${flag.value}` : `--${name}`
    return `  ${usage.padEnd(22)} ${flag.help()}`
  })
  return [
    'Chat Arcade: a stream that a crowd plays.',
    '',
    '  npm start -- [start] [flags]   put a show on the air',
    '  npm start -- games             list the games',
    '',
    'Flags of start:',
    ...rows,
    '',
    'To go live on Twitch, set TWITCH_CHANNEL and TWITCH_STREAM_KEY (or TWITCH_STREAM_KEY_FILE, which keeps the key in a file).',
    'Every flag is also a setting of the config file and CHATARCADE_… in the environment; flags win, then the environment.',
    '',
  ].join('\n')
}
