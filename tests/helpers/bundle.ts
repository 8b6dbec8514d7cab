import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './arcade.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const copied = ['chat', 'game', 'render', 'server', 'tests/helpers/games', 'package.json', 'package-lock.json']

/** A copy of the program in which one of `tests/helpers/games` is bundled, since the pages are built from what is. */
export interface Bundle extends Disposable {
  /** The program, for `startArcade`. */
  readonly main: string
  /** Where a file of the game belongs. */
  file(name: string): string
}

export function bundleGame(id: string): Bundle {
  const folder = temporaryFolder()
  for (const each of copied)
    cpSync(path.join(root, each), folder.file(each), { recursive: true, filter: (source) => !isBuilt(source) })
  symlinkSync(path.join(root, 'node_modules'), folder.file('node_modules'))
  const game = folder.file(`game/bundled/${id}`)
  mkdirSync(game)
  const module = `'../../../tests/helpers/games/${id}.ts'`
  writeFileSync(path.join(game, 'index.ts'), `export { default } from ${module}\n`)
  writeFileSync(path.join(game, 'view.ts'), `export { view } from ${module}\n`)
  const sound = `import { view } from ${module}\nexport const { sound, soundGainDb } = view\n`
  writeFileSync(path.join(game, 'sound.ts'), sound)
  return {
    main: folder.file('server/main.ts'),
    file(name) {
      mkdirSync(path.dirname(path.join(game, name)), { recursive: true })
      return path.join(game, name)
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

const isBuilt = (source: string) => path.relative(root, source).startsWith(path.join('server', 'web', 'dist'))
