import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { listBackups, makeBackup } from '../../server/store/backups.ts'
import { transact } from '../../server/store/database.ts'
import { migrations } from '../../server/store/migrations.ts'
import { fileOf, recover } from '../../server/store/recover.ts'
import type { Tables } from '../../server/store/tables.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { openedStore } from '../helpers/store.ts'

const nowMs = Date.UTC(2026, 2, 4, 19, 30, 5)

function fill({ accounts, settings, votes, leaderboards, audit }: Tables, from = 0): void {
  if (from === 0) accounts.add({ id: 'x', name: 'ann', role: 'owner', password: 'hash' }, 1)
  for (let at = from; at < from + 200; at++) {
    settings.set(`key-${at}`, { at }, 'ann', at)
    leaderboards.award('snake', [{ player: `p${at}`, name: `player ${at}`, points: at + 1 }], at)
    votes.add({ session: 's', tick: at, atMs: at, label: 'left', votes: 2, voters: 2, reason: 'majority' })
    audit.add({ atMs: at, actor: 'ann', action: 'vote.veto', after: { at } })
  }
}

/** All that a damaged page could spoil. */
function readAll({ accounts, settings, votes, leaderboards, audit }: Tables): number {
  const lists = [accounts.list(), settings.all(), votes.list({ limit: 1e6 }), leaderboards.top('snake', 1e6)]
  return [...lists, audit.list({ limit: 1e6 })].reduce((sum, rows) => sum + rows.length, 0)
}

/** A folder with a database of 801 rows, and a backup of the same. */
async function filled(): Promise<Disposable & { path: string; file: string }> {
  const folder = temporaryFolder()
  using sound = recover(folder.path, nowMs).sound
  transact(sound.db, () => fill(sound.tables))
  await makeBackup(folder.path, fileOf(folder.path), nowMs)
  return { path: folder.path, file: fileOf(folder.path), [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

function assertRestored(folder: string, why: RegExp): void {
  const { sound, warnings } = recover(folder, nowMs + 1000)
  using _ = sound
  assert.equal(readAll(sound.tables), 801)
  assert.match(warnings.join(), why)
  assert.match(warnings.join(), /so the backup arcade-20260304-193005\.db was restored/)
}

describe('a damaged store', () => {
  test('that was cut off is moved aside, and the backup is restored', async () => {
    using folder = await filled()
    truncateSync(folder.file, 20_000)
    assertRestored(folder.path, /is damaged/)
    assert.ok(existsSync(`${folder.file}.broken-20260304-193006`))
  })

  test('that is empty is restored, whether it has no bytes or no rows, or is gone', async () => {
    using folder = await filled()
    writeFileSync(folder.file, '')
    assertRestored(folder.path, /there is nothing in it/)
    {
      using db = new DatabaseSync(folder.file)
      for (const table of ['accounts', 'settings', 'votes', 'leaderboards', 'audit']) db.exec(`delete from ${table}`)
      assert.deepEqual({ ...db.prepare('pragma quick_check').get() }, { quick_check: 'ok' })
    }
    assertRestored(folder.path, /it is empty, and its backups are not/)
    cpSync(folder.file, `${folder.path}/elsewhere.db`)
    spawnSync('rm', [folder.file])
    assertRestored(folder.path, /there is nothing in it/)
  })

  test('that is another program’s, or lost a table, is restored', async () => {
    using folder = await filled()
    {
      using db = new DatabaseSync(folder.file)
      db.exec('drop table votes')
    }
    assertRestored(folder.path, /no such table: votes/)
    {
      using db = new DatabaseSync(folder.file)
      db.exec('pragma user_version = 77')
    }
    assertRestored(folder.path, new RegExp(`its version is ${migrations.length} and also 77`))
    writeFileSync(folder.file, 'This is no database at all.\n'.repeat(1000))
    assertRestored(folder.path, /not a database/)
  })

  test('takes the newest backup that is good', async () => {
    using folder = await filled()
    cpSync(listBackups(folder.path)[0]?.file as string, path.join(folder.path, 'backups', 'arcade-20260304-193009.db'))
    truncateSync(path.join(folder.path, 'backups', 'arcade-20260304-193009.db'), 30_000)
    writeFileSync(path.join(folder.path, 'backups', 'arcade-20260304-193008.db'), '')
    truncateSync(folder.file, 20_000)
    assertRestored(folder.path, /is damaged/)
  })

  test('without a backup begins anew, and says so', async () => {
    using folder = await filled()
    for (const { file } of listBackups(folder.path)) spawnSync('rm', [file])
    truncateSync(folder.file, 20_000)
    const { sound, warnings } = recover(folder.path, nowMs)
    using _ = sound
    assert.equal(readAll(sound.tables), 0)
    assert.match(warnings.join(), /there is no good backup, so it begins anew/)
  })

  test('opens whatever bytes are flipped, and can be read as a whole', async () => {
    using folder = await filled()
    const good = readFileSync(folder.file)
    const flip = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }))
    const flips = fc.oneof(fc.array(flip, { minLength: 1, maxLength: 20 }), fc.array(fc.tuple(fc.nat(99), fc.nat(255))))
    let restored = 0
    fc.assert(
      fc.property(flips, fc.nat(good.length), (places, length) => {
        const bytes = Buffer.from(good)
        for (const [at, by] of places) bytes.writeUInt8(bytes.readUInt8(at) ^ by, at)
        writeFileSync(folder.file, length % 4 === 0 ? bytes.subarray(0, length) : bytes)
        const { sound, warnings } = recover(folder.path, nowMs)
        using _ = sound
        assert.equal(readAll(sound.tables), 801, warnings.join())
        restored += warnings.length
      }),
      { numRuns: 60 },
    )
    assert.ok(restored > 10, `${restored}`)
    assert.ok(readdirSync(folder.path).filter((name) => name.endsWith('193005') && name.includes('broken')).length <= 3)
  })

  test('whose log of changes was half written has what was committed before', async () => {
    using folder = temporaryFolder()
    using sound = recover(folder.path, nowMs).sound
    transact(sound.db, () => fill(sound.tables))
    const first = readFileSync(`${fileOf(folder.path)}-wal`).length
    transact(sound.db, () => fill(sound.tables, 200))
    const wal = readFileSync(`${fileOf(folder.path)}-wal`)
    for (const length of [wal.length, wal.length - 1, first + 5000, first, first - 1]) {
      using copy = temporaryFolder()
      cpSync(fileOf(folder.path), fileOf(copy.path))
      writeFileSync(`${fileOf(copy.path)}-wal`, wal.subarray(0, length))
      const again = recover(copy.path, nowMs)
      using _ = again.sound
      assert.equal(readAll(again.sound.tables), length === wal.length ? 1601 : length >= first ? 801 : 0)
      assert.deepEqual(again.warnings, [])
    }
  })
})

describe('backups', () => {
  test('are made when a store that has something opens, and three are kept', async () => {
    using folder = temporaryFolder()
    {
      await using opened = await openedStore(folder.path)
      await opened.store.settings.set('key', 1, 'ann', 1)
    }
    assert.deepEqual(listBackups(folder.path), [])
    for (let again = 0; again < 2; again++) {
      await using opened = await openedStore(folder.path)
      await until(() => listBackups(folder.path).length === 1)
      assert.deepEqual(opened.lines, [])
    }
    for (let hour = 1; hour < 5; hour++)
      await makeBackup(folder.path, fileOf(folder.path), Date.now() + hour * 3_600_000)
    assert.equal(listBackups(folder.path).length, 3)
    assert.deepEqual(readdirSync(folder.file('backups')).length, 3)
  })

  test('are made of one moment while the store is written', async () => {
    using folder = await filled()
    using sound = recover(folder.path, nowMs).sound
    const made = makeBackup(folder.path, folder.file, nowMs + 5000)
    transact(sound.db, () => fill(sound.tables, 1000))
    await made
    const copy = path.join(folder.path, 'copy')
    mkdirSync(copy)
    cpSync(listBackups(folder.path)[0]?.file as string, fileOf(copy))
    const again = recover(copy, nowMs)
    using _ = again.sound
    assert.ok([801, 1601].includes(readAll(again.sound.tables)))
  })
})

describe('a disk that takes nothing', () => {
  test('is warned of, and the store is in memory', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('data'), 'a file, where a folder should be')
    await using opened = await openedStore(folder.file('data'))
    const { store, lines } = opened
    assert.match(lines.join(), /can’t be opened .* nothing of scores, settings and accounts is kept/)
    await store.settings.set('key', 1, 'ann', 1)
    assert.equal(await store.settings.get('key'), 1)
  })

  const mounts = spawnSync('id', ['-u']).stdout.toString().trim() === '0'
  test(
    'for want of room fails what is asked, and keeps what is told until there is some',
    { skip: !mounts && 'only root can mount a small disk' },
    async (t) => {
      using folder = temporaryFolder()
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.path]).status !== 0)
        return t.skip('no small disk can be mounted here')
      try {
        await using opened = await openedStore(folder.path)
        const { store, lines } = opened
        await store.settings.set('before', 1, 'ann', 1)
        writeFileSync(folder.file('ballast'), Buffer.alloc(0))
        spawnSync('dd', ['if=/dev/zero', `of=${folder.file('ballast')}`, 'bs=4096'])
        await assert.rejects(store.settings.set('asked', 'x'.repeat(100_000), 'ann', 1), { code: 'disk-full' })
        store.later.settings.set('told', 'y'.repeat(100_000), 'ann', 1)
        await until(() => store.status.problem !== null)
        assert.match(lines.join(), /can’t be written: .*full.* tried again/)
        assert.equal(await store.settings.get('before'), 1, 'reading goes on')
        spawnSync('rm', [folder.file('ballast')])
        await until(() => store.status.problem === null)
        assert.equal(await store.settings.get('told'), 'y'.repeat(100_000))
        assert.equal(await store.settings.get('asked'), undefined)
        assert.deepEqual(store.status, { waiting: 0, dropped: 0, problem: null })
      } finally {
        spawnSync('umount', ['--lazy', folder.path])
      }
    },
  )

  test('is told where the folder can’t be written, and what is there can still be used', async () => {
    using folder = await filled()
    chmodSync(folder.file, 0o400)
    await using opened = await openedStore(folder.path)
    assert.equal((await opened.store.accounts.list()).length, 1)
  })
})
