import type { StageEvent } from './controls/stage-event.ts'
import type { RunningShow } from './show.ts'
import type { Store } from './store/store.ts'

/** Keeps what the crowd has decided and won, beside the show: the store takes it when it can, and no tick waits for it. */
export function keepResults(
  show: Pick<RunningShow, 'plan' | 'session'>,
  store: Pick<Store, 'later'>,
): (event: StageEvent) => void {
  let awards: { player: string; name: string; points: number }[] = []
  const keepAwards = () => {
    store.later.leaderboards.award(show.plan.game.id, awards, Date.now())
    awards = []
  }
  return (event) => {
    if (event.type === 'award') {
      const { player, name, points } = event
      // All of one tick come in one go, and are one entry in the store's queue.
      if (awards.push({ player, name, points }) === 1) queueMicrotask(keepAwards)
    } else if (event.type === 'vote' || event.type === 'poll') {
      const { label, votes, voters, reason, tick } = event
      const session = show.session?.id ?? ''
      store.later.votes.add({ session, tick, atMs: Date.now(), label: label ?? '', votes, voters, reason })
    }
  }
}
