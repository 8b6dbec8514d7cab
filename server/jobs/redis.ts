import { randomUUID } from 'node:crypto'
import { Queue, Worker, type ConnectionOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { Log } from '../log.ts'
import { attemptJob, backoffAfter, maxWaiting, type Job, type JobQueue } from './job.ts'

/** How long jobs that are over are remembered, in seconds, and how many. */
const kept = { age: 7 * 24 * 3600, count: 10_000 }

const connectMs = 5000

/**
 * Jobs in Redis, through BullMQ: for a crowd of processes, or a Redis that is there anyway.
 *
 * @param prefix of the keys, so that several shows may share a server
 * @throws ServerError `bad-config` where nobody answers; the sentence doesn’t repeat the URL, which may hold a password
 */
export async function openRedisJobs(
  url: string,
  jobs: readonly Job[],
  log: Log,
  prefix = 'chatarcade',
): Promise<JobQueue> {
  await checkRedis(url)
  const warn = onceEach((error: unknown) => log.warn(`Redis: ${messageOf(error)}; jobs wait until it is back`))
  const connect = () => {
    // A worker's commands wait for the server however long it is away.
    const redis = new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: true })
    redis.on('error', warn)
    return redis
  }
  const shared = connect()
  const connections: Redis[] = [shared]
  const options = (connection: Redis) => ({ connection: connection as unknown as ConnectionOptions, prefix })
  const queues = new Map(jobs.map((job) => [job.name, new Queue(job.name, options(shared))]))
  const workers = jobs.map((job) => {
    const connection = connect()
    connections.push(connection)
    const strategy = { backoffStrategy: (attempts: number) => backoffAfter(job, attempts) }
    return new Worker(
      job.name,
      async ({ id = '', data, attemptsMade }) => {
        const attempt = attemptsMade + 1
        await attemptJob(job, (data as { payload: unknown }).payload, { id, attempt, isLast: attempt >= job.attempts })
      },
      { ...options(connection), concurrency: job.limit, settings: strategy },
    )
  })
  // Without a listener an error of either would end the process.
  for (const queue of queues.values()) queue.on('error', warn)
  for (const worker of workers) worker.on('error', warn)
  return {
    async add(job, payload, { id = randomUUID(), delayMs = 0 } = {}) {
      const queue = queues.get(job.name)
      if (queue === undefined) throw new TypeError(`job ${job.name} was not given when the queue was opened`)
      const { waiting = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'delayed')
      if (waiting + delayed >= maxWaiting) {
        log.warn(`job ${job.name} is not taken: ${waiting + delayed} jobs wait already`)
        return false
      }
      // BullMQ's own ids have colons, so one of ours must have none.
      const jobId = id.replaceAll(':', '-')
      if ((await queue.getJob(jobId)) !== undefined) return false
      await queue.add(
        job.name,
        { payload },
        {
          ...{ jobId, delay: delayMs, attempts: job.attempts, backoff: { type: 'custom' } },
          ...{ removeOnComplete: kept, removeOnFail: kept },
        },
      )
      return true
    },
    async counts() {
      const all = await Promise.all([...queues.values()].map((queue) => queue.getJobCounts()))
      const sum = (...names: string[]) =>
        all.reduce((total, counts) => total + names.reduce((part, name) => part + (counts[name] ?? 0), 0), 0)
      return {
        ...{ waiting: sum('waiting', 'delayed', 'prioritized'), running: sum('active') },
        ...{ done: sum('completed'), failed: sum('failed') },
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      for (const connection of connections) connection.disconnect()
    },
  }
}

async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: connectMs, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
  } catch (cause) {
    throw new ServerError(
      'bad-config',
      'REDIS_URL names a Redis that doesn’t answer; without it jobs are kept in the data directory',
      {
        cause,
      },
    )
  } finally {
    redis.disconnect()
  }
}

/** A server that is away says so with each try. */
function onceEach(tell: (error: unknown) => void): (error: unknown) => void {
  let last = ''
  return (error) => {
    const text = messageOf(error)
    if (text !== last) tell(error)
    last = text
  }
}
