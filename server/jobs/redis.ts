import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Queue, Worker, type ConnectionOptions } from 'bullmq'
import { Redis, type CommonRedisOptions } from 'ioredis'
import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { Log } from '../log.ts'
import { attemptJob, backoffAfter, maxWaiting, type Job, type JobQueue } from './job.ts'

/** How long jobs that are over are remembered, in seconds, and how many. */
const kept = { age: 7 * 24 * 3600, count: 10_000 }

const connectMs = 5000

/** What one command of whoever adds a job may take. */
const commandMs = 2000

/** Wait between two tries to reach a server that is away. */
const longestRetryMs = 1000

/** How long the end waits for jobs that run and for a Redis that may be gone. */
const closingMs = 5000

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
  const connections = createConnections(url, warn)
  // Whoever adds a job is told at once that it can’t be kept: what is asked of a server that is away would wait without bound.
  const shared = connections.connect({ enableOfflineQueue: false, commandTimeout: commandMs })
  await ready(shared)
  const queues = new Map(jobs.map((job) => [job.name, new Queue(job.name, optionsOf(shared, prefix))]))
  const workers = jobs.map((job) => workerOf(job, optionsOf(connections.connect(), prefix)))
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
      connections.giveUp()
      const close = async () => {
        await Promise.allSettled(workers.map((worker) => worker.close()))
        await Promise.allSettled([...queues.values()].map((queue) => queue.close()))
      }
      const patience = new AbortController()
      await Promise.race([close(), sleep(closingMs, undefined, patience).catch(() => {})])
      patience.abort()
      connections.disconnectAll()
    },
  }
}

/** All connections to one server, those among them that BullMQ makes of ours: their end must not hang on whether the server answers. */
function createConnections(url: string, warn: (error: unknown) => void) {
  const all: Redis[] = []
  let hasGivenUp = false
  const retryStrategy = (times: number) => (hasGivenUp ? null : Math.min(times * 50, longestRetryMs))
  const keep = (redis: Redis): Redis => {
    redis.on('error', warn)
    const duplicate = redis.duplicate.bind(redis)
    redis.duplicate = (...options) => keep(duplicate(...options))
    // ioredis, disconnected while it waits for its next try, forgets the try and never tells of its end, which BullMQ waits for. The try
    // that comes is the last one, and ends it.
    const disconnect = redis.disconnect.bind(redis)
    redis.disconnect = (reconnect) => {
      if (!hasGivenUp || redis.status !== 'reconnecting') disconnect(reconnect)
    }
    all.push(redis)
    return redis
  }
  return {
    // A worker's commands wait for the server however long it is away; there are a few of them at most.
    connect: (options: Pick<CommonRedisOptions, 'enableOfflineQueue' | 'commandTimeout'> = {}) =>
      keep(new Redis(url, Object.assign(options, { maxRetriesPerRequest: null, retryStrategy }))),
    /** A server that is away is tried once more and not waited for. */
    giveUp: () => void (hasGivenUp = true),
    disconnectAll() {
      for (const redis of all) redis.disconnect()
    },
  }
}

const optionsOf = (connection: Redis, prefix: string) => ({
  connection: connection as unknown as ConnectionOptions,
  prefix,
})

function workerOf(job: Job, options: ReturnType<typeof optionsOf>): Worker {
  const strategy = { backoffStrategy: (attempts: number) => backoffAfter(job, attempts) }
  return new Worker(
    job.name,
    async ({ id = '', data, attemptsMade }) => {
      const attempt = attemptsMade + 1
      await attemptJob(job, (data as { payload: unknown }).payload, { id, attempt, isLast: attempt >= job.attempts })
    },
    { ...options, concurrency: job.limit, settings: strategy },
  )
}

/** Without a queue of commands the first ones fail until the connection stands. */
async function ready(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(connectMs) })
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
