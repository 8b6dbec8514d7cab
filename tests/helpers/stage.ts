import { democracy, type Game, type InputSpec } from '../../game/index.ts'
import { openStage, type Stage } from '../../server/stage.ts'
import { silentLog, stagePlan } from './journal.ts'

/** A stage of Colour & Tone after its first tick. @param game what is otherwise in the game */
export async function openedStage(
  input: InputSpec = democracy({ seconds: 10 }),
  game: Partial<Game> = {},
): Promise<Stage> {
  const plan = stagePlan(input)
  const stage = await openStage({ ...plan, game: { ...plan.game, ...game } }, silentLog)
  stage.step()
  return stage
}

/** What somebody types into the page's own chat, in the tick after it. */
export function say(stage: Stage, userId: string, text: string): void {
  stage.chat.local?.say({ userId, user: userId, text })
  stage.step()
}
