import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const manifest = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  /** Packages whose install scripts npm may run. */
  allowScripts: z.record(z.string(), z.boolean()).default({}),
})

/** Of the arcade itself: a checkout, or the package as it is installed. */
export interface OwnManifest extends z.infer<typeof manifest> {
  readonly folder: string
}

/** The nearest package.json above: in the package this file lies deeper than in a checkout. */
export function readOwnManifest(): OwnManifest {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return { ...manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))), folder }
}

/**
 * The package.json of a new game.
 *
 * @param place folder of the game
 */
export function manifestOf(id: string, place: string, own: OwnManifest): object {
  const versions = { ...own.dependencies, ...own.devDependencies }
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, versions[name] ?? '*']))
  return {
    ...{
      name: id,
      version: '0.1.0',
      type: 'module',
      main: 'dist/game.js',
      files: ['dist', '!dist/**/*.test.*', 'game.ts'],
    },
    scripts: {
      start: 'chatarcade --game game.ts',
      test: "node --test '*.test.ts'",
      check: 'tsc',
      prepack: 'tsc --noEmit false --outDir dist',
    },
    dependencies: { chatarcade: sourceOf(place, own) },
    // The Node that the arcade runs on, whatever the machine has.
    devDependencies: pick('@types/node', 'node', 'typescript'),
    allowScripts: own.allowScripts,
  }
}

/** Where npm finds the arcade: where this one came from, if that is known, else the registry. */
function sourceOf(place: string, { folder, version }: OwnManifest): string {
  const modules = path.dirname(folder)
  if (path.basename(modules) !== 'node_modules') return fileSpec(place, folder)
  const spec = dependencyOf(path.dirname(modules))
  if (spec?.startsWith('file:')) return fileSpec(place, path.resolve(path.dirname(modules), spec.slice('file:'.length)))
  return spec ?? `^${version}`
}

function dependencyOf(project: string): string | undefined {
  const file = path.join(project, 'package.json')
  if (!existsSync(file)) return undefined
  const { dependencies, devDependencies } = manifest.partial().parse(JSON.parse(readFileSync(file, 'utf8')))
  return dependencies?.['chatarcade'] ?? devDependencies?.['chatarcade']
}

const fileSpec = (place: string, target: string) => `file:${path.relative(place, target).split(path.sep).join('/')}`
