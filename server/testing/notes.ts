import type { Decision, GameAlert, Match, Standing } from '../../game/index.ts'

/** Something that happened, and the tick in which it did. */
export type AtTick<What> = What & { readonly tick: number }

/** What has happened in a game so far, the oldest first. Of each kind the newest ten thousand are kept. */
export interface Notes {
  /** What entered the game: the winners of votes, or every command where all act. */
  readonly decisions: readonly AtTick<Decision>[]
  /** What the game told by `ctx.alert`. */
  readonly alerts: readonly AtTick<GameAlert>[]
  /** What it gave by `ctx.award`. */
  readonly awards: readonly AtTick<Standing>[]
  /** What it said by `ctx.over`. */
  readonly endings: readonly AtTick<{ readonly text: string }>[]
}

const maxKept = 10_000

export function createNotes(): Notes & { note(match: Match, decisions: readonly Decision[]): void } {
  const decisions: AtTick<Decision>[] = []
  const alerts: AtTick<GameAlert>[] = []
  const awards: AtTick<Standing>[] = []
  const endings: AtTick<{ readonly text: string }>[] = []
  return {
    ...{ decisions, alerts, awards, endings },
    note(match, decided) {
      const { tick } = match
      for (const each of decided) keep(decisions, { ...each, tick })
      for (const each of match.alerts) keep(alerts, { ...each, tick })
      for (const each of match.awards) keep(awards, { ...each, tick })
      for (const text of match.endings) keep(endings, { text, tick })
    },
  }
}

function keep<What>(list: What[], what: What): void {
  list.push(what)
  if (list.length > maxKept) list.shift()
}
