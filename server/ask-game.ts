import type { ChatOptions } from '../chat/index.ts'
import { createGuard, type Decision, type Game, type Judgement, type Match, type Random } from '../game/index.ts'
import type { Asking } from './asking.ts'
import { awaitsOf } from './awaits.ts'
import { stoppedScore } from './author/watched-game.ts'
import { judgeOf } from './judge.ts'
import { showLeaders } from './show-state.ts'

type Asked = Pick<ChatOptions, 'score' | 'judge' | 'judgeAll' | 'awaits' | 'bot'>

/** What the chat asks the game. Of one that was stopped it hears what it would of a game that has nothing to say. */
export function askGame(match: Match, game: Game, asking: Asking, warn: (line: string) => void): Asked {
  const judge = judgeOf(match, game, warn)
  const awaits = awaitsOf(match, game, warn)
  const bot = botOf(match, game, warn)
  return {
    score: () => asking.ask(stoppedScore, () => match.score()),
    ...(judge && judges(judge, asking)),
    ...(awaits && { awaits: () => asking.ask(null, awaits) }),
    // A replay asks no bot, so it doesn’t count among the calls of a tick.
    ...(bot && { bot }),
  }
}

/**
 * The game's own part of a tick: a step, and who leads after it.
 *
 * @returns plays it, and tells whether nothing of the step was lost
 */
export function createTurn(match: Match, game: Game, asking: Asking, warn: (line: string) => void) {
  const step = createGuard('step', warn)
  const rank = createGuard('leaders', warn)
  return (decisions: readonly Decision[], isPaused: boolean): boolean => {
    const isPlayed = step(() => {
      if (isPaused || asking.isStopped) match.rest()
      else asking.ask(undefined, () => match.step(decisions))
    })
    const leaders = () => asking.ask([], () => game.leaders?.(match.state.game) ?? [])
    if (game.leaders) rank(() => showLeaders(match.state.show, leaders()))
    return isPlayed
  }
}

function judges(judge: NonNullable<Asked['judge']>, asking: Asking): Pick<Asked, 'judge' | 'judgeAll'> {
  return {
    judge: (command, by) => asking.ask(null, () => judge(command, by)),
    judgeAll(typed) {
      const judgements: (Judgement | null)[] = typed.map(() => null)
      asking.askMany('judge', typed.length, (index) => {
        const each = typed[index]
        if (each) judgements[index] = judge(each.command, each.by)
      })
      return judgements
    },
  }
}

/** What simulated viewers would type, by the game’s own bot; undefined where it has none. */
function botOf({ state }: Match, game: Game, warn: (line: string) => void): ChatOptions['bot'] {
  if (game.bot === undefined) return undefined
  const guard = createGuard('bot', warn)
  return (random: Random) => {
    let text: string | null = null
    guard(() => (text = game.bot?.(state.game, random) ?? null))
    return text
  }
}
