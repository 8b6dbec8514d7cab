import { statSync } from 'node:fs'
import { messageOf } from '../../chat/index.ts'
import { cutHalfLine } from '../journal/lines.ts'
import { openPlayer, type Player, type PlayerStart } from '../journal/player.ts'
import { openReader, type JournalPlace } from '../journal/reader.ts'
import { hashSeconds } from '../journal/state-hash.ts'
import type { Log } from '../log.ts'
import type { Plan } from '../plan.ts'
import { gatherResults, type Gathered } from '../results.ts'
import { codeVersion } from './code-version.ts'
import type { Resumable } from './resumable.ts'
import { goodSnapshots } from './snapshot-read.ts'
import { snapshotsOf } from './snapshots.ts'
import { memoryBytes, memoryOf, type StageMemory } from './stage-memory.ts'

/** A show as it was when its process ended. */
export interface Restored {
  readonly memory: StageMemory
  /** Where its journal is to be gone on with; what stands behind that is cut off. */
  readonly place: JournalPlace
  /** Tick of the snapshot that it was played from; null where that was the beginning. */
  readonly snapshotTick: number | null
  /** State hashes of the journal that were compared on the way, and were the same. */
  readonly hashes: number
  /** What was decided and won in the ticks that were played again, and may not be kept yet. */
  readonly results: readonly Gathered[]
}

/** A session to be played to its end. */
export interface Restoring extends Resumable {
  /** The tick until which its results are kept; null where nothing is known, and what is played again isn’t told again. */
  readonly reached: number | null
}

/** Between two words about a long journal. */
const tellingMs = 2000

/** Ticks that are played between two turns of the event loop. */
const ticksPerTurn = 50

/**
 * Plays a session to its end: from the newest snapshot that is whole, or else from the one before it, and so on, and at last from the
 * beginning of the journal. Nothing is drawn and nobody is answered.
 *
 * @returns null where nothing of it can be played; why has been told
 */
export async function restoreShow(plan: Plan, session: Restoring, log: Log): Promise<Restored | null> {
  const { file } = session
  const warn = (line: string) => log.warn(line)
  try {
    await cutHalfLine(file)
    const wanted = { code: codeVersion(), journalBytes: statSync(file).size, before: behind(session) }
    for (const { head, memory } of goodSnapshots(snapshotsOf(file), wanted, warn)) {
      const { tick, journalBytes: bytes, overloaded } = head
      const restored = await play(plan, session, log, { place: { tick, bytes, overloaded }, memory })
      if (restored !== null) return restored
    }
    return await play(plan, session, log, null)
  } catch (error) {
    warn(`the session ${session.id} can’t be gone on with: ${messageOf(error)}`)
    return null
  }
}

/** More than this, in seconds of the show, isn’t played again only for results that may lack. */
const mostAgainSeconds = 600

/** Up to where a snapshot leaves nothing out that has to be told again. */
function behind({ reached, tick, header }: Restoring): number {
  const isNear = reached !== null && tick - reached <= mostAgainSeconds * header.tickRate
  return isNear ? reached : Infinity
}

/** Null where what is played is not what was. */
async function play(plan: Plan, session: Restoring, log: Log, start: PlayerStart | null): Promise<Restored | null> {
  const from = start === null ? 'the beginning' : `the snapshot of tick ${start.place.tick}`
  try {
    await using reader = await openReader(session.file, (line) => log.warn(line), start?.place ?? null)
    await using player = await openPlayer(plan, reader, log, start)
    const results: Gathered[] = []
    const gathering = gatherResults((each) => each.tick > (session.reached ?? Infinity) && results.push(each))
    player.stage.onEvent((event) => gathering.hear(event))
    await playOn(player, session, (line) => log.info(line))
    gathering.end()
    // Into bytes and out of them: the stage that goes on must share nothing with the one that played.
    const memory = memoryOf(memoryBytes(player.stage.save()))
    return { memory, place: player.place, snapshotTick: start?.place.tick ?? null, hashes: player.hashes, results }
  } catch (error) {
    log.warn(`the session ${session.id} can’t be played from ${from}: ${messageOf(error)}`)
    return null
  }
}

async function playOn(
  player: Player,
  { id, header, reached, ...session }: Restoring,
  tell: (line: string) => void,
): Promise<void> {
  const { match } = player.stage
  // A tick whose results are kept has been played, also where nothing came to it.
  const tick = Math.max(session.tick, reached ?? 0)
  let toldAt = performance.now()
  const pause = async () => {
    if (match.tick % ticksPerTurn !== 0) return
    await new Promise((resolve) => setImmediate(resolve))
    if (performance.now() - toldAt < tellingMs) return
    toldAt = performance.now()
    tell(`playing the session ${id} again: tick ${match.tick} of ${tick}`)
  }
  while ((await player.step()) !== null) await pause()
  // Nothing came to these, or it would be in the journal; more than there are hashes can’t be.
  const last = Math.min(tick, match.tick + hashSeconds * header.tickRate)
  while (match.tick < last) {
    player.stepQuietly()
    await pause()
  }
}
