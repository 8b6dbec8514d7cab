import { statSync } from 'node:fs'
import { messageOf } from '../../chat/index.ts'
import { cutHalfLine } from '../journal/lines.ts'
import { openPlayer, type Player, type PlayerStart } from '../journal/player.ts'
import { openReader, type JournalPlace, type WrongLine } from '../journal/reader.ts'
import { hashSeconds } from '../journal/state-hash.ts'
import type { Log } from '../log.ts'
import type { Plan } from '../plan.ts'
import { gatherResults, type Gathered } from '../results.ts'
import { codeVersion } from './code-version.ts'
import { cutJournal } from './cut.ts'
import { createPassedOver, type PassedOver } from './passed-over.ts'
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

/** What came of playing it, and why it is not all of the session; null where it is. */
interface Played {
  readonly restored: Restored
  readonly broken: string | null
  /** The journal itself has a line that is wrong: from wherever it is played before that, it ends there. */
  readonly isLine: boolean
}

/**
 * Plays a session to its end: from the newest snapshot that is whole, or else from the one before it, and so on, and at last from the
 * beginning of the journal. Nothing is drawn and nobody is answered. A journal that is damaged is cut before the damage, and the show goes
 * on from there.
 *
 * @returns null where nothing of it can be played; why has been told
 */
export async function restoreShow(plan: Plan, session: Restoring, log: Log): Promise<Restored | null> {
  const { file } = session
  const warn = (line: string) => log.warn(line)
  const passedOver = createPassedOver(session.id)
  try {
    await cutHalfLine(file)
    const played = await playBest(plan, session, log, passedOver)
    passedOver.tell(warn)
    if (played === null) return null
    const { restored, broken } = played
    if (broken !== null) await mend(session, restored, broken, warn)
    return restored
  } catch (error) {
    warn(`the session ${session.id} can’t be gone on with: ${messageOf(error)}`)
    return null
  }
}

/** So many snapshots that play to something else than was are no fault of theirs, but of what is played. */
const mostDiffering = 2

/** From where it comes through to the end, or else from where it comes furthest. */
async function playBest(plan: Plan, session: Restoring, log: Log, passedOver: PassedOver): Promise<Played | null> {
  const { file } = session
  const wanted = { code: codeVersion(), journalBytes: statSync(file).size, before: behind(session) }
  const parts: Played[] = []
  for (const { head, memory } of goodSnapshots(snapshotsOf(file), wanted, passedOver.add)) {
    const { tick, journalBytes: bytes, overloaded } = head
    if (parts.some(({ isLine, restored }) => isLine && bytes <= restored.place.bytes)) continue
    const start = { place: { tick, bytes, overloaded }, memory }
    const played = await play(plan, session, log, start).catch((error: unknown) => messageOf(error))
    if (typeof played === 'string') passedOver.add(tick, played)
    else if (played.broken === null) return onlyOne(played, parts, passedOver)
    else parts.push(played)
    if (differing(parts).length >= mostDiffering) break
  }
  const [furthest] = parts.toSorted((a, b) => b.restored.place.tick - a.restored.place.tick)
  if (furthest?.isLine || differing(parts).length >= mostDiffering) return furthest ?? null
  try {
    const whole = await play(plan, session, log, null)
    return whole.broken === null ? whole : (furthest ?? whole)
  } catch (error) {
    if (furthest) return furthest
    throw error
  }
}

const differing = (parts: readonly Played[]) => parts.filter(({ isLine }) => !isLine)

/** Where the session can be played to its end, whatever played to something else was at fault itself. */
function onlyOne(played: Played, parts: readonly Played[], passedOver: PassedOver): Played {
  for (const { restored, broken } of differing(parts)) passedOver.add(restored.place.tick, broken ?? '')
  return played
}

/** Cuts the journal where it is gone on from, and tells what is lost. */
async function mend(session: Restoring, { place }: Restored, why: string, warn: (line: string) => void): Promise<void> {
  const { id, file, header, tick, reached } = session
  const kept = await cutJournal(file, place, warn)
  const lost = Math.max(0, tick, reached ?? 0) - place.tick
  const seconds = (Math.max(0, lost) / header.tickRate).toFixed(1)
  warn(
    `the session ${id} is damaged (${why}). The show goes on from tick ${place.tick}: what came after it, ${seconds} s of the show, is lost.` +
      (kept === null ? '' : ` What was there is kept as ${kept}.`),
  )
}

/** More than this, in seconds of the show, isn’t played again only for results that may lack. */
const mostAgainSeconds = 600

/** Up to where a snapshot leaves nothing out that has to be told again. */
function behind({ reached, tick, header }: Restoring): number {
  const isNear = reached !== null && tick - reached <= mostAgainSeconds * header.tickRate
  return isNear ? reached : Infinity
}

/** @throws whatever stands in the way of its being played at all */
async function play(plan: Plan, session: Restoring, log: Log, start: PlayerStart | null): Promise<Played> {
  let wrong: WrongLine | null = null
  const { file, reached } = session
  const warn = (line: string) => log.warn(line)
  await using reader = await openReader(file, warn, start?.place ?? null, (line) => (wrong = line))
  await using player = await openPlayer(plan, reader, log, start)
  const results: Gathered[] = []
  const gathering = gatherResults((each) => each.tick > (reached ?? Infinity) && results.push(each))
  player.stage.onEvent((event) => gathering.hear(event))
  try {
    await playOn(
      player,
      session,
      () => wrong !== null,
      (line) => log.info(line),
    )
  } catch (error) {
    if (start === null) throw error
    // What was remembered is as it was, whatever is wrong with what came after it.
    const { memory, place } = start
    const restored = { memory: memoryOf(memory), place, snapshotTick: place.tick, hashes: 0, results: [] }
    return { restored, broken: messageOf(error), isLine: false }
  }
  gathering.end()
  // Into bytes and out of them: the stage that goes on must share nothing with the one that played.
  const memory = memoryOf(memoryBytes(player.stage.save()))
  const { place, hashes } = player
  const restored = { memory, place, snapshotTick: start?.place.tick ?? null, hashes, results }
  return { restored, broken: sayWrong(file, wrong), isLine: wrong !== null }
}

function sayWrong(file: string, wrong: WrongLine | null): string | null {
  return wrong && `${file}, line ${wrong.number}: ${wrong.why}`
}

async function playOn(
  player: Player,
  { id, header, reached, ...session }: Restoring,
  isBroken: () => boolean,
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
  // Behind a line that nobody can read something may have come to any tick.
  if (isBroken()) return
  // Nothing came to these, or it would be in the journal; more than there are hashes can’t be.
  const last = Math.min(tick, match.tick + hashSeconds * header.tickRate)
  while (match.tick < last) {
    player.stepQuietly()
    await pause()
  }
}
