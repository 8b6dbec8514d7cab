import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
const sources = tracked.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.as.ts'))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Which rooms a room may import from; nothing imports `server`. */
const allowed: Record<string, readonly string[]> = {
  game: [],
  chat: ['game'],
  render: ['game'],
  server: ['chat', 'game', 'render'],
}

/** What others may import of a room. `render` has a second face for browsers, where nothing of Node can be. */
const faces: Record<string, readonly string[]> = {
  chat: ['chat/index.ts'],
  game: ['game/index.ts'],
  render: ['render/index.ts', 'render/browser.ts'],
}

/** Static and dynamic imports of a file that lead to files of ours, from the project's root. */
function importsOf(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:\bfrom|\bimport\(?)\s*'(\.[^']+)'/g)].map(
    ([, specifier]) => specifier as string,
  )
  return specifiers.map((specifier) => path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')))
}

const roomOf = (file: string) => file.split('/', 1)[0] as string
const rooms = Object.keys(allowed)

test('imports go one way: chat to game, render to game, server to all', () => {
  const wrong = sources
    .filter((file) => rooms.includes(roomOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => roomOf(target) !== roomOf(file) && !allowed[roomOf(file)]?.includes(roomOf(target)))
        .map((target) => `${file} imports ${target}`),
    )
  assert.deepEqual(wrong, [])
})

test('a room is entered by its face', () => {
  const wrong = sources
    .filter((file) => rooms.includes(roomOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          (target) =>
            faces[roomOf(target)] && roomOf(target) !== roomOf(file) && !faces[roomOf(target)]?.includes(target),
        )
        .map((target) => `${file} imports ${target}`),
    )
  assert.deepEqual(wrong, [])
})

test('what runs in a browser reaches no Node API', () => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file) || !existsSync(path.join(root, file))) return
    reached.add(file)
    for (const target of importsOf(file)) visit(target)
  }
  for (const file of sources.filter((each) => /^server\/web\/(watch|link)\//.test(each))) visit(file)
  for (const file of sources.filter((each) => each.startsWith('game/'))) visit(file)
  visit('render/browser.ts')
  const wrong = [...reached].filter((file) => /from '(node:|@napi-rs|ws'|fastify)/.test(read(file)))
  assert.ok(reached.size > 40)
  assert.deepEqual(wrong, [])
})

test('a game knows no clock and no chance but its own', () => {
  const forbidden = /\b(Date\.|new Date|Math\.random|performance\.|setTimeout|setInterval|process\.|fetch\()/
  const wrong = sources.filter((file) => file.startsWith('game/') && forbidden.test(read(file)))
  assert.deepEqual(wrong, [])
})

test('no file outgrows 300 lines', () => {
  const long = sources.filter((file) => !file.startsWith('tests/') && read(file).split('\n').length > 300)
  assert.deepEqual(long, [])
})

test('no secret, no machine’s path and no registry’s address is in the project', () => {
  const forbidden = [
    /oauth:[a-z0-9]{30}/,
    /\blive_\d{8,}_[A-Za-z0-9]{20,}/,
    /\/(?:root|home)\/\w+\//,
    /"resolved": "http/,
  ]
  const texts = tracked.filter(
    (file) => /\.(ts|tsx|md|json|yaml|css|html)$|^\.ci\//.test(file) && file !== 'tests/architecture.test.ts',
  )
  const wrong = texts.filter((file) => forbidden.some((each) => each.test(read(file))))
  assert.deepEqual(wrong, [])
})
