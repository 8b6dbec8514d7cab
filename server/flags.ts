import { audiences, replyKinds, sayers } from '../chat/index.ts'
import { inputModes } from '../game/index.ts'
import { encoderChoices, speechKinds } from '../render/index.ts'
import { gameIds } from './games.ts'
import { resumes } from './memory/resume.ts'

export const verbs = ['start', 'simulate', 'doctor', 'games', 'init', 'presets', 'replay', 'sessions', 'help'] as const
export type Verb = (typeof verbs)[number]

/** `value` is what the help shows for the value; a flag without one is a switch. */
export interface Flag {
  readonly value?: string
  /** May be given several times. */
  readonly many?: boolean
  readonly help: () => string
}

const game: Flag = {
  value: 'ID|PATH',
  help: () => `the game: ${gameIds().join(', ')}, or the file or folder of your own`,
}
const config: Flag = {
  value: 'FILE',
  help: () => 'settings from a file (chatarcade.config.ts or .yaml, where there is one)',
}
const set: Flag = {
  value: 'KEY=VALUE',
  many: true,
  help: () =>
    `how the crowd plays: input=${inputModes.join('|')}, window=SECONDS, grace=SECONDS, quorum=PERCENT, early=true|false; and what the game itself has (the command games lists it; repeatable)`,
}
const seed: Flag = { value: 'N', help: () => 'seed of all chance; the same seed and chat give the same show' }
/** Where a show is on this machine. */
const place = {
  port: { value: 'N', help: () => 'port of the pages and the API; 0 finds a free one (8080)' },
  host: { value: 'ADDRESS', help: () => 'address to listen on (0.0.0.0, which is every one)' },
  proxies: {
    value: 'ADDRESS',
    many: true,
    help: () => 'a proxy before the server, whose word for a visitor’s address is believed (repeatable)',
  },
  data: { value: 'DIR', help: () => 'where the show keeps its files (.chatarcade)' },
} satisfies Record<string, Flag>
const branding: Flag = { value: 'FILE', help: () => 'an image for the corner of the picture: PNG, JPEG or WebP' }
const fast: Flag = { help: () => 'as fast as it goes, without keeping time' }

/** Who is heard, and what is shown of what they write. */
const chatters = {
  players: { value: 'WHO', help: () => `who may play: ${audiences.join(', ')} (everyone)` },
  ignore: { value: 'NAME', many: true, help: () => 'an account that is not heard (repeatable)' },
  bots: { help: () => 'hear known chat bots too' },
  blocked: { value: 'TERM', many: true, help: () => 'a term that is never displayed (repeatable)' },
  burst: { value: 'N', help: () => 'commands that one viewer may send at once (8)' },
  'per-second': { value: 'N', help: () => 'commands that one viewer may send a second in the long run (2)' },
  'repeat-ms': { value: 'MS', help: () => 'the same again within this time is ignored (500)' },
  replies: { value: 'KIND', many: true, help: () => `what is answered in chat: ${replyKinds.join(', ')} (repeatable)` },
  say: { value: 'WHO', help: () => `whose !say is told to everybody: ${sayers.join(', ')} (moderators)` },
} satisfies Record<string, Flag>

/** Where a show goes, and how it is encoded. */
const outputs = {
  output: {
    value: 'URL',
    many: true,
    help: () =>
      'where it goes: twitch:, rtmp://HOST/APP/KEY, a file (.mkv .mp4 .flv .ts), hls:DIR, null: and more; with ?size=WxH in a size of its own (repeatable)',
  },
  preset: {
    value: 'NAME',
    help: () => 'how it is encoded, such as twitch-720p30; the command presets lists them (live)',
  },
  encoder: {
    value: 'NAME',
    help: () => `what encodes: ${encoderChoices.join(', ')} (x264, which needs no graphics card)`,
  },
  size: {
    value: 'WxH',
    help: () => 'size of the picture, where an output has none of its own (the preset’s, or 1280x720)',
  },
  fps: {
    value: 'N|N/D',
    help: () => 'frames a second: 24, 25, 30, 60, 30000/1001, 60000/1001 … (the preset’s, or 30)',
  },
} satisfies Record<string, Flag>

const start = {
  game,
  chat: {
    value: 'URL',
    many: true,
    help: () => 'where people type: local:, twitch:CHANNEL, file:PATH.jsonl, crowd:N?seed=S (repeatable)',
  },
  ...outputs,
  'sample-rate': { value: 'HZ', help: () => '44100 or 48000 (48000)' },
  ...place,
  config,
  set,
  ...chatters,
  speech: {
    value: 'KIND',
    many: true,
    help: () => `what espeak-ng speaks: ${speechKinds.join(', ')}, or off (alerts and story; repeatable)`,
  },
  'speech-language': { value: 'NAME', help: () => 'the voice that it speaks with: en, de, en-us … (en)' },
  'bandwidth-test': { help: () => 'let Twitch measure the stream, and show it to nobody' },
  branding,
  journal: { value: 'FILE', help: () => 'write the show down in a file too, so that it can be shot again by replay' },
  resume: {
    value: 'WHEN',
    help: () => `go on where the last show was: ${resumes.join(', ')} (auto, which is after a crash)`,
  },
  seed,
  frames: { value: 'N', help: () => 'stop cleanly after N frames' },
  fast,
} satisfies Record<string, Flag>

const simulate = {
  viewers: { value: 'N', help: () => 'simulated viewers, 1 to 100000 (1000)' },
  minutes: { value: 'N', help: () => 'minutes of the show (1)' },
  game,
  config,
  set,
  ...chatters,
  seed,
  fast,
} satisfies Record<string, Flag>

const replay = {
  ...outputs,
  output: {
    value: 'URL',
    many: true,
    help: () =>
      'where it goes: a file (.mkv .mp4 .flv .ts), hls:DIR or null:; with ?size=WxH in a size of its own (repeatable)',
  },
  size: { value: 'WxH', help: () => 'size of the picture (as it was)' },
  fps: { value: 'N|N/D', help: () => 'frames a second (as it was)' },
  set: {
    value: 'KEY=FILE',
    many: true,
    help: () => 'where a file is that the game was given, such as rom=PATH, if it has moved (repeatable)',
  },
  from: { value: 'TIME', help: () => 'where to begin, as 00:12:30 or in seconds (the beginning)' },
  to: { value: 'TIME', help: () => 'where to end (the end)' },
  branding,
  game: { value: 'PATH', help: () => 'the file or folder of the game, where it is none of the bundled ones' },
  data: place.data,
  config,
} satisfies Record<string, Flag>

export const flagsOf: Readonly<Record<Verb, Readonly<Record<string, Flag>>>> = {
  start,
  simulate,
  replay,
  sessions: { data: place.data, config },
  doctor: { ...outputs, ...place, config },
  games: {},
  init: {},
  presets: {},
  help: {},
}

/** Flags that are settings of one verb, and no keys of the configuration. */
export const ownFlags: Readonly<Record<Verb, readonly string[]>> = {
  start: [],
  simulate: ['viewers', 'minutes'],
  replay: ['from', 'to'],
  sessions: [],
  doctor: [],
  games: [],
  init: [],
  presets: [],
  help: [],
}

/** Verbs that are followed by what they work on, as the help shows it. */
export const operandOf: Readonly<Partial<Record<Verb, string>>> = { init: 'FOLDER', replay: 'FILE|SESSION' }
