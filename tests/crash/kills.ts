import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom, type Random } from '../../game/index.ts'
import { openPlayer, type Player } from '../../server/journal/player.ts'
import { openReader } from '../../server/journal/reader.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { goOn } from '../../server/memory/go-on.ts'
import { gatherResults } from '../../server/results.ts'
import { sessionFiles } from '../../server/sessions.ts'
import { openStore } from '../../server/store/store.ts'
import type { FromActor, ToActor } from './actor.ts'
import { clock, clockTicks, dataOf, keepsResults, planOf, warnings } from './shows.ts'

export interface Kills {
  /** Empty, and the caller’s to remove. */
  readonly folder: string
  /** Shows that one process has: each kill is a kill of all of them. */
  readonly shows: number
  readonly kills: number
  /** Of the moments, and of what is typed. */
  readonly seed: number
  readonly progress?: (kills: number) => void
}

export interface KillsReport {
  /** Kills times shows. */
  killed: number
  /** Kills that came while a show was still being played to its end. */
  early: number
  /** Commands that were acknowledged, and are all there. */
  acknowledged: number
  /** Votes that were decided and points that were won, each of which is kept once. */
  votes: number
  points: number
  /** Times that a show went on from a snapshot, and those that it took the whole journal. */
  fromSnapshot: number
  fromBeginning: number
  /** Most ticks that had been seen and were played again: quiet ones, whose number was not on the disk yet. */
  ticksAgain: number
  /** Longest time from a start of the process until all shows went on. */
  slowestMs: number
}

/** What is known of one show, all over its processes. */
interface Known {
  /** Who had something acknowledged; nobody types twice. */
  readonly acknowledged: string[]
  /** States that were seen in the last process, by their ticks. */
  shown: Map<number, string>
  readonly went: { readonly tick: number; readonly hash: string }[]
}

const actor = fileURLToPath(new URL('./actor.ts', import.meta.url))
const texts = ['red', 'green', 'blue', '440', 'orange', '!abstain', 'anarchy', 'democracy']

/**
 * Starts shows and kills them, again and again, at moments that nobody chose: under a crowd, while people type whom it answers. After each
 * start every show must go on with the state that was seen, behind all that was acknowledged; and in the end each journal, played from
 * its beginning, must come to the same states.
 *
 * @throws AssertionError where one doesn’t
 */
export async function killAgain(options: Kills): Promise<KillsReport> {
  const { folder, shows, kills, seed, progress } = options
  const random = createRandom(seed, 'kills')
  const known = Array.from({ length: shows }, (): Known => ({ acknowledged: [], shown: new Map(), went: [] }))
  const slowest = { ticksAgain: 0, slowestMs: 0 }
  const counts = { killed: 0, early: 0, acknowledged: 0, votes: 0, points: 0, fromSnapshot: 0, fromBeginning: 0 }
  const report: KillsReport = { ...counts, ...slowest }
  for (let kill = 1; kill <= kills; kill++) {
    const run = await killOnce({ folder, shows, random, kill, known })
    report.killed += shows
    report.ticksAgain = Math.max(report.ticksAgain, run.ticksAgain)
    if (run.ups.length < shows) report.early += 1
    else report.slowestMs = Math.max(report.slowestMs, run.upMs)
    for (const { snapshotTick, tick } of run.ups)
      if (tick > 0) report[snapshotTick === null ? 'fromBeginning' : 'fromSnapshot'] += 1
    progress?.(kill)
  }
  for (const [show, each] of known.entries()) {
    await checkJournal(folder, show, each)
    report.acknowledged += each.acknowledged.length
    if (!keepsResults(show)) continue
    const { votes, points } = await checkResults(folder, show)
    report.votes += votes
    report.points += points
  }
  return report
}

interface Killing extends Pick<Kills, 'folder' | 'shows'> {
  readonly random: Random
  readonly kill: number
  readonly known: readonly Known[]
}

type Up = Extract<FromActor, { type: 'up' }>

interface Run {
  readonly ups: readonly Up[]
  readonly upMs: number
  readonly ticksAgain: number
}

async function killOnce({ folder, shows, random, kill, known }: Killing): Promise<Run> {
  const startMs = performance.now()
  const child = fork(actor, [folder, String(shows)])
  const exit = once(child, 'exit')
  const ups: Up[] = []
  const up = Promise.withResolvers<void>()
  const heard = Promise.withResolvers<void>()
  let failure: unknown = null
  let [upMs, ticksAgain] = [0, 0]
  child.on('message', (message: FromActor) => {
    try {
      ticksAgain = Math.max(ticksAgain, learn(known[message.show] as Known, message))
    } catch (error) {
      failure ??= error
    }
    if (message.type === 'acknowledged') heard.resolve()
    if (message.type === 'up' && ups.push(message) === shows) {
      upMs = performance.now() - startMs
      up.resolve()
    }
  })
  // One in six is killed while it is still finding its way back.
  const isEarly = random.integer(6) === 0
  await Promise.race([isEarly ? sleep(200 + random.integer(600)) : up.promise, exit])
  if (!isEarly) {
    const isFirst = known.every(({ acknowledged }) => acknowledged.length === 0)
    await type(child, { shows, random, kill })
    // A disk that is busy answers later than people type for; once there has to be something that can be lost.
    if (isFirst) await Promise.race([heard.promise, exit])
  }
  assert.equal(child.exitCode, null, `it ended by itself, with ${child.exitCode}`)
  child.kill('SIGKILL')
  await exit
  if (failure !== null) throw failure
  return { ups, upMs, ticksAgain }
}

/** What was seen by now may not be otherwise later. @returns ticks that were seen, and are played again */
function learn(known: Known, message: FromActor): number {
  const { tick } = message
  if (message.type === 'acknowledged') known.acknowledged.push(message.user)
  else if (message.type === 'shown') known.shown.set(tick, message.hash)
  if (message.type !== 'up') return 0
  const last = Math.max(0, ...known.shown.keys())
  const seen = known.shown.get(tick)
  if (known.shown.size > 0 && tick <= last)
    assert.equal(message.hash, seen, `show ${message.show} goes on with another state at tick ${tick}`)
  known.went.push({ tick, hash: message.hash })
  known.shown = new Map([[tick, message.hash]])
  return Math.max(0, last - tick)
}

/** For a moment of 0 to 400 ms. */
async function type(
  child: ReturnType<typeof fork>,
  { shows, random, kill }: Pick<Killing, 'shows' | 'random' | 'kill'>,
) {
  const until = performance.now() + random.integer(400)
  for (let word = 0; performance.now() < until; word++) {
    for (let show = 0; show < shows; show++)
      child.send({ show, user: `viewer ${kill}-${word}`, text: random.pick(texts) } satisfies ToActor)
    await sleep(random.integer(20))
  }
}

/** Plays the whole journal of a show, which must be its only one, and hold all that was acknowledged. */
async function checkJournal(folder: string, show: number, known: Known): Promise<void> {
  const files = sessionFiles(dataOf(folder, show)).filter((file) => readFileSync(file).length > 0)
  assert.equal(files.length, 1, `show ${show} has begun anew`)
  const [file] = files as [string]
  const said = readFileSync(file, 'utf8')
  for (const user of known.acknowledged)
    assert.ok(said.includes(`"userId":"local:${user}"`), `${user} is not in ${path.basename(file)}`)
  const reader = await openReader(file, () => {})
  const plan = { ...(await planOf(folder, show)), seed: reader.header.seed }
  const states = new Map(known.went.map(({ tick, hash }) => [tick, hash]))
  await using player = await openPlayer(plan, reader, warnings)
  const { match } = player.stage
  do {
    const was = states.get(match.tick)
    if (was !== undefined)
      assert.equal(stateHash(match.state), was, `show ${show} plays otherwise at tick ${match.tick}`)
  } while ((await player.step()) !== null)
}

/** What the store has of a show that goes on once more: all that its journal comes to, and all of it once. */
async function checkResults(folder: string, show: number): Promise<{ votes: number; points: number }> {
  const plan = await planOf(folder, show)
  await using store = await openStore(dataOf(folder, show), warnings)
  const going = await goOn(plan, warnings, store)
  assert.ok(going !== null)
  const { file, lock, place } = going.inUse
  lock.release(true)
  await using player = await openPlayer(going.plan, await openReader(file, () => {}), warnings)
  const { points, votes } = await resultsUntil(player, place.tick)
  const board = await store.leaderboards.top(plan.game.id, 100_000)
  assert.deepEqual(new Map(board.map((each) => [each.player, each.points])), points, `points of show ${show}`)
  assert.equal(points.get(clock) ?? 0, Math.floor(place.tick / clockTicks))
  const history = await store.votes.list({ limit: 100_000 })
  assert.deepEqual(history.map(({ tick, label }) => `${tick} ${label}`).toReversed(), votes, `votes of show ${show}`)
  return { votes: votes.length, points: [...points.values()].reduce((sum, each) => sum + each, 0) }
}

async function resultsUntil(player: Player, tick: number) {
  const points = new Map<string, number>()
  const votes: string[] = []
  const gathering = gatherResults((of) => {
    for (const each of of.awards) points.set(each.player, (points.get(each.player) ?? 0) + each.points)
    for (const { label } of of.votes) votes.push(`${of.tick} ${label}`)
  })
  player.stage.onEvent((event) => gathering.hear(event))
  while ((await player.step()) !== null);
  for (; player.stage.match.tick < tick; await Promise.resolve()) player.stepQuietly()
  await new Promise((resolve) => setImmediate(resolve))
  gathering.end()
  return { points, votes }
}
