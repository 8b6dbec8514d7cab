/** The package as somebody gets it: packed, installed into a folder outside, and used there. */
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Game } from '../game/index.ts'
import { temporaryFolder } from './helpers/arcade.ts'
import { probe } from './helpers/media.ts'
import { runTests } from './helpers/run-tests.ts'
import { namedSnippets } from './helpers/snippets.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** npm tells its children all about the project that it runs for; another one must not hear of it. */
const outsideEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD$|NODE_TEST_CONTEXT$)/.test(name)),
)

const run = (cwd: string, program: string, ...args: string[]) =>
  promisify(execFile)(program, args, { cwd, env: outsideEnv, timeout: 280_000, maxBuffer: 2 ** 26 })

/** The checkout's files as they stand, so that packing them disturbs nobody who works here. */
function copyCheckout(target: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of listed.toString().split('\0')) {
    if (file === '' || !existsSync(path.join(root, file))) continue
    mkdirSync(path.join(target, path.dirname(file)), { recursive: true })
    cpSync(path.join(root, file), path.join(target, file))
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(target, 'node_modules'))
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, Record<string, string>>

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string }
const tarball = `chatarcade-${version}.tgz`

describe('the package', () => {
  const folder = temporaryFolder()
  const checkout = folder.file('checkout')
  const outside = folder.file('outside')
  let files: readonly string[] = []

  before(async () => {
    mkdirSync(checkout)
    copyCheckout(checkout)
    await run(checkout, 'npm', 'pack')
    files = execFileSync('tar', ['tzf', path.join(checkout, tarball)], { encoding: 'utf8' })
      .trim()
      .split('\n')
    mkdirSync(outside)
    const { devDependencies = {}, dependencies = {}, allowScripts } = manifestOf(root)
    const { typescript } = devDependencies
    const manifest = {
      ...{ name: 'outside', private: true, type: 'module', allowScripts },
      dependencies: { chatarcade: `file:../checkout/${tarball}` },
      devDependencies: { typescript, '@types/node': devDependencies['@types/node'], node: dependencies['node'] },
    }
    writeFileSync(path.join(outside, 'package.json'), JSON.stringify(manifest))
    await run(outside, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund')
    cpSync(path.join(root, 'server/init/template/tsconfig.json'), path.join(outside, 'tsconfig.json'))
    for (const [name, code] of namedSnippets('docs/write-a-game.md'))
      if (name.startsWith('colours.')) writeFileSync(path.join(outside, name), code)
    return () => folder[Symbol.dispose]()
  })

  it('has the program as JavaScript with its types, its pages and its files, and no sources', () => {
    const has = (file: string) => files.includes(`package/${file}`)
    for (const file of ['game/index', 'render/output/writer', 'server/testing/index', 'server/main'])
      assert.ok(has(`dist/${file}.js`) && has(`dist/${file}.d.ts`), file)
    for (const file of ['render/raster/i420.wasm', 'server/web/dist/index.html', 'server/init/template/game.ts'])
      assert.ok(has(`dist/${file}`), file)
    const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.d\.ts$|\/init\/template\//.test(file))
    assert.deepEqual(sources, [])
    assert.deepEqual(
      files.filter((file) => /\/(?:tests|bench|node_modules)\//.test(file)),
      [],
    )
  })

  it('names no module that is not there', () => {
    const dist = path.join(outside, 'node_modules/chatarcade/dist')
    const missing = files.flatMap((file) => {
      if (!/^package\/dist\/(?!server\/web\/).*\.js$/.test(file)) return []
      const place = path.join(dist, file.slice('package/dist/'.length))
      const named = readFileSync(place, 'utf8').matchAll(/['"](\.{1,2}\/[^'"\n]+\.(?:[jt]s|wasm))['"]/g)
      return [...named].flatMap(([, name = '']) =>
        existsSync(path.resolve(path.dirname(place), name)) ? [] : [`${file}: ${name}`],
      )
    })
    assert.deepEqual(missing, [])
  })

  it('leaves the checkout’s package.json as it was', () => {
    assert.equal(readFileSync(path.join(checkout, 'package.json'), 'utf8'), readFileSync('package.json', 'utf8'))
    assert.ok(!existsSync(path.join(checkout, 'package.json.checkout')))
  })

  it('has types by which a game is checked, and a mistake is found', async () => {
    await run(outside, 'node_modules/.bin/tsc')
    const wrong = "import { StreamWriter } from 'chatarcade/output'\nexport const writer: number = StreamWriter\n"
    writeFileSync(path.join(outside, 'wrong.ts'), wrong)
    await assert.rejects(run(outside, 'node_modules/.bin/tsc'), ({ stdout }: { stdout: string }) =>
      /^wrong\.ts\(2,14\).*typeof StreamWriter/.test(stdout),
    )
  })

  it('tests a game', async () => {
    const { passed, failed, output } = await runTests(outside, ['colours.test.ts'], { CHATARCADE_GOLDEN: 'new' })
    assert.ok(passed === 3 && failed === 0, output)
  })

  it('plays a game, with the Node and the ffmpeg that come along', async () => {
    const flags = ['--game', './colours.ts', '--fast', '--frames', '30', '--output', 'out.mkv']
    const { stdout } = await run(outside, 'npx', 'chatarcade', ...flags)
    assert.match(stdout, /30 frames and 48000 samples/)
    const { frames, video } = await probe(path.join(outside, 'out.mkv'))
    assert.equal(frames.length, 30)
    assert.match(video, /1280x720/)
  })

  it('builds a game for the page', async () => {
    const program = 'node_modules/chatarcade/dist/server/author/view-build.js'
    const built = path.join(outside, 'built')
    mkdirSync(built)
    await run(outside, 'node_modules/.bin/node', program, path.join(outside, 'colours.ts'), built, '/game/x/')
    const { default: game } = (await import(pathToFileURL(path.join(built, 'view.js')).href)) as { default: Game }
    assert.equal(game.id, 'colours')
    assert.ok(existsSync(path.join(built, 'sound.js')))
  })

  it('makes a folder with a game that depends on this package', async () => {
    await run(outside, 'node_modules/.bin/chatarcade', 'init', 'my-game')
    const { dependencies } = manifestOf(path.join(outside, 'my-game'))
    assert.equal(dependencies?.['chatarcade'], `file:../../checkout/${tarball}`)
    await assert.rejects(run(outside, 'node_modules/.bin/chatarcade', 'init', 'my-game'), { code: 2 })
  })

  it('plays a game as it is published: compiled, and from node_modules', async () => {
    await run(path.join(outside, 'my-game'), '../node_modules/.bin/tsc', '--noEmit', 'false', '--outDir', 'dist')
    const place = path.join(outside, 'node_modules/my-game')
    cpSync(path.join(outside, 'my-game'), place, { recursive: true })
    const flags = ['--game', './node_modules/my-game', '--fast', '--frames', '5', '--output', 'null:']
    const { stdout } = await run(outside, 'node_modules/.bin/chatarcade', ...flags)
    assert.match(stdout, /My Game[^]*5 frames/)
  })
})
