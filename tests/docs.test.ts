import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { parseEnv } from 'node:util'
import { openFile } from '../chat/sources/file.ts'
import { parseCommandLine } from '../server/cli.ts'
import { readConfigFile } from '../server/config-file.ts'
import { configKeys, readConfig } from '../server/config.ts'
import { readEnvironment, readTwitch } from '../server/environment.ts'
import { makePlan } from '../server/plan.ts'
import { temporaryFolder } from './helpers/arcade.ts'

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md')]
const read = (page: string) => readFileSync(page, 'utf8')

/** The code blocks of a language in a page. */
function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code]) => code as string,
  )
}

/** What npm passes on, with the files that a reader would have put in their place. */
async function plan(command: string, folder: string): Promise<void> {
  const [, variables = '', , flags = ''] = /^((?:\w+=\S+ )*)npm start( --)?(.*)$/.exec(command) ?? []
  const place = (text: string) =>
    text.replaceAll(/(key\.txt|token\.txt|chat\.jsonl|show\.mkv)/g, (name) => path.join(folder, name))
  const env = parseEnv(place(variables).trim().replaceAll(' ', '\n')) as Record<string, string>
  const line = parseCommandLine(
    place(flags)
      .trim()
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => word.replace(/^'(.*)'$/, '$1')),
  )
  await makePlan(readConfig([line.flags, readEnvironment(env)]), readTwitch(env))
}

describe('the docs', () => {
  for (const page of pages)
    for (const command of blocks(page, 'sh')
      .flatMap((code) => code.trim().split('\n'))
      .filter((line) => line.includes('npm start')))
      test(`${page}: ${command} is a show that can start`, async () => {
        using folder = temporaryFolder()
        writeFileSync(folder.file('key.txt'), 'aKey\n')
        writeFileSync(folder.file('token.txt'), 'aToken\n')
        await plan(command.replace('npm ci && ', ''), folder.path)
      })

  test('config snippets are configs', async () => {
    for (const [language, name] of [
      ['ts', 'chatarcade.config.ts'],
      ['yaml', 'chatarcade.config.yaml'],
    ] as const)
      for (const code of blocks('docs/settings.md', language)) {
        using folder = temporaryFolder()
        writeFileSync(folder.file(name), code)
        readConfig([await readConfigFile(folder.file(name))])
      }
  })

  test('the examples of recorded chat are a recording', async () => {
    for (const code of blocks('docs/settings.md', 'json')) {
      using folder = temporaryFolder()
      writeFileSync(folder.file('chat.jsonl'), code)
      await using source = await openFile('file:x', folder.file('chat.jsonl'))
      assert.equal([...source.drain(10_000, 100)].length, code.trim().split('\n').length)
    }
  })

  test('the table of settings has every setting', () => {
    for (const key of configKeys)
      assert.match(read('docs/settings.md'), new RegExp(`^\\| \`--.*\\| \`${key}\``, 'm'), key)
  })

  test('npm scripts and files that are named exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const page of pages) {
      for (const [, script] of read(page).matchAll(/npm run ([\w:]+)/g))
        assert.ok(scripts[script as string], `${page}: npm run ${script}`)
      for (const [, target] of read(page).matchAll(/\]\(([^)#]+)\)/g))
        assert.ok(existsSync(path.join(path.dirname(page), target as string)), `${page} links to ${target}`)
    }
  })

  test('the test command of the README is what CI runs', () => {
    assert.match(read('.ci/run'), /^npm ci && npm test$/m)
    assert.ok(blocks('README.md', 'sh').includes('npm ci && npm test\n'))
  })
})
