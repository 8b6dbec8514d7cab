import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The code blocks of a language in a page of the docs. */
export function snippets(page: string, language: string): string[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code]) => code as string,
  )
}

/** The modules that a page shows as a whole, by the names in their first line: `// game.ts`. */
export function namedSnippets(page: string): ReadonlyMap<string, string> {
  return new Map(
    snippets(page, 'ts').flatMap((code) => {
      const name = /^\/\/ ([\w.-]+\.ts)\n/.exec(code)?.[1]
      return name === undefined ? [] : [[name, code] as const]
    }),
  )
}

/** Makes a project outside the arcade that has it installed, by a link to this checkout. */
export function linkedProject(folder: string, files: Iterable<readonly [name: string, text: string]>): void {
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true })
  symlinkSync(root, path.join(folder, 'node_modules/chatarcade'))
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n')
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text)
}
