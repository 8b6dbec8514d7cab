import type { Show } from '../../game/index.ts'

const titles: Readonly<Record<string, string>> = {
  democracy: 'Vote',
  anarchy: 'Anarchy',
  queue: 'Queue',
  lottery: 'Lottery',
  runoff: 'Runoff',
  teams: 'Teams',
  perPlayer: 'Free play',
  poll: 'Poll',
}

/** The name of what plays, as viewers read it. */
export function modeTitle({ plays, round }: Show): string {
  const title = titles[plays] ?? plays
  return round === 2 ? `${title}: round 2` : title
}

/** What stands in place of the tally while there is none. */
export function standing({ plays, waiting, windowTicks, awaits }: Show): string {
  if (awaits !== undefined) return awaits
  if (windowTicks > 0) return 'no votes yet: type in chat'
  if (plays === 'queue') return waiting === 0 ? 'type: it acts at once' : `${waiting} waiting: they act in turn`
  return plays === 'perPlayer' ? 'you play for yourself' : 'each command acts'
}
