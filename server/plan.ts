import { randomInt } from 'node:crypto'
import { parseChatUrl, type FilterSettings, type ReplyKind, type Sayers } from '../chat/index.ts'
import {
  inputFor,
  type Game,
  type GameSettings,
  type InputSpec,
  type Standing,
  type WindowOptions,
} from '../game/index.ts'
import {
  loadBranding,
  type EncoderChoice,
  type PictureFormat,
  type PictureSpec,
  type SpeechSettings,
  type Target,
} from '../render/index.ts'
import { generalSettings, type Config } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { readGameSettings, type WrittenSettings } from './game-settings.ts'
import { loadGame, type LoadedGame } from './games.ts'
import { planPictures } from './outputs.ts'
import { planFormat } from './format.ts'

/** A show that has been checked through: everything that can be known to be wrong before it starts has been said. */
export interface Plan {
  /** The settings that it was made from. */
  readonly config: Config
  readonly game: Game
  readonly gameUrl: string
  readonly input: InputSpec
  readonly window: WindowOptions
  readonly filter: FilterSettings
  readonly replies: readonly ReplyKind[]
  /** Whose `!say` counts. */
  readonly say: Sayers
  /** Values of the game’s own settings. */
  readonly settings: GameSettings
  /** The same as a journal keeps them. */
  readonly written: WrittenSettings
  /** The game’s all-time leader board as the show finds it. */
  readonly standings: readonly Standing[]
  readonly seed: number
  readonly chat: readonly string[]
  /** The picture of `--size` is among them only where an output has it. */
  readonly pictures: readonly PictureSpec[]
  /** The outputs of all pictures. */
  readonly targets: readonly Target[]
  /** The show's own size, which the pages have too, and the rates of every picture. */
  readonly format: PictureFormat
  readonly encoder: EncoderChoice
  readonly pace: 'live' | 'fast'
  readonly frames: number | null
  /** Null for a show without pages: a fast one has nobody to watch it, unless a port was asked for. */
  readonly port: number | null
  readonly host: string
  /** File of the image for the corner of the picture; null for none. */
  readonly branding: string | null
  readonly speech: SpeechSettings
  /** File that the show is written down in; null for none but that of the session. */
  readonly journal: string | null
  /** Where the show keeps its files. */
  readonly data: string
  readonly twitch: TwitchSettings
}

const defaultPort = 8080

/**
 * @param loaded the game, where it is loaded already
 * @throws ServerError, ChatError or RenderError: one sentence that names the value and the valid choices
 */
export async function makePlan(config: Config, twitch: TwitchSettings, loaded?: LoadedGame): Promise<Plan> {
  const { game, url } = loaded ?? (await loadGame(config.game))
  const chat = config.chat ?? [twitch.channel === null ? 'local:' : `twitch:${twitch.channel}`]
  for (const each of chat) parseChatUrl(each)
  const window = planWindow(game, config, chat)
  const { values, written } = readGameSettings(game, ownSettings(config), generalSettings)
  refuseEmptyAudience(config, chat)
  // Decoded once here, so that a file that is no image is said before anything starts.
  if (config.branding !== undefined) await loadBranding(config.branding)
  const format = planFormat(config)
  const pictures = planPictures(config, twitch, format)
  return {
    config,
    game,
    gameUrl: url,
    input: inputFor(config.set.input ?? game.input.mode, game.input, window, game.teams),
    window,
    filter: planFilter(config),
    replies: config.replies,
    say: config.say,
    settings: values,
    written,
    standings: [],
    seed: config.seed ?? randomInt(2 ** 32),
    chat,
    pictures,
    targets: pictures.flatMap(({ outputs }) => outputs.map(({ target }) => target)),
    format,
    encoder: config.encoder,
    pace: config.fast ? 'fast' : 'live',
    frames: config.frames ?? null,
    port: config.port ?? (config.fast ? null : defaultPort),
    host: config.host,
    branding: config.branding ?? null,
    speech: { of: config.speech, language: config.speechLanguage },
    journal: config.journal ?? null,
    data: config.data,
    twitch,
  }
}

/** What is set of the game itself. */
function ownSettings({ set }: Config): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).filter(([key]) => !generalSettings.includes(key)))
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
