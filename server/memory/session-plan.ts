import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '../../chat/index.ts'
import { planWithGame } from '../change-plan.ts'
import { generalSettings } from '../config.ts'
import { loadGame } from '../games.ts'
import { headerOf, headerSchema, type JournalHeader } from '../journal/header.ts'
import type { Plan } from '../plan.ts'

/**
 * The plan by which a session can be gone on with: the one that was asked for, and where the show had turned to another game, the plan of
 * that one. Null where it would be played otherwise now.
 *
 * @param tell is told why, as the end of a sentence
 */
export async function planOfSession(
  asked: Plan,
  header: JournalHeader,
  tell: (why: string) => void,
): Promise<Plan | null> {
  try {
    const plan = header.switched === undefined ? asked : await withGame(asked, header, header.switched.game)
    if (isPlayedBy(plan, header)) return plan
    tell(`isn’t gone on with: ${plan.game.id} has changed since`)
  } catch (error) {
    tell(`can’t be gone on with: ${messageOf(error)}`)
  }
  return null
}

/** The game by its own settings and files, as it was switched to. */
async function withGame(asked: Plan, { settings = {}, files = {} }: JournalHeader, wish: string): Promise<Plan> {
  const loaded = await loadGame(wish)
  const general = Object.entries(asked.config.set).filter(([key]) => generalSettings.includes(key))
  const named = Object.entries(files).map(([key, { name }]) => [key, name] as const)
  const set = { ...settings, ...Object.fromEntries([...general, ...named]) }
  return await planWithGame({ ...asked, game: loaded.game, config: { ...asked.config, set } }, loaded)
}

/** All that a show follows from but what it found at its beginning: chance, where nobody asked for a seed, and the all-time leader board. */
function isPlayedBy(plan: Plan, header: JournalHeader): boolean {
  const wanted = headerSchema.parse(JSON.parse(JSON.stringify(headerOf(plan, 0))))
  return isDeepStrictEqual(essenceOf(wanted), essenceOf(header))
}

function essenceOf({
  startedAt: _at,
  seed: _seed,
  standings: _standings,
  switched: _switched,
  ...essence
}: JournalHeader) {
  return essence
}
