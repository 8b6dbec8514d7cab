import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parseAst } from 'vite'

// Without Java and without a program for this platform: the same everywhere.
process.env['RECHECK_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

interface Regex {
  readonly pattern: string
  readonly flags: string
}

/** Every regex literal below a node of the syntax tree; one made from text while the program runs can't be checked here. */
function* regexesOf(node: unknown): Iterable<Regex | 'made at run time'> {
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return
  const { type, regex, callee } = node as { type?: string; regex?: Regex; callee?: { name?: string } }
  if (type === 'Literal' && regex) yield regex
  if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') yield 'made at run time'
  for (const child of Object.values(node)) yield* regexesOf(child)
}

const root = new URL('../../', import.meta.url)
const files = ['chat', 'game'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
)
const found = files.flatMap((file) =>
  [...regexesOf(parseAst(readFileSync(new URL(file, root), 'utf8'), { lang: 'ts' }))].map((regex) => ({ file, regex })),
)

describe('the regexes that chat and games run on what viewers type', () => {
  it('are found by the syntax tree', () => {
    const sample = `const a: string = /x\\/(y)/gu.test("/z/") ? \`/\${1 / 2}/\` : String(new RegExp('a'))`
    assert.deepEqual(
      [...regexesOf(parseAst(sample, { lang: 'ts' }))],
      [{ pattern: 'x\\/(y)', flags: 'gu' }, 'made at run time'],
    )
    assert.ok(files.includes('chat/clean.ts') && found.length > 10)
  })

  it('would be caught if they could be made to run for long', () => {
    for (const bad of ['(a+)+$', '\\s+$', '(a|a)*b']) assert.equal(checkSync(bad, '').status, 'vulnerable', bad)
  })

  for (const { file, regex } of found) {
    const text = regex === 'made at run time' ? regex : `/${regex.pattern}/${regex.flags}`
    it(`take time in proportion to the text: ${text} in ${file}`, () => {
      assert.ok(regex !== 'made at run time', 'write it as a literal, so that it can be checked')
      const result = checkSync(regex.pattern, regex.flags)
      // `unknown` fails as well: a regex that can't be judged is one to rewrite as a loop.
      const why = 'complexity' in result ? result.complexity?.summary : undefined
      assert.equal(result.status, 'safe', `${result.status} ${why ?? ''}`)
    })
  }
})
