import { messageOf } from '../../chat/index.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Job, JobQueue } from './job.ts'
import { openRedisJobs } from './redis.ts'
import { openStoreJobs } from './sqlite.ts'

/**
 * Jobs in the Redis that is named, or in the store. A Redis that doesn’t answer keeps no show from starting: for this run the jobs are kept
 * in the store, and a warning says so.
 */
export async function openJobs(
  redisUrl: string | null,
  store: Pick<Store, 'jobs'>,
  jobs: readonly Job[],
  log: Log,
): Promise<JobQueue> {
  if (redisUrl === null) return openStoreJobs(store, jobs, log)
  try {
    return await openRedisJobs(redisUrl, jobs, log)
  } catch (error) {
    log.warn(`${messageOf(error)}, and so they are until the next start`)
    return openStoreJobs(store, jobs, log)
  }
}
