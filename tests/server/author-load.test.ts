import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadGame, loadOwn } from '../../server/games.ts'
import { openTrials, type Trials } from '../../server/author/trial.ts'
import { ServerError } from '../../server/error.ts'
import { runArcade } from '../helpers/arcade.ts'
import { ownGame, type GameParts } from '../helpers/own-game.ts'

let trials: Trials

before(() => {
  trials = openTrials({ computeMs: 1500, waitMs: 60_000 })
})

after(async () => {
  await trials[Symbol.asyncDispose]()
})

/** What an author is told of a game; empty where nothing is wrong with it. */
async function answerTo(parts: GameParts, by = trials): Promise<string> {
  using game = ownGame(parts)
  try {
    await loadOwn(game.file, by)
    return ''
  } catch (error) {
    assert.ok(error instanceof ServerError, String(error))
    assert.equal(error.code, 'bad-game')
    return error.message.replaceAll(`${path.relative(process.cwd(), game.folder)}/`, '')
  }
}

/** What the author reads there, besides that a first start builds the pages. */
const told = (stderr: string) =>
  stderr.split('\n').filter((line) => line !== '' && !line.includes('building the pages'))

describe('a game outside the arcade', { timeout: 300_000 }, () => {
  it('is loaded from its file or its folder, and imports the arcade from wherever it lies', async () => {
    using own = ownGame()
    for (const wish of [own.file, own.folder]) {
      const { game, url } = await loadGame(wish)
      assert.equal(game.id, 'own-game')
      assert.match(url, /index\.ts\?version=\d+$/)
    }
  })

  it('plays from a folder whose package.json says nothing of modules, and Node warns nobody', async () => {
    using own = ownGame()
    writeFileSync(path.join(own.folder, 'package.json'), '{"name":"own"}')
    const args = ['--game', own.file, '--fast', '--frames', '3', '--output', 'null:', '--size', '320x180']
    const { code, stderr } = await runArcade([...args, '--data', path.join(own.folder, 'data'), '--port', '0'])
    assert.deepEqual([code, told(stderr)], [0, []])
  })

  it('may have helpers of CommonJS, whatever their comments say', async () => {
    using own = ownGame({
      head: "import helper from './helper.js'\nimport late from './late.js'\nimport { two } from './two.js'",
      more: 'score: () => `${helper.one} ${late.one} ${two}`,',
    })
    const save = (name: string, text: string) => writeFileSync(path.join(own.folder, name), text)
    save('package.json', '{"name":"own"}')
    save('helper.js', '/* Helpers:\n  import this by require()\n*/\nmodule.exports = { one: 1 }\n')
    save('late.js', "const late = () =>\n  import('./two.js')\nmodule.exports = { one: 1, late }\n")
    save('two.js', 'const text = `\n/*`\nexport const two = 2\n')
    const { game } = await loadOwn(own.file, trials)
    assert.equal(game.score?.({} as never), '1 1 2')
    const args = ['--game', own.file, '--fast', '--frames', '3', '--output', 'null:', '--size', '320x180']
    const { code, stderr } = await runArcade([...args, '--data', path.join(own.folder, 'data'), '--port', '0'])
    assert.deepEqual([code, told(stderr)], [0, []])
  })

  it('is new with each load, down to the modules that it imports', async () => {
    using own = ownGame({ more: 'score: () => colour,' })
    const scores = []
    for (const colour of ['#010101', '#020202']) {
      own.paint(colour)
      const { game } = await loadOwn(own.file, trials)
      scores.push(game.score?.({} as never))
    }
    assert.deepEqual(scores, ['#010101', '#020202'])
  })

  it('is named by a sentence where it is not there, or is no game', async () => {
    using own = ownGame()
    await assert.rejects(loadGame('./no-such-game'), /game "\.\/no-such-game": there is no such file or folder/)
    await assert.rejects(loadGame(path.dirname(own.folder) + path.sep + 'x.ts'), /there is no such file or folder/)
    await assert.rejects(loadGame(own.folder.replace(/[^/]+$/, '')), /the folder has neither index\.ts nor/)
    await assert.rejects(loadGame('colour'), { code: 'usage', message: /must be one of .*or the file or folder/ })
  })

  it('is refused with the author’s own line where its text is wrong', async () => {
    assert.match(await answerTo({ head: 'enum X { a }' }), /^index\.ts:1: SyntaxError.*enum/)
    assert.match(await answerTo({ step: 'if (' }), /^index\.ts:\d+: SyntaxError/)
    assert.match(await answerTo({ head: "import { no } from './colour.ts'" }), /^index\.ts:1: SyntaxError.*no/)
    assert.match(await answerTo({ head: 'throw new Error(`not today`)' }), /^index\.ts:1:7: not today/)
    using own = ownGame()
    await assert.rejects(loadOwn(own.colourFile, trials), /the module has no default export/)
  })

  it('is refused where its commands overlap, or have no help', async () => {
    const overlapping = "red: { help: 'paint red' }, paint: { words: ['red'], help: 'paint' }"
    assert.match(
      await answerTo({ commands: overlapping }),
      /game "own-game": the word "red" belongs to two commands, red and paint$/,
    )
    assert.match(await answerTo({ commands: "red: { help: ' ' }" }), /command "red" has no help text$/)
    assert.match(await answerTo({ commands: 'red: {}' }), /command "red"/)
  })

  it('is refused with part and line where one of its functions throws', async () => {
    const boom = 'state.no.where'
    assert.match(await answerTo({ step: boom }), /^index\.ts:13:14: step threw TypeError: .*'where'/)
    assert.match(await answerTo({ draw: boom }), /^index\.ts:18:14: draw threw TypeError/)
    assert.match(await answerTo({ sound: boom }), /^index\.ts:22:14: sound threw TypeError/)
    for (const part of ['setup', 'score', 'leaders', 'bot', 'save', 'still', 'story'])
      assert.match(
        await answerTo({ more: `${part}(state) { return state.no.where },` }),
        new RegExp(`^index\\.ts:24:\\d+: ${part} threw TypeError`),
      )
  })

  it('is refused where a function never returns, or takes all memory, and the next one is tried as ever', async () => {
    // Each hangs in a thread of its own, beside others.
    assert.match(await answerTo({ step: 'for (;;);' }), /^index\.ts:13:\d+: step has not come to its end for 1\.5 s$/)
    assert.match(
      await answerTo({ draw: "while (!/^(a+)+$/.test(`${'a'.repeat(40)}b`));" }),
      /^index\.ts:18:\d+: draw has not come to its end for 1\.5 s$/,
    )
    assert.match(
      await answerTo({ draw: 'const list: object[] = []; for (;;) list.push({})' }),
      /^draw (?:took more memory than a game may have|has not come to its end)/,
    )
    assert.equal(await answerTo({}), '')
  })

  it('is refused where it waits for what never comes', async () => {
    await using hasty = openTrials({ computeMs: 60_000, waitMs: 200 })
    assert.equal(await answerTo({ head: 'await new Promise(() => {})' }, hasty), 'has not come to its end for 0.2 s')
  })

  it('is taken with numbers that are none, and with a million shapes: both only cost it its own picture and sound', async () => {
    assert.equal(await answerTo({ sound: "synth.sine('x', { hz: NaN, gain: Infinity })" }), '')
    assert.equal(await answerTo({ draw: 'for (let i = 0; i < 1e5; i++) g.fillRect(i % 300, i % 100, 2, 2)' }), '')
  })
})
