#!/usr/bin/env node
/**
 * The command `chatarcade`, on whatever Node there is: it starts the program on the Node that comes with the package.
 * In a checkout that program is TypeScript, in the package what was made of it.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const oldest = 24

/** As in `npm start`: a small young generation keeps a show's memory flat. */
const flags = ['--max-semi-space-size=4', '--heap-growing-percent=40']

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const program = [here('main.ts'), here('../dist/server/main.js')].find((file) => existsSync(file))

/** @returns {string | null} the Node of the npm package `node`; null where its install script was not run */
function packagedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json')
    const file = path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

const ours = Number.parseInt(process.versions.node, 10) >= oldest ? process.execPath : null
const node = packagedNode() ?? ours
if (node === null || program === undefined) {
  process.stderr.write(
    program === undefined
      ? 'chatarcade: the package is not whole: its program is missing\n'
      : `chatarcade: it runs on Node ${oldest}, this is ${process.version}, and the package "node" was installed without its script; run npm rebuild node\n`,
  )
  process.exit(1)
}

const child = spawn(node, [...flags, program, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    // What is typed at a terminal reaches both, and a second one would end the show at once.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
child.on('error', (error) => {
  process.stderr.write(`chatarcade: ${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
