import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeGame } from '../../server/init/init.ts'
import { manifestOf } from '../../server/init/manifest.ts'
import { runArcade, temporaryFolder } from '../helpers/arcade.ts'
import { runTests } from '../helpers/run-tests.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('init', () => {
  it('makes a folder that plays at once, and tells what to do next', async () => {
    using folder = temporaryFolder()
    const place = folder.file('night-flight')
    const made = await runArcade(['init', place])
    assert.equal(made.code, 0, made.stderr)
    assert.match(made.stdout, /cd .*night-flight\n +npm install\n +npm start/)
    const files = ['.gitignore', 'README.md', 'game.test.ts', 'game.ts', 'package.json', 'tsconfig.json']
    assert.deepEqual(readdirSync(place).toSorted(), files)
    const played = await runArcade([
      '--game',
      path.join(place, 'game.ts'),
      '--fast',
      '--frames',
      '20',
      '--output',
      'null:',
    ])
    assert.equal(played.code, 0, played.stderr)
    assert.match(played.stdout, /Night Flight[^]*20 frames/)
  })

  it('makes tests that pass', async () => {
    using folder = temporaryFolder()
    const place = folder.file('my-game')
    makeGame(place)
    mkdirSync(path.join(place, 'node_modules'))
    symlinkSync(root, path.join(place, 'node_modules/chatarcade'))
    const { passed, failed, output } = await runTests(place, ['game.test.ts'])
    assert.ok(passed === 4 && failed === 0, output)
  })

  it('names the game by its folder, and needs a name of which something is left', () => {
    using folder = temporaryFolder()
    assert.equal(makeGame(folder.file('Red & Blue!')).id, 'red-blue')
    assert.match(readFileSync(folder.file('Red & Blue!/game.ts'), 'utf8'), /id: 'red-blue',\n  title: 'Red Blue'/)
    assert.throws(() => makeGame(folder.file('123')), /gives no id for a game/)
    assert.throws(() => makeGame(undefined), /needs the name of a folder/)
  })

  it('changes nothing of a folder that isn’t empty, and takes one with nothing but a repository', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('notes.txt'), 'mine')
    const { code, stderr } = await runArcade(['init', folder.path])
    assert.equal(code, 2)
    assert.match(stderr, /is there already and isn’t an empty folder; nothing was changed/)
    assert.deepEqual(readdirSync(folder.path), ['notes.txt'])
    mkdirSync(folder.file('fresh/.git'), { recursive: true })
    assert.equal(makeGame(folder.file('fresh')).id, 'fresh')
  })

  it('depends on the arcade where this one came from', () => {
    using folder = temporaryFolder()
    const own = { version: '1.2.3', dependencies: { node: '24.0.0' }, devDependencies: {}, allowScripts: {} }
    const from = (arcade: string) => {
      const { dependencies } = manifestOf('g', folder.file('g'), { ...own, folder: arcade }) as {
        dependencies: Record<string, string>
      }
      return dependencies['chatarcade']
    }
    const installed = folder.file('node_modules/chatarcade')
    assert.equal(from(folder.file('checkout')), 'file:../checkout')
    assert.equal(from(installed), '^1.2.3')
    writeFileSync(folder.file('package.json'), '{ "dependencies": { "chatarcade": "file:a/chatarcade.tgz" } }')
    assert.equal(from(installed), 'file:../a/chatarcade.tgz')
    writeFileSync(folder.file('package.json'), '{ "devDependencies": { "chatarcade": "^1.0.0" } }')
    assert.equal(from(installed), '^1.0.0')
  })
})
