import { excerptFrom, tickAtFrame, type Excerpt, type Fps } from '../../render/index.ts'
import type { JournalInUse } from '../journals.ts'
import type { Log } from '../log.ts'
import type { Plan } from '../plan.ts'
import type { Store } from '../store/store.ts'
import { findResumable } from './resumable.ts'
import { restoreShow } from './restore.ts'
import type { StageMemory } from './stage-memory.ts'

/** A show that goes on where an earlier process left it. */
export interface GoingOn {
  /** What was asked for, with the seed and the standings that the show began with. */
  readonly plan: Plan
  readonly memory: StageMemory
  readonly inUse: JournalInUse
  readonly from: WentOn
}

/** What the first screen tells of it. */
export interface WentOn {
  /** The last tick that was played before. */
  readonly tick: number
  /** Whether it was ended in order, and did not break off. */
  readonly hadEnded: boolean
  readonly awaySeconds: number
  /** Of the snapshot; null where the whole journal was played. */
  readonly snapshotTick: number | null
  readonly hashes: number
}

/**
 * Finds the session that this start is to go on with, and plays it to its end. Null where a show begins. The lock of the session is
 * whoever’s who takes what comes.
 *
 * @param store is told of the results that it hadn’t been told of yet; null where none are kept
 */
export async function goOn(
  asked: Plan,
  log: Log,
  store: Pick<Store, 'results' | 'later'> | null = null,
): Promise<GoingOn | null> {
  const session = await findResumable(asked, (line) => log.warn(line))
  if (session === null) return null
  const { id, plan, file, lock, header, hasEnded: hadEnded, leftAtMs } = session
  const begun = { ...plan, seed: header.seed, standings: header.standings ?? [] }
  const reached = (await store?.results.reached(id).catch(() => null)) ?? null
  const restored = await restoreShow(begun, { ...session, reached }, log)
  if (restored === null) {
    log.warn('a new show begins')
    lock.release(false)
    return null
  }
  const { memory, place, snapshotTick, hashes } = restored
  const [game, atMs] = [plan.game.id, Date.now()]
  store?.later.results.goOn(id, place.tick, atMs)
  for (const results of restored.results) store?.later.results.keep({ ...results, session: id, game, atMs })
  const awaySeconds = Math.max(0, (Date.now() - leftAtMs) / 1000)
  return {
    ...{ plan: begun, memory, inUse: { file, lock, place } },
    from: { tick: place.tick, hadEnded, awaySeconds, snapshotTick, hashes },
  }
}

/** Where the picture goes on: the first frame that shows this tick or a later one, and may begin an excerpt. */
export function excerptAtTick(tick: number, tickRate: number, fps: Fps, sampleRate: number): Excerpt {
  for (let frame = Math.floor((tick / tickRate) * (fps.num / fps.den)); ; frame++) {
    const { first } = excerptFrom((frame * fps.den) / fps.num, fps, sampleRate)
    // What was heard before is over: the sound comes up as at the beginning of a show.
    if (tickAtFrame(first, fps, tickRate) >= tick) return { begin: first, first }
  }
}
