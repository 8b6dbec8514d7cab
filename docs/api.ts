/**
 * Writes the reference of what programs import, from the sources and their docblocks. `npm run docs`
 * A test holds the pages to it.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { exportsOf, type Exported } from './exports.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Entry {
  readonly page: string
  readonly module: string
  readonly source: string
  readonly intro: string
  /** What most readers look for, by the file that it is written in; all else comes after it. */
  readonly first: readonly (readonly [title: string, files: readonly string[]])[]
}

export const entries: readonly Entry[] = [
  {
    page: 'docs/reference/game.md',
    module: 'chatarcade',
    source: 'game/index.ts',
    intro:
      'What a game is made of. [Write a game](../write-a-game.md) tells how it goes together; the end of this page is for programs that play games.',
    first: [
      ['The game', ['define.ts']],
      ['Commands', ['command.ts']],
      ['How the crowd plays', ['input-modes.ts', 'input.ts']],
      ['Sound', ['sound.ts']],
      ['Settings, files, chance', ['settings.ts', 'assets.ts', 'random.ts']],
      ['The show around the game', ['show.ts']],
    ],
  },
  {
    page: 'docs/reference/testing.md',
    module: 'chatarcade/testing',
    source: 'server/testing/index.ts',
    intro: 'What a game is tested with. [Write a game](../write-a-game.md#test-it) shows it at work.',
    first: [],
  },
  {
    page: 'docs/reference/output.md',
    module: 'chatarcade/output',
    source: 'render/output/writer.ts',
    intro: 'The output on its own. [A stream from your own program](../stream-writer.md) tells how it is used.',
    first: [],
  },
]

/** What each page begins with, since all else is about it. */
const lead = [
  'defineGame',
  'Game',
  'GameRules',
  'GameView',
  'testGame',
  'GameTest',
  'Probe',
  'StreamWriter',
  'WriterOptions',
]

const rank = ({ name }: Exported) => (lead.includes(name) ? lead.indexOf(name) : lead.length)

/** The page of an entry, as Markdown. */
export function pageOf({ module, source, intro, first }: Entry): string {
  const all = exportsOf(path.join(root, source))
  const others = all.filter(({ code }) => code === '')
  const own = all.filter(({ code }) => code !== '').toSorted((a, b) => rank(a) - rank(b))
  const titled = first.flatMap(([title, files]) => {
    const those = files.flatMap((file) => own.filter((each) => path.basename(each.file) === file))
    return [`## ${title}`, ...those.flatMap(entryOf)]
  })
  const known = new Set(first.flatMap(([, files]) => files))
  const rest = own.filter(({ file }) => !known.has(path.basename(file)))
  const more = first.length > 0 && rest.length > 0 ? ['## For programs that play games'] : []
  return [
    `# ${module}`,
    `${intro} Made from the sources by \`npm run docs\`.`,
    `\`\`\`ts\nimport { … } from '${module}'\n\`\`\``,
    ...titled,
    ...(others.length > 0 ? [passedOn(others)] : []),
    ...more,
    ...rest.flatMap(entryOf),
    '',
  ].join('\n\n')
}

function entryOf({ name, doc, code }: Exported): string[] {
  return [`### ${name}`, ...proseOf(doc), `\`\`\`ts\n${code.replaceAll(/^export (?:default )?/g, '')}\n\`\`\``]
}

/** What stands before the first tag is prose, tags are a list, and examples are code. */
function proseOf(doc: string): string[] {
  const [text = '', ...tags] = doc.split(/^@/m)
  const lines = tags.filter((tag) => !tag.startsWith('example')).map((tag) => `- ${lineOf(tag)}`)
  const examples = tags.filter((tag) => tag.startsWith('example')).map((tag) => tag.slice('example'.length).trim())
  return [
    ...(text.trim() === '' ? [] : [text.trim()]),
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...examples.map((code) => `\`\`\`ts\n${code}\n\`\`\``),
  ]
}

/** `@param seed of all chance` is `seed`: of all chance. */
function lineOf(tag: string): string {
  const [, kind = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? []
  const text = rest.replaceAll(/\s*\n\s*/g, ' ')
  if (kind !== 'param') return kind === 'throws' ? `throws ${text.replace(/^\{(\w+)\}/, '$1')}` : `${kind} ${text}`
  const [, name = '', what = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
  return `\`${name}\`: ${what}`
}

function passedOn(all: readonly Exported[]): string {
  const byPackage = Map.groupBy(all, ({ file }) => file)
  const lines = [...byPackage].map(
    ([name, those]) => `- ${those.map((each) => `\`${each.name}\``).join(', ')}: of \`${name}\``,
  )
  return `## From other packages\n\nPassed on, so that a game has the very copy that the arcade has.\n\n${lines.join('\n')}`
}

if (import.meta.main) for (const entry of entries) writeFileSync(path.join(root, entry.page), pageOf(entry))
