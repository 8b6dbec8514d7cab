import type { Act } from '../journal/act.ts'
import type { Stage } from '../stage.ts'

/** What moderators have set that outlasts a game, as acts for the stage of the next one: who and what isn't heard or shown. */
export function carriedActs({ control, match }: Pick<Stage, 'control' | 'match'>): readonly Act[] {
  const { bans, blocked, ignore, muted, isPaused } = control
  const { tick, tickRate } = match.state.show
  const seconds = (untilTick: number | null) => untilTick && Math.max(1, Math.ceil((untilTick - tick) / tickRate))
  return [
    { act: 'filter', blocked, ignore },
    ...(isPaused ? [{ act: 'report', condition: { isPaused } } as const] : []),
    ...bans.map(({ userId, name, untilTick }): Act => ({ act: 'ban', userId, name, seconds: seconds(untilTick) })),
    ...[...(muted.all ? [null] : []), ...muted.sources].map((source): Act => ({ act: 'mute', source, isMuted: true })),
  ]
}
