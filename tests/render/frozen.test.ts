import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { watchFrozen } from '../../render/output/encode/frozen.ts'

/** The first processor that this process may use. */
const processor = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'

/** A process in which one thread computes for ever while the first one waits, as in an encoder; on one processor alone. */
async function busy(niceness: number) {
  const work = `new Worker("for (;;);", { eval: true }).once("online", () => console.log("online"))`
  const code = `const { Worker } = require("node:worker_threads"); ${work}`
  const child = spawn('taskset', ['-c', processor, 'nice', '-n', String(niceness), process.execPath, '-e', code])
  await once(child.stdout, 'data')
  return {
    pid: child.pid as number,
    stop: (signal: NodeJS.Signals) => child.kill(signal),
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}

/** Whether a child that owes something and gives nothing is taken for frozen within this time. */
async function isTakenForFrozen(pid: number, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const watch = watchFrozen(
    pid,
    () => true,
    () => resolve(true),
  )
  const timer = setTimeout(() => resolve(false), ms)
  const answer = await promise
  clearTimeout(timer)
  watch.stop()
  return answer
}

describe('an encoder that gives nothing', { timeout: 60_000 }, () => {
  it('is not frozen while a thread of it waits for a processor that others hold', async () => {
    using starved = await busy(19)
    using _first = await busy(0)
    using _second = await busy(0)
    assert.equal(await isTakenForFrozen(starved.pid, 4000), false)
  })

  it('is frozen where it is stopped', async () => {
    using stopped = await busy(0)
    stopped.stop('SIGSTOP')
    assert.equal(await isTakenForFrozen(stopped.pid, 20_000), true)
  })
})
