import { randomInt } from 'node:crypto'
import path from 'node:path'
import { parseChatUrl, type FilterSettings, type ReplyKind } from '../chat/index.ts'
import { inputFor, type Game, type InputSpec, type WindowOptions } from '../game/index.ts'
import {
  checkPreset,
  parseFps,
  parsePreset,
  parseTarget,
  withUniqueIds,
  type EncodeFormat,
  type Target,
} from '../render/index.ts'
import type { Config } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { loadGame } from './games.ts'

/** A show that has been checked through: everything that can be known to be wrong before it starts has been said. */
export interface Plan {
  readonly game: Game
  readonly gameUrl: string
  readonly input: InputSpec
  readonly window: WindowOptions
  readonly filter: FilterSettings
  readonly replies: readonly ReplyKind[]
  readonly seed: number
  readonly chat: readonly string[]
  readonly targets: readonly Target[]
  readonly format: EncodeFormat
  readonly pace: 'live' | 'fast'
  readonly frames: number | null
  /** Null for a show without pages: a fast one has nobody to watch it, unless a port was asked for. */
  readonly port: number | null
  readonly host: string
  readonly twitch: TwitchSettings
}

const defaultPort = 8080

/** @throws ServerError, ChatError or RenderError: one sentence that names the value and the valid choices */
export async function makePlan(config: Config, twitch: TwitchSettings): Promise<Plan> {
  const { game, url } = await loadGame(config.game)
  const chat = config.chat ?? [twitch.channel === null ? 'local:' : `twitch:${twitch.channel}`]
  for (const each of chat) parseChatUrl(each)
  const window = planWindow(game, config, chat)
  refuseEmptyAudience(config, chat)
  const preset = parsePreset(config.preset)
  const targets = withUniqueIds(planTargets(config, twitch))
  for (const target of targets) checkPreset(preset, target)
  refuseDoubles(targets)
  return {
    game,
    gameUrl: url,
    input: inputFor(config.set.input ?? game.input.mode, game.input, window),
    window,
    filter: planFilter(config),
    replies: config.replies,
    seed: config.seed ?? randomInt(2 ** 32),
    chat,
    targets,
    format: { ...config.size, fps: parseFps(config.fps), sampleRate: config.sampleRate, preset },
    pace: config.fast ? 'fast' : 'live',
    frames: config.frames ?? null,
    port: config.port ?? (config.fast ? null : defaultPort),
    host: config.host,
    twitch,
  }
}

/** With a stream key the show goes to Twitch; without one it stays on this machine, as a rolling HLS broadcast. */
function planTargets(config: Config, twitch: TwitchSettings): Target[] {
  if (config.output) return config.output.map((url) => parseTarget(url, twitch.streamKey))
  if (twitch.streamKey !== null) return [{ ...parseTarget(ingestOf(twitch.ingestUrl, twitch.streamKey)), id: 'twitch' }]
  return [parseTarget(`hls:${path.join(config.data, 'hls')}`)]
}

/** Twitch lists its ingests as templates, `rtmp://host/app/{stream_key}`; what is given may also end at the application. */
function ingestOf(url: string, key: string): string {
  return url.includes('{stream_key}') ? url.replace('{stream_key}', key) : `${url.replace(/\/$/, '')}/${key}`
}

/** The page's own chat has no accounts, so nobody there is more than anybody. */
function refuseEmptyAudience({ players }: Config, chat: readonly string[]): void {
  if (players === 'everyone' || chat.some((url) => url !== 'local:')) return
  throw new ServerError(
    'bad-config',
    `players is ${JSON.stringify(players)}, and on the page’s own chat nobody is one; add a Twitch channel, or let everyone play`,
  )
}

/** How late the viewers of a broadcast on Twitch see that a vote has closed, at low latency. */
const twitchGraceSeconds = 3

/** What is set of voting windows, whichever mode has them. */
function planWindow(game: Game, { set }: Config, chat: readonly string[]): WindowOptions {
  const own = 'window' in game.input ? game.input.window.graceSeconds : 0
  const isLate = chat.some((url) => url.startsWith('twitch:'))
  return {
    ...(set.window === undefined ? {} : { seconds: set.window }),
    ...(set.quorum === undefined ? {} : { quorum: { least: 1, share: set.quorum / 100 } }),
    ...(set.early === undefined ? {} : { earlyClose: set.early }),
    graceSeconds: set.grace ?? (isLate ? Math.max(own, twitchGraceSeconds) : own),
  }
}

function planFilter({ players, ignore, bots, blocked, burst, perSecond, repeatMs }: Config): FilterSettings {
  return { open: players, ignore, bots: !bots, blocked, burst, perSecond, repeatMs }
}

/** Two encoders on one file or one stream would spoil it for both. */
function refuseDoubles(targets: readonly Target[]): void {
  const urls = targets.map((target) => target.url).filter((url) => url !== 'null:')
  const double = urls.find((url, index) => urls.indexOf(url) < index)
  if (double !== undefined) throw new ServerError('usage', `output ${double} is given twice`)
}
