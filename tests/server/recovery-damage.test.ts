import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { pino } from 'pino'
import { openReader } from '../../server/journal/reader.ts'
import { openPlayer } from '../../server/journal/player.ts'
import { brokenOf, sessionEnding } from '../../server/journal/remove-oldest.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournals } from '../../server/journals.ts'
import { goOn } from '../../server/memory/go-on.ts'
import { packSnapshot } from '../../server/memory/snapshot-file.ts'
import { unpackSnapshot } from '../../server/memory/snapshot-read.ts'
import { listSnapshots, snapshotsOf } from '../../server/memory/snapshots.ts'
import type { Plan } from '../../server/plan.ts'
import { openStage } from '../../server/stage.ts'
import type { Store } from '../../server/store/store.ts'
import { leaveShow } from '../crash/left.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { silentLog } from '../helpers/journal.ts'
import { openedStore } from '../helpers/store.ts'

/** Goes on, and lets go of the lock. */
async function comeBack(plan: Plan, store: Store | null = null) {
  const told: string[] = []
  const write = (line: string) => void told.push((JSON.parse(line) as { msg: string }).msg)
  const going = await goOn(plan, pino({ level: 'warn' }, { write }), store)
  going?.inUse.lock.release(true)
  return { going, told }
}

const tickOf = (line: string) => (JSON.parse(line) as { tick: number }).tick

/** Writes a byte over the first one of a line, the last but so many. */
function damage(file: string, fromEnd: number) {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  const at = lines.length - fromEnd
  const bytes = Buffer.byteLength(lines.slice(0, at).join('\n')) + 1
  const whole = readFileSync(file)
  const broken = Buffer.from(whole)
  broken[bytes] = 0x21
  writeFileSync(file, broken)
  return { number: at + 1, before: tickOf(lines[at - 1] ?? ''), tail: broken.subarray(bytes), whole }
}

describe('a session with a damaged line', () => {
  test('is gone on with from the tick before it, with one warning; what is cut off is kept, and the whole is played', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const { number, before, tail } = damage(file, 3)
    const [newest] = listSnapshots(snapshotsOf(file))
    assert.ok(before < tick && before >= (newest?.tick ?? 0), `the damage is behind tick ${before}`)
    const { going, told } = await comeBack(plan)
    assert.equal(going?.from.tick, before)
    assert.equal(going.from.snapshotTick, newest?.tick)
    assert.equal(told.length, 1, told.join('\n'))
    assert.ok(told[0]?.includes(`${path.basename(file)}, line ${number}: it is not JSON`), told[0])
    const seconds = ((tick - before) / 30).toFixed(1)
    assert.ok(told[0]?.includes(`goes on from tick ${before}: what came after it, ${seconds} s of the show, is lost`))
    assert.ok(readFileSync(brokenOf(file)).equals(tail))
    assert.equal(statSync(file).size, going.inUse.place.bytes)

    const again = await openStage(going.plan, silentLog, undefined, going.memory)
    const journals = openJournals(going.plan, { log: silentLog, inUse: going.inUse, still: () => {} })
    await journals.ready
    for (let step = 0; step < 400; step++) {
      again.step()
      journals.write(again)
    }
    const hash = stateHash(again.match.state)
    await journals.close(again, 0)
    await again[Symbol.asyncDispose]()
    await using player = await openPlayer(going.plan, await openReader(file, assert.fail), silentLog)
    while ((await player.step()) !== null);
    assert.equal(player.stage.match.tick, before + 400)
    assert.equal(stateHash(player.stage.match.state), hash)
    assert.ok(player.hashes >= 2)
  })

  test('loses nothing where a snapshot is newer than the damage, and says nothing', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const [newest] = listSnapshots(snapshotsOf(file))
    const lines = readFileSync(file, 'utf8').split('\n').slice(1, -1)
    damage(file, lines.filter((line) => tickOf(line) > (newest?.tick ?? 0)).length + 3)
    const { going, told } = await comeBack(plan)
    assert.equal(going?.from.tick, tick)
    assert.deepEqual(told, [])
    assert.ok(!existsSync(brokenOf(file)))
  })

  test('is gone on with whatever one byte of its end has become', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const whole = readFileSync(file)
    const snapshot = listSnapshots(snapshotsOf(file))[0]?.tick ?? 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 255 }), async (fromEnd, by) => {
        const bytes = Buffer.from(whole)
        const at = bytes.length - fromEnd
        bytes[at] = ((bytes[at] ?? 0) + by) % 256
        writeFileSync(file, bytes)
        const { going, told } = await comeBack(plan)
        writeFileSync(file, whole)
        const { tick: from = -1 } = going?.from ?? {}
        assert.ok(from >= snapshot && from <= tick, `it goes on at tick ${from}`)
        assert.ok(told.length <= 1, told.join('\n'))
      }),
      { numRuns: 25 },
    )
  })

  test('is gone on with from the newest snapshot where what came after it plays to something else', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const whole = readFileSync(file)
    const bytes = Buffer.concat([whole, Buffer.from(`{"tick":${tick},"hash":"another"}\n`)])
    writeFileSync(file, bytes)
    const [newest] = listSnapshots(snapshotsOf(file))
    const { going, told } = await comeBack(plan)
    assert.equal(going?.from.tick, newest?.tick)
    assert.equal(told.length, 1, told.join('\n'))
    assert.match(told[0] ?? '', new RegExp(`is damaged \\(.*differs at tick ${tick}`))
    assert.ok(Buffer.concat([readFileSync(file), readFileSync(brokenOf(file))]).equals(bytes))
  })

  test('counts what is won after it again, where the store had come further', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const { before } = damage(file, 3)
    await using opened = await openedStore(folder.file('store'))
    const { store } = opened
    const session = path.basename(file, sessionEnding)
    await store.results.reach(session, tick, 1)
    const { going } = await comeBack(plan, store)
    assert.equal(going?.from.tick, before)
    assert.equal(await store.results.reached(session), before)
    const award = { player: 'ann', name: 'Ann', points: 2 }
    await store.results.keep({ session, tick: before + 1, game: plan.game.id, atMs: 1, awards: [award], votes: [] })
    assert.equal((await store.leaderboards.top(plan.game.id, 10)).find(({ player }) => player === 'ann')?.points, 2)
  })

  test('whose snapshots are all of another program is played from its beginning, and that is said once', async () => {
    using folder = temporaryFolder()
    const { plan, file } = await leaveShow(folder.path)
    const snapshots = listSnapshots(snapshotsOf(file))
    for (const each of snapshots) {
      const { head, memory } = unpackSnapshot(readFileSync(each.file))
      writeFileSync(each.file, Buffer.concat(packSnapshot({ ...head, code: 'another' }, memory)))
    }
    const { before } = damage(file, 9)
    const early = await comeBack(plan)
    assert.equal(early.going?.from.snapshotTick, null)
    assert.equal(early.going.from.tick, before)
    assert.equal(early.told.length, 2, early.told.join('\n'))
    const ticks = snapshots.map(({ tick }) => tick).join(', ')
    assert.ok(early.told[0]?.includes(`the snapshots of ticks ${ticks} of the session`), early.told[0])
    assert.deepEqual((await comeBack(plan)).told.length, 1)
  })
})
