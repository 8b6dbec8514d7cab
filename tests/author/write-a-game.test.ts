import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { checkGame } from 'chatarcade/testing'
import { inputModes, type Game, type InputSpec } from '../../game/index.ts'
import { parseCommandLine } from '../../server/cli.ts'
import { readConfig } from '../../server/config.ts'
import { makePlan } from '../../server/plan.ts'
import { readTwitch } from '../../server/environment.ts'
import { runArcade, temporaryFolder } from '../helpers/arcade.ts'
import { runTests } from '../helpers/run-tests.ts'
import { linkedProject, namedSnippets, snippets } from '../helpers/snippets.ts'

const page = 'docs/write-a-game.md'
const modules = namedSnippets(page)
/** Parts of a game, as they stand within its braces. */
const parts = snippets(page, 'ts').filter((code) => !code.startsWith('//'))

/** What the parts of the page rely on: the page's own game, in which every word acts at once. */
const partOf = (code: string) => `import { anarchy, defineGame, integer, midi, z } from 'chatarcade'
import colours from './colours.ts'
export default defineGame<any>({ ...colours, input: anarchy(), ${code} })
`

describe('the page about writing a game', () => {
  const folder = temporaryFolder()

  before(() => {
    const fragments = parts.map((code, index) => [`part-${index}.ts`, partOf(code)] as const)
    linkedProject(folder.path, [...modules, ...fragments])
    return () => folder[Symbol.dispose]()
  })

  it('has a whole game of at most thirty lines', () => {
    const code = modules.get('colours.ts') ?? ''
    assert.ok(code.trimEnd().split('\n').length <= 30)
    assert.match(code, /export default defineGame/)
  })

  it('has a state that can be made', async () => {
    const { Table } = (await import(pathToFileURL(folder.file('state.ts')).href)) as { Table: new () => object }
    assert.deepEqual(JSON.parse(JSON.stringify(new Table())), { balls: [], points: {}, turn: 0, hitAtTick: 0 })
  })

  for (const [index, code] of parts.entries())
    it(`has a part that works: ${code.trim().split('\n', 1)[0]}`, async () => {
      const module = (await import(pathToFileURL(folder.file(`part-${index}.ts`)).href)) as { default: Game }
      await checkGame(module.default, { runs: 2, seconds: 2 })
    })

  it('has tests that pass, once they have their golden files and a report', async () => {
    const flags = ['--chat', 'crowd:20', '--fast', '--frames', '320', '--output', 'null:']
    const made = await runArcade([
      '--game',
      folder.file('colours.ts'),
      ...flags,
      '--journal',
      folder.file('report.jsonl'),
    ])
    assert.equal(made.code, 0, made.stderr)
    const files = [...modules.keys()].filter((name) => name.endsWith('.test.ts'))
    const first = await runTests(folder.path, files, { CHATARCADE_GOLDEN: 'new' })
    assert.ok(first.passed === 4 && first.failed === 0, first.output)
    assert.ok(existsSync(folder.file('golden/crowd.png')) && existsSync(folder.file('golden/crowd.wav')))
    const second = await runTests(folder.path, files)
    assert.ok(second.passed === 4 && second.failed === 0, second.output)
  })

  it('names ways to play that there are', async () => {
    const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `(\w+\(.*?\))` +\|/gm)].map(([, code]) => code as string)
    const file = folder.file('modes.ts')
    writeFileSync(
      file,
      `import * as arcade from 'chatarcade'\nexport default [${rows.map((row) => `arcade.${row}`).join(',')}]`,
    )
    const { default: specs } = (await import(pathToFileURL(file).href)) as { default: InputSpec[] }
    assert.deepEqual(specs.map(({ mode }) => mode).toSorted(), [...inputModes].toSorted())
  })

  it('names commands that there are', async () => {
    const lines = snippets(page, 'sh').flatMap((code) => code.split('\n').filter((line) => line.startsWith('npx ')))
    assert.ok(lines.length >= 6)
    for (const text of lines) {
      const line = parseCommandLine(text.replace('npx chatarcade ', '').split(' '))
      const game = folder.file('colours.ts')
      if (line.verb === 'init') assert.equal(line.operand, 'my-game')
      else await makePlan(readConfig([{ ...line.flags, game }]), readTwitch({}))
    }
  })
})
