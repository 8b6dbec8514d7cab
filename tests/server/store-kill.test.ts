import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { openedStore } from '../helpers/store.ts'

const writer = fileURLToPath(new URL('../helpers/store-writer.ts', import.meta.url))

test('a store whose process is killed at any moment has all that it answered', async () => {
  using folder = temporaryFolder()
  let before = 0
  for (const answers of [1, 40, 333]) {
    const child = spawn(process.execPath, [writer, folder.path], { stdio: ['ignore', 'pipe', 'inherit'] })
    const closed = once(child, 'close')
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await until(() => text.split('\n').length > answers)
    child.kill('SIGKILL')
    await closed
    await using opened = await openedStore(folder.path)
    const { store, lines } = opened
    const last = Number(await store.settings.get('last'))
    const answered = Number(text.trim().split('\n').at(-1))
    assert.ok(last === answered || last === answered + 1, `${last} is stored, and ${answered} was answered`)
    const [ann] = await store.leaderboards.top('snake')
    const points = (ann?.points ?? 0) - before
    assert.ok(points === last + 1 || points === last + 2, `${points} points, what was told goes before what was asked`)
    before = ann?.points ?? 0
    assert.deepEqual(lines, [])
  }
})
