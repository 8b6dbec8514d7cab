import type { Command, Judgement, Typist } from '../game/index.ts'

/** A command that somebody typed, and who. */
export interface Typed {
  readonly command: Command
  readonly by: Typist
}

/**
 * Lets the game judge many commands at once, since each look at a game on the air has its price. Whatever comes after a command that waits
 * for its judgement waits behind it, so all have their turns in their order.
 */
export interface Judging {
  /**
   * @param command null where the game isn’t to judge it
   * @param settle is its turn; the judgement is null where there is none
   */
  add(userId: string, command: Command | null, settle: (judgement: Judgement | null) => void): void
  /** Gives all that wait their turns. */
  flush(): void
}

/** Turns that wait at most: by then the price is small, and a tick that reads against the clock may not be held up for long. */
const mostWaiting = 64

interface Waiting {
  readonly userId: string
  readonly command: Command | null
  readonly settle: (judgement: Judgement | null) => void
  /** By team, since who comes before may change the team that somebody new will be in. */
  readonly judgements: Map<string | null, Judgement | null>
}

export interface JudgingParts {
  readonly teamOf: (userId: string, command: Command) => string | null
  readonly judgeAll: (typed: readonly Typed[]) => readonly (Judgement | null)[]
}

export function createJudging({ teamOf, judgeAll }: JudgingParts): Judging {
  let waiting: Waiting[] = []
  /** Those that have not been judged yet in the team that their author would be in now. */
  const judge = (turns: readonly Waiting[]) => {
    const open = turns.flatMap(({ userId, command, judgements }) => {
      if (command === null) return []
      const team = teamOf(userId, command)
      return judgements.has(team) ? [] : [{ judgements, team, typed: { command, by: { player: userId, team } } }]
    })
    const all = judgeAll(open.map(({ typed }) => typed))
    for (const [index, { judgements, team }] of open.entries()) judgements.set(team, all[index] ?? null)
  }
  const flush = () => {
    const turns = waiting
    waiting = []
    for (const [index, { userId, command, judgements, settle }] of turns.entries()) {
      if (command === null) {
        settle(null)
        continue
      }
      const team = teamOf(userId, command)
      if (!judgements.has(team)) judge(turns.slice(index))
      settle(judgements.get(team) ?? null)
    }
  }
  return {
    flush,
    add(userId, command, settle) {
      if (waiting.length === 0 && command === null) return settle(null)
      waiting.push({ userId, command, settle, judgements: new Map() })
      if (waiting.length >= mostWaiting) flush()
    },
  }
}
