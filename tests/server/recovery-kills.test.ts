import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { killAgain } from '../crash/kills.ts'
import { temporaryFolder } from '../helpers/arcade.ts'

test('a show that is killed at 100 moments under load loses nothing that was acknowledged, keeps each result once, and goes on where it was', async (t) => {
  using folder = temporaryFolder()
  const seed = randomInt(2 ** 32)
  t.diagnostic(`seed ${seed}`)
  const report = await killAgain({ folder: folder.path, shows: 20, kills: 5, seed })
  t.diagnostic(JSON.stringify(report))
  assert.ok(report.killed === 100 && report.fromSnapshot > 0 && report.acknowledged > 0)
  assert.ok(report.points > 0)
})
