import { openChat, type Chat, type ChatTick } from '../chat/index.ts'
import { createMatch, type Match } from '../game/index.ts'
import { createFeed } from './feed.ts'
import type { Log } from './log.ts'
import { createPatches, type Patches } from './patches.ts'
import type { Plan } from './plan.ts'
import { quietTick, updateShow } from './show-state.ts'

/** What is needed of a plan to play, on the air or not. */
export type StagePlan = Pick<Plan, 'game' | 'seed' | 'input' | 'window' | 'filter' | 'replies' | 'chat' | 'twitch'>

/** Where the show is played: chat, game and the state that everybody sees. */
export interface Stage extends AsyncDisposable {
  readonly chat: Chat
  readonly match: Match
  readonly patches: Patches
  /** One tick: chat to decisions, decisions to state, state to the bytes of a patch. */
  step(): { readonly said: ChatTick; readonly patch: Uint8Array }
}

export async function openStage(plan: StagePlan, log: Log): Promise<Stage> {
  const { game, seed } = plan
  const match = createMatch(game, seed)
  const score = () => match.score()
  const chat = await openChat({ ...plan, urls: plan.chat, score, log: (level, line) => log[level](line) })
  const patches = createPatches(match.state)
  const feed = createFeed(match.state.show)
  const tryGame = guard((line) => log.warn(`${game.id}: ${line}`))
  // The first picture shows the vote that is open before the first tick.
  updateShow(match.state.show, quietTick, chat)
  return {
    chat,
    match,
    patches,
    step() {
      const said = chat.drain(match.tick + 1)
      tryGame(() => match.step(said.decisions))
      updateShow(match.state.show, said, chat)
      feed.update(said)
      return { said, patch: patches.next() }
    },
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

/** A game that throws loses its move, never the show. It is told ever more seldom: thirty lines a second would fill a disk. */
function guard(warn: (line: string) => void): (step: () => void) => void {
  let throws = 0
  return (step) => {
    try {
      step()
    } catch (error) {
      throws += 1
      if (Number.isInteger(Math.log2(throws))) warn(`step threw (${throws} times so far) ${String(error)}`)
    }
  }
}
