import { generalSettings } from './config.ts'
import { loadGame, ownFile, type LoadedGame } from './games.ts'
import { makePlan, type Plan } from './plan.ts'

/**
 * The plan of a show that goes on with another game: pictures, outputs and chats as they are, the game by its own settings. What was set
 * of the last game is set of another version of it, too.
 *
 * @param wish id or path, or the game where it is loaded already
 * @throws ServerError `usage`, `bad-game`, `bad-config`
 */
export async function planWithGame(plan: Plan, wish: string | LoadedGame): Promise<Plan> {
  const loaded = typeof wish === 'string' ? await loadGame(wish) : wish
  const { config, seed, pictures, targets, format, twitch } = plan
  const isSame = loaded.game.id === plan.game.id
  const all = Object.entries(config.set)
  const set = Object.fromEntries(isSame ? all : all.filter(([key]) => generalSettings.includes(key)))
  const game = ownFile(loaded) ?? loaded.game.id
  const made = await makePlan({ ...config, game, set }, twitch, loaded)
  // A file that was asked for holds one show of one game.
  return { ...made, seed, pictures, targets, format, journal: null }
}
