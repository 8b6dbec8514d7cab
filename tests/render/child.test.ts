import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { it } from 'node:test'
import { promisify } from 'node:util'

it('a child that can’t be started for want of descriptors says so', { timeout: 30_000 }, async () => {
  const module = new URL('../../render/output/child.ts', import.meta.url).href
  const program = `
    const { openSync } = await import('node:fs')
    const { startChild } = await import(${JSON.stringify(module)})
    // The first spawn of a process makes things that every other shares.
    await new Promise((resolve) => startChild('true', [], {}, { complained() {}, ended: resolve }).stdout.resume())
    let isFull = false
    while (!isFull)
      try {
        openSync('/dev/null')
      } catch {
        isFull = true
      }
    try {
      startChild('true', [], {}, { complained() {}, ended() {} })
    } catch (error) {
      console.log(error.message)
    }`
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    'ulimit -n 200; exec "$0" --input-type=module --eval "$1"',
    process.execPath,
    program,
  ])
  assert.equal(stdout.trim(), 'no process could be started')
})
