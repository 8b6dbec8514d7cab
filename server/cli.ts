import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { PartialConfig } from './config.ts'
import { parseSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { flagsOf, operandOf, ownFlags, verbs, type Flag, type Verb } from './flags.ts'

export interface CommandLine {
  readonly verb: Verb
  /** What the verb works on, where it is told by a word. */
  readonly operand: string | undefined
  readonly help: boolean
  /** What the flags set in the configuration. */
  readonly flags: PartialConfig
  /** Flags of this verb alone, as they were written. */
  readonly own: Readonly<Record<string, string | undefined>>
  readonly configFile: string | undefined
}

/** @throws ServerError `usage` */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const verb = verbOf(args)
  const { values, positionals } = parse(verb, args)
  const [, ...words] = positionals[0] === verb ? positionals : [verb, ...positionals]
  const [operand, ...more] = operandOf[verb] === undefined ? [undefined, ...words] : words
  if (more.length > 0)
    throw new ServerError('usage', `${JSON.stringify(more[0])} is one word too many; a flag begins with --`)
  const { help = false, config, set, ...rest } = values
  const isOwn = ([name]: [string, unknown]) => ownFlags[verb].includes(name)
  const named = Object.entries(rest)
  const settings = set === undefined ? {} : { set: parseSettings(set as string[]) }
  return {
    verb,
    operand,
    help: help === true,
    flags: {
      ...Object.fromEntries(named.filter((each) => !isOwn(each)).map(([name, value]) => [camelCase(name), value])),
      ...settings,
    },
    own: Object.fromEntries(named.filter(isOwn)) as Record<string, string>,
    configFile: config as string | undefined,
  }
}

/** The first word says which flags there are, so it comes before them. */
function verbOf([first = 'start']: readonly string[]): Verb {
  if (first.startsWith('-')) return 'start'
  const verb = verbs.find((each) => each === first)
  if (verb !== undefined) return verb
  throw new ServerError('usage', `there is no command ${JSON.stringify(first)}; the commands are ${verbs.join(', ')}`)
}

function parse(verb: Verb, args: readonly string[]) {
  const flags = flagsOf[verb]
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } }
  for (const [name, flag] of Object.entries(flags))
    options[name] = { type: flag.value === undefined ? 'boolean' : 'string', multiple: flag.many ?? false }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    const names = Object.keys(flags).map((name) => `--${name}`)
    throw new ServerError('usage', `${flagMistake(cause)}; the flags are ${names.join(' ')}`, { cause })
  }
}

/** parseArgs explains at length; its first sentence is enough. */
function flagMistake(cause: unknown): string {
  return (cause as Error).message.split(/\. |\n/, 1)[0] ?? 'a flag is wrong'
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

export function helpText(verb: Verb): string {
  const helps: Partial<Record<Verb, () => string[]>> = {
    simulate: simulateHelp,
    replay: replayHelp,
    sessions: sessionsHelp,
    doctor: doctorHelp,
    presets: presetsHelp,
    init: initHelp,
  }
  return (helps[verb] ?? startHelp)().join('\n')
}

function startHelp(): string[] {
  return [
    'Chat Arcade: a stream that a crowd plays.',
    '',
    '  npm start -- [start] [flags]     put a show on the air',
    '  npm start -- simulate [flags]    rehearse a show with a simulated crowd, without going on air',
    '  npm start -- replay SESSION      shoot a show again, or a part of it, in any size',
    '  npm start -- sessions            list the shows that can be shot again',
    '  npm start -- doctor [flags]      see what this machine can do, and what a show would lack',
    '  npm start -- presets             list the presets of platforms, and what each sends',
    '  npm start -- games               list the games',
    '  npm start -- init FOLDER         make a folder with a game of your own that runs',
    '',
    'Flags of start:',
    ...rows(flagsOf.start),
    '',
    'To go live on Twitch, set TWITCH_CHANNEL and TWITCH_STREAM_KEY (or TWITCH_STREAM_KEY_FILE, which keeps the key in a file).',
    'Every flag is also a setting of the config file and CHATARCADE_… in the environment; flags win, then the environment.',
    '',
  ]
}

function simulateHelp(): string[] {
  return [
    'Rehearses a show with a simulated crowd, without picture or broadcast, and reports how it went.',
    '',
    '  npm start -- simulate --viewers 100000 --minutes 10 --game colour-tone',
    '',
    'Flags of simulate:',
    ...rows(flagsOf.simulate),
    '',
  ]
}

function replayHelp(): string[] {
  return [
    'Shoots a show again, from what was written down of it: as fast as it goes, and in any size.',
    'With the size and frame rate of the show every picture and every sample is the same as then.',
    '',
    '  npm start -- replay 20261121-193000 --output highlight.mp4 --from 00:12:30 --to 00:13:00 --size 1080x1920',
    '  npm start -- replay show.jsonl --output show.mkv',
    '',
    'Flags of replay:',
    ...rows(flagsOf.replay),
    '',
  ]
}

function sessionsHelp(): string[] {
  return [
    'Lists the shows that were written down and can be shot again by replay, the newest first.',
    '',
    '  npm start -- sessions',
    '',
    'Flags of sessions:',
    ...rows(flagsOf.sessions),
    '',
  ]
}

function doctorHelp(): string[] {
  return [
    'Looks at what this machine can do for a show: encoders (each is tried at the show’s size), muxers, protocols, devices,',
    'the port, the servers that outputs go to, keys, disk and clock.',
    'Exit code 0 where a show can start, 1 where something is lacking.',
    '',
    '  npm start -- doctor',
    '',
    'Flags of doctor:',
    ...rows(flagsOf.doctor),
    '',
  ]
}

function presetsHelp(): string[] {
  return [
    'Lists the presets: size, frame rate and bitrates of each, and what the platforms take at most.',
    '',
    '  npm start -- presets',
    '  npm start -- --preset twitch-720p30:high',
    '',
  ]
}

function initHelp(): string[] {
  return [
    'Makes a folder with a small game that runs, its tests, and what a project needs. Its last part is the game’s id.',
    'What is there already is never changed: the folder has to be new or empty.',
    '',
    '  npm start -- init ../my-game',
    '',
  ]
}

function rows(flags: Readonly<Record<string, Flag>>): string[] {
  return Object.entries(flags).map(([name, { value, help }]) => {
    const usage = value === undefined ? `--${name}` : `--${name} ${value}`
    return `  ${usage.padEnd(22)} ${help()}`
  })
}
