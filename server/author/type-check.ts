import { execFile, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv } from '../../render/index.ts'

/** Checks the types of a game in a process of its own, where TypeScript is installed. A game plays without it, and may be right all the same. */
export interface TypeCheck extends Disposable {
  /** Checks a module, in place of one that is still being checked; tells of the first few mistakes, each as a sentence with its place. */
  run(file: string): void
}

const patienceMs = 30_000

/** Mistakes that are told: the first often makes the others. */
const maxTold = 5

export function createTypeCheck(told: (mistake: string) => void): TypeCheck {
  let child: ChildProcess | null = null
  const stop = () => {
    child?.kill()
    child = null
  }
  return {
    run(file) {
      stop()
      const program = programFor(file)
      if (program === null || !file.endsWith('ts')) return
      const folder = mkdtempSync(path.join(os.tmpdir(), 'chatarcade-types-'))
      const config = path.join(folder, 'tsconfig.json')
      writeFileSync(config, JSON.stringify(configFor(file)))
      const options = { cwd: process.cwd(), env: childEnv(), timeout: patienceMs }
      child = execFile(process.execPath, [program, '-p', config, '--pretty', 'false'], options, (_error, stdout) => {
        rmSync(folder, { recursive: true, force: true })
        mistakesIn(stdout).slice(0, maxTold).forEach(told)
      })
      giveWay(child)
    },
    [Symbol.dispose]: stop,
  }
}

/** The show needs the processors more. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) os.setPriority(pid, os.constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
  }
}

/** The author's own TypeScript, or else ours; null where there is none. */
function programFor(file: string): string | null {
  for (const from of [file, import.meta.url])
    try {
      const manifest = createRequire(from).resolve('typescript/package.json')
      return path.join(path.dirname(manifest), 'bin', 'tsc')
    } catch {
      continue
    }
  return null
}

/** By the author's own settings where they have any; a game finds the arcade and what it shares with it wherever it lies. */
function configFor(file: string) {
  const own = path.join(path.dirname(file), 'tsconfig.json')
  const here = (place: string) => fileURLToPath(new URL(place, import.meta.url))
  return {
    ...(existsSync(own) ? { extends: own } : {}),
    compilerOptions: {
      ...{ target: 'esnext', module: 'nodenext', lib: ['esnext', 'dom', 'dom.iterable'], types: [] },
      ...{ noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, strict: true },
      paths: {
        // Of the package, which has types beside its JavaScript.
        chatarcade: [here('../../game/index.ts').replace(/\.js$/, '.d.ts')],
        zod: [ourCopyOf('zod')],
        '@colyseus/schema': [ourCopyOf('@colyseus/schema')],
      },
    },
    files: [file],
    include: [],
  }
}

/** The folder of a package that the arcade uses; not every one lets its manifest be found. */
function ourCopyOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name)
  const folder = path.join('node_modules', ...name.split('/'))
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length)
}

/** `index.ts:12:5: …`, as all else is told, of lines such as `index.ts(12,5): error TS2322: …`. */
function mistakesIn(output: string): string[] {
  return [...output.matchAll(/^(.+?)\((\d+),(\d+)\): error TS\d+: (.+)$/gm)].map(
    ([, file = '', line = '', column = '', what = '']) => {
      const place = [path.relative(process.cwd(), path.resolve(file)), line, column].join(':')
      return `${place}: ${what}`
    },
  )
}
