import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { z } from 'zod'
import { defineJob, type Job, type JobContext, type JobQueue, type JobSpec } from '../../server/jobs/job.ts'
import { openRedisJobs } from '../../server/jobs/redis.ts'
import { openJobs } from '../../server/jobs/open.ts'
import { openStoreJobs } from '../../server/jobs/sqlite.ts'
import { openStore } from '../../server/store/store.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { startRedis } from '../helpers/redis.ts'

const log = pino({ level: 'silent' })

/** A place where jobs are kept, which a queue can be opened on again, as after a restart. */
interface Backend extends AsyncDisposable {
  open(jobs: readonly Job[]): Promise<JobQueue>
}

async function storeBackend(): Promise<Backend> {
  const folder = temporaryFolder()
  const stack = new AsyncDisposableStack()
  stack.defer(() => folder[Symbol.dispose]())
  const store = stack.use(await openStore(folder.path, log))
  return {
    open: async (jobs) => openStoreJobs(store, jobs, log),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function redisBackend(): Promise<Backend> {
  const redis = await startRedis()
  return {
    open: (jobs) => openRedisJobs(redis.url, jobs, log),
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  }
}

const greet = (
  handler: (name: string, context: JobContext) => Promise<void>,
  rest: Partial<JobSpec<{ name: string }>> = {},
) =>
  defineJob({
    ...{
      name: 'greet',
      attempts: 3,
      backoffMs: 20,
      limit: 2,
      timeoutMs: 5000,
      payload: z.object({ name: z.string() }),
    },
    handler: ({ name }, context) => handler(name, context),
    ...rest,
  })

for (const [title, begin] of [
  ['jobs in the store', storeBackend],
  ['jobs in Redis', redisBackend],
] as const)
  describe(title, () => {
    it('are run once each, with what they were given', async () => {
      await using backend = await begin()
      const greeted: string[] = []
      const job = greet(async (name) => void greeted.push(name))
      await using queue = await backend.open([job])
      for (const name of ['Ada', 'Bo', 'Cy']) assert.equal(await queue.add(job, { name }), true)
      await until(async () => (await queue.counts()).done === 3)
      assert.deepEqual(greeted.toSorted(), ['Ada', 'Bo', 'Cy'])
    })

    it('are tried again where they fail, and given up after their attempts', async () => {
      await using backend = await begin()
      const attempts: string[] = []
      const job = greet(async (name, { attempt, isLast }) => {
        attempts.push(`${name} ${attempt}${isLast ? ' last' : ''}`)
        if (name === 'never' || attempt < 2) throw new Error('not now')
      })
      await using queue = await backend.open([job])
      await queue.add(job, { name: 'later' })
      await until(async () => (await queue.counts()).done === 1)
      await queue.add(job, { name: 'never' })
      await until(async () => (await queue.counts()).failed === 1)
      assert.deepEqual(attempts, ['later 1', 'later 2', 'never 1', 'never 2', 'never 3 last'])
    })

    it('are not taken twice under one id', async () => {
      await using backend = await begin()
      let runs = 0
      const job = greet(async () => void (runs += 1))
      await using queue = await backend.open([job])
      assert.equal(await queue.add(job, { name: 'Ada' }, { id: 'one:1' }), true)
      assert.equal(await queue.add(job, { name: 'Ada' }, { id: 'one:1' }), false)
      await until(async () => (await queue.counts()).done === 1)
      assert.equal(runs, 1)
    })

    it('run no more at once than their limit', async () => {
      await using backend = await begin()
      let running = 0
      let most = 0
      const job = greet(async () => {
        most = Math.max(most, (running += 1))
        await new Promise((resolve) => setTimeout(resolve, 10))
        running -= 1
      })
      await using queue = await backend.open([job])
      for (let n = 0; n < 8; n++) await queue.add(job, { name: String(n) })
      await until(async () => (await queue.counts()).done === 8)
      assert.equal(most, 2)
    })

    it('that take too long have failed, and are told so by their signal', async () => {
      await using backend = await begin()
      let isAborted = false
      const job = greet(
        (_name, { signal }) => new Promise(() => signal.addEventListener('abort', () => (isAborted = true))),
        { timeoutMs: 30, attempts: 1 },
      )
      await using queue = await backend.open([job])
      await queue.add(job, { name: 'slow' })
      await until(async () => (await queue.counts()).failed === 1)
      assert.equal(isAborted, true)
    })

    it('that wait are still there after a restart', async () => {
      await using backend = await begin()
      const greeted: string[] = []
      const job = greet(async (name) => void greeted.push(name))
      {
        await using queue = await backend.open([job])
        await queue.add(job, { name: 'patient' }, { delayMs: 200 })
      }
      assert.deepEqual(greeted, [])
      await using queue = await backend.open([job])
      await until(async () => (await queue.counts()).done === 1)
      assert.deepEqual(greeted, ['patient'])
    })
  })

describe('a Redis that goes away', () => {
  it('is told to whoever adds a job, and keeps neither the job nor the end waiting', async () => {
    await using redis = await startRedis()
    let isRunning = false
    const job = greet(async () => void (isRunning = true))
    const queue = await openRedisJobs(redis.url, [job], log)
    await queue.add(job, { name: 'Ada' })
    await until(() => isRunning)
    await redis.kill()
    for (let tries = 0; tries < 3; tries++) await assert.rejects(inTime(queue.add(job, { name: 'Bo' })), notLate)
    await inTime(Promise.resolve(queue[Symbol.asyncDispose]()))
  })
})

/** Longer than anything that has an end takes. */
const patienceMs = 15_000
const notLate = (error: Error) => !error.message.includes('waited in vain')

async function inTime<T>(asked: Promise<T>): Promise<T> {
  const over = new AbortController()
  const late = sleep(patienceMs, undefined, { signal: over.signal }).then(() => {
    throw new Error('waited in vain')
  })
  late.catch(() => {})
  try {
    return await Promise.race([asked, late])
  } finally {
    over.abort()
  }
}

describe('a Redis that isn’t there', () => {
  it('keeps no show from starting: the store has the jobs, and a warning says so', async () => {
    using folder = temporaryFolder()
    const lines: string[] = []
    const listening = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    await using store = await openStore(folder.path, listening)
    let greeted = ''
    const job = greet(async (name) => void (greeted = name))
    await using queue = await openJobs('redis://:hunter2@127.0.0.1:1', store, [job], listening)
    await queue.add(job, { name: 'Ada' })
    await until(() => greeted === 'Ada')
    assert.match(lines.join(), /REDIS_URL names a Redis that doesn’t answer/)
    assert.doesNotMatch(lines.join(), /hunter2/)
  })

  it('is told without its address, which may hold a password', async () => {
    await assert.rejects(
      openRedisJobs('redis://:hunter2@127.0.0.1:1', [], log),
      (error: Error) => error.message.includes('REDIS_URL') && !error.message.includes('hunter2'),
    )
  })
})
