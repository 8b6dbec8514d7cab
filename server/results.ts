import type { StageEvent } from './controls/stage-event.ts'
import type { RunningShow } from './show.ts'
import type { TickResults } from './store/results.ts'
import type { Store } from './store/store.ts'

/** How often it is noted that nothing more has come, in ms: a start after a crash has to look for results only behind that. */
const reachMs = 5000

/**
 * Keeps what the crowd has decided and won, beside the show: the store takes it when it can, and no tick waits for it. What it follows
 * from is on the disk before it, so that whoever goes on after a crash comes to the same results.
 *
 * @returns stops
 */
export function keepResults(
  show: Pick<RunningShow, 'plan' | 'session' | 'tick' | 'acknowledge'>,
  store: Pick<Store, 'later'>,
  listen: RunningShow['onEvent'],
): Disposable {
  const { results } = store.later
  const sessionNow = () => show.session?.id ?? ''
  const gathering = gatherResults(({ tick, awards, votes }) => {
    const kept = { session: sessionNow(), game: show.plan.game.id, atMs: Date.now(), tick, awards, votes }
    show.acknowledge(() => results.keep(kept))
  })
  const reach = () => {
    const [session, tick] = [sessionNow(), show.tick]
    if (session !== '') show.acknowledge(() => results.reach(session, tick, Date.now()))
  }
  const stop = listen((event) => {
    // All of one tick come in one go, and are one entry in the store's queue.
    if (gathering.hear(event)) queueMicrotask(() => gathering.end())
  })
  reach()
  const reaching = setInterval(reach, reachMs).unref()
  return {
    [Symbol.dispose]() {
      stop()
      clearInterval(reaching)
    },
  }
}

export type Gathered = Pick<TickResults, 'tick' | 'awards' | 'votes'>

export interface Gathering {
  /** @returns whether it is the first result of its tick */
  hear(event: StageEvent): boolean
  /** The last tick is over. */
  end(): void
}

/** Puts together what is to be kept of each tick. */
export function gatherResults(give: (results: Gathered) => void): Gathering {
  let now: { tick: number; awards: Gathered['awards'][number][]; votes: Gathered['votes'][number][] } | null = null
  const end = () => {
    if (now !== null) give(now)
    now = null
  }
  return {
    hear(event) {
      if (event.type !== 'award' && event.type !== 'vote' && event.type !== 'poll') return false
      if (now !== null && now.tick !== event.tick) end()
      const isFirst = now === null
      now ??= { tick: event.tick, awards: [], votes: [] }
      if (event.type === 'award') {
        const { player, name, points } = event
        now.awards.push({ player, name, points })
      } else {
        const { label, votes, voters, reason } = event
        now.votes.push({ label: label ?? '', votes, voters, reason })
      }
      return isFirst
    },
    end,
  }
}
