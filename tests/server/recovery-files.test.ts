import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { pino } from 'pino'
import { stateHash } from '../../server/journal/state-hash.ts'
import { codeVersion } from '../../server/memory/code-version.ts'
import { goOn, type GoingOn } from '../../server/memory/go-on.ts'
import { takeLock } from '../../server/memory/lock.ts'
import { packSnapshot } from '../../server/memory/snapshot-file.ts'
import { goodSnapshots, unpackSnapshot } from '../../server/memory/snapshot-read.ts'
import { listSnapshots, snapshotsOf } from '../../server/memory/snapshots.ts'
import type { Plan } from '../../server/plan.ts'
import { openStage } from '../../server/stage.ts'
import { leaveShow } from '../crash/left.ts'
import { dataOf } from '../crash/shows.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { silentLog } from '../helpers/journal.ts'

/** Goes on, and gives back what was found; the lock is let go of. */
async function comeBack(plan: Plan, log = silentLog): Promise<{ going: GoingOn | null; hash: string }> {
  const going = await goOn(plan, log)
  if (going === null) return { going, hash: '' }
  await using stage = await openStage(going.plan, log, undefined, going.memory)
  going.inUse.lock.release(true)
  return { going, hash: stateHash(stage.match.state) }
}

const ticksOf = (file: string) => listSnapshots(snapshotsOf(file)).map(({ tick }) => tick)

describe('snapshots and journal of a show that broke off', () => {
  test('bring it back as it was, from the newest snapshot that is whole, and at last from the beginning', async () => {
    using folder = temporaryFolder()
    const { plan, file, hash, tick } = await leaveShow(folder.path)
    const ticks = ticksOf(file)
    assert.ok(ticks.length >= 3, `snapshots of ${ticks.join(', ')}`)
    const damages: readonly ((file: string) => void)[] = [
      (each) => flip(each, Math.floor(statSync(each).size * 0.7)),
      (each) => truncateSync(each, statSync(each).size - 100),
      (each) => truncateSync(each, 0),
      (each) => writeFileSync(each, 'something else'),
      (each) => flip(each, 3),
    ]
    for (const [at, each] of [...ticks, null].entries()) {
      const back = await comeBack(plan)
      assert.equal(back.going?.from.snapshotTick, each)
      assert.equal(back.going?.from.tick, tick)
      assert.equal(back.hash, hash)
      assert.equal(back.going?.from.hadEnded, false)
      const next = listSnapshots(snapshotsOf(file))[at]
      if (next) damages[at % damages.length]?.(next.file)
    }
  })

  test('pass over a newest snapshot that lies, be it whole', async () => {
    using folder = temporaryFolder()
    const { plan, file, hash } = await leaveShow(folder.path)
    const [newest, second] = listSnapshots(snapshotsOf(file)).map((each) => each.file) as [string, string]
    // Under a later tick, of another program, of a journal that goes further, and of a memory that is none.
    copyFileSync(newest, path.join(snapshotsOf(file), '9999.bin'))
    const { head, memory } = unpackSnapshot(readFileSync(newest))
    for (const lie of [{ code: 'another' }, { journalBytes: 2 ** 30 }]) {
      writeFileSync(newest, Buffer.concat(packSnapshot({ ...head, ...lie }, memory)))
      const back = await comeBack(plan)
      assert.equal(`${back.going?.from.snapshotTick}.bin`, path.basename(second))
      assert.equal(back.hash, hash)
    }
    for (const bytes of [Buffer.from('no memory'), memory.subarray(0, memory.length - 9)]) {
      writeFileSync(newest, Buffer.concat(packSnapshot(head, bytes)))
      assert.equal((await comeBack(plan)).hash, hash)
    }
  })

  test('bring it back whatever one byte of the snapshots has become', async () => {
    using folder = temporaryFolder()
    const { plan, file, hash } = await leaveShow(folder.path)
    const all = listSnapshots(snapshotsOf(file))
    const whole = all.map((each) => readFileSync(each.file))
    const wanted = { code: codeVersion(), journalBytes: statSync(file).size }
    fc.assert(
      fc.property(fc.nat(all.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(254), (at, share, by) => {
        const bytes = Buffer.from(whole[at] as Buffer)
        const where = Math.min(bytes.length - 1, Math.floor(share * bytes.length))
        bytes[where] = ((bytes[where] ?? 0) + 1 + by) % 256
        const { file: damaged } = all[at] as (typeof all)[number]
        writeFileSync(damaged, bytes)
        const good = [...goodSnapshots(snapshotsOf(file), wanted, () => {})].map(({ head }) => head.tick)
        writeFileSync(damaged, whole[at] as Buffer)
        assert.deepEqual(
          good,
          all.map(({ tick }) => tick).filter((_, each) => each !== at),
        )
      }),
    )
    assert.equal((await comeBack(plan)).hash, hash)
  })

  test('are gone on with behind the last whole line, and one that was half written is cut off', async () => {
    using folder = temporaryFolder()
    const { plan, file, tick } = await leaveShow(folder.path)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `${text}{"tick":${tick + 1},"items":[{"source":"loc`)
    const { going } = await comeBack(plan)
    assert.equal(going?.from.tick, tick)
    assert.equal(going.inUse.place.bytes, Buffer.byteLength(text))
    assert.equal(readFileSync(file, 'utf8'), text)
  })

  test('keep a picture beside each snapshot, for people to know it by', async () => {
    using folder = temporaryFolder()
    const { file } = await leaveShow(folder.path)
    const [newest] = listSnapshots(snapshotsOf(file))
    assert.equal(readFileSync(newest?.picture ?? '', 'utf8'), 'a picture')
    assert.deepEqual(
      readdirSync(snapshotsOf(file)).filter((name) => name.endsWith('.part')),
      [],
    )
  })

  test('that can’t be read give way to a new show, which says why', async () => {
    using folder = temporaryFolder()
    const { plan, file } = await leaveShow(folder.path)
    const told: string[] = []
    const log = pino(
      { level: 'warn' },
      { write: (line: string) => void told.push((JSON.parse(line) as { msg: string }).msg) },
    )
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `{"format":"chatarcade-jour#${text.slice(26)}`)
    assert.equal((await comeBack(plan, log)).going, null)
    assert.match(told.join('\n'), /can’t be gone on with: its beginning can’t be read/)
  })
})

describe('a start', () => {
  test('goes on only with the same show, and only after a crash unless it is told otherwise', async () => {
    using folder = temporaryFolder()
    const { plan, file } = await leaveShow(folder.path)
    const set = (config: Partial<Plan['config']>) => ({ ...plan, config: { ...plan.config, ...config } })
    assert.equal((await comeBack(set({ resume: 'never' }))).going, null)
    assert.equal((await comeBack({ ...plan, seed: 8, ...{ config: { ...plan.config, seed: 8 } } })).going, null)
    assert.notEqual((await comeBack({ ...plan, seed: 7, ...{ config: { ...plan.config, seed: 7 } } })).going, null)
    assert.equal((await comeBack({ ...plan, input: { mode: 'anarchy' } })).going, null)
    const { going } = await comeBack(plan)
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"tick":${going?.from.tick},"hash":"x","end":{"frames":1}}\n`)
    assert.equal((await comeBack(plan)).going, null)
    assert.equal((await comeBack(set({ resume: 'always' }))).going?.from.hadEnded, true)
  })

  test('leaves alone what a living process writes, and has it when that is killed', async () => {
    using folder = temporaryFolder()
    const { plan } = await leaveShow(folder.path)
    const held = await goOn(plan, silentLog)
    assert.notEqual(held, null)
    assert.equal(await goOn(plan, silentLog), null)
    held?.inUse.lock.release(true)
    const lockFile = path.join(dataOf(folder.path, 0), 'x.lock')
    const script = `import { takeLock } from ${JSON.stringify(import.meta.resolve('../../server/memory/lock.ts'))}
      const lock = takeLock(${JSON.stringify(lockFile)}); if (lock !== null) process.kill(process.pid, 'SIGKILL')`
    const own = takeLock(lockFile)
    assert.equal(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status, 0, 'it is taken')
    own?.release(true)
    assert.equal(spawnSync(process.execPath, ['--input-type=module', '-e', script]).signal, 'SIGKILL')
    assert.notEqual(takeLock(lockFile), null)
  })
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}
