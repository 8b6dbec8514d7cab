import { ChatError, createPreview, messageOf, parseChatUrl, parseChatUrls } from '../chat/index.ts'
import { fileSettings } from '../game/index.ts'
import { chooseEncoder, encodings, findFfmpeg, RenderError } from '../render/index.ts'
import { readConfig, type Config, type PartialConfig } from './config.ts'
import type { TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { gameIds, loadGame, type LoadedGame } from './games.ts'
import { act } from './journal/act.ts'
import { makePlan, type Plan } from './plan.ts'
import type { ConfigLayers } from './saved-settings.ts'

/** A game that is loaded already, and what it was asked for by. */
export interface KnownGame extends LoadedGame {
  readonly wish: string
}

/**
 * The plan of a show that starts with these values from the panel. What is set there names no file of the machine: whoever may change
 * settings has no say in what is read, let alone run.
 *
 * @throws ServerError `bad-config`: one sentence that names the value
 */
export async function planSaved(
  values: PartialConfig,
  { flags, environment, file }: ConfigLayers,
  twitch: TwitchSettings,
  known?: KnownGame,
): Promise<Plan> {
  try {
    const own = readConfig([values])
    if (values.game !== undefined) refuseOwnGame(own)
    if (values.chat !== undefined) refuseChatFiles(own)
    const config = readConfig([flags, environment, values, file])
    const loaded = known?.wish === config.game ? known : await loadGame(config.game)
    refuseFileSettings(own, loaded)
    const plan = await makePlan(config, twitch, loaded)
    parseChatUrls(plan.chat)
    checkLists(own)
    if (values.encoder !== undefined) await tryEncoder(plan)
    return plan
  } catch (error) {
    if (isExpected(error)) throw new ServerError('bad-config', messageOf(error), { cause: error })
    throw error
  }
}

/** A number that is out of its range is somebody’s mistake as well. */
const isExpected = (error: unknown) =>
  [ServerError, ChatError, RenderError, RangeError].some((each) => error instanceof each)

function refuseOwnGame({ game }: Config): void {
  if (!gameIds().includes(game))
    throw new ServerError('bad-config', `game is ${JSON.stringify(game)}, and must be one of ${gameIds().join(', ')}`)
}

function refuseChatFiles({ chat = [] }: Config): void {
  const file = chat.find((url) => parseChatUrl(url).kind === 'file')
  if (file === undefined) return
  throw new ServerError('bad-config', `chat is ${JSON.stringify(file)}, and here must be local:, twitch: or crowd:`)
}

function refuseFileSettings({ set }: Config, { game }: LoadedGame): void {
  const file = fileSettings(game).find((key) => Object.hasOwn(set, key))
  if (file === undefined) return
  throw new ServerError('bad-config', `set.${file} names a file, which only the start of the program can`)
}

/** The bounds of lists that moderators set in a running show. */
function checkLists({ blocked, ignore }: Pick<Config, 'blocked' | 'ignore'>): void {
  const result = act.safeParse({ act: 'filter', blocked, ignore })
  const [issue] = result.error?.issues ?? []
  if (issue !== undefined) throw new ServerError('bad-config', `${issue.path.join('.')}: ${issue.message}`)
  checkTerms({ blocked, ignore })
}

/** @throws ServerError `bad-config` on a term that would be found in everything */
export function checkTerms({ blocked, ignore }: Pick<Config, 'blocked' | 'ignore'>): void {
  try {
    createPreview({ blocked, ignore })
  } catch (error) {
    throw new ServerError('bad-config', messageOf(error).replace(/^filter: /, ''), { cause: error })
  }
}

/** One that this machine hasn’t got would keep the show from starting. */
async function tryEncoder({ encoder, pictures }: Plan): Promise<void> {
  const formats = pictures.flatMap((picture) => encodings(picture).map(({ format }) => format))
  if (encoder === 'x264' || encoder === 'auto' || formats.length === 0) return
  await chooseEncoder(findFfmpeg(process.env), formats, encoder, () => {})
}
