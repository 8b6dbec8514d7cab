/** A thread that reads the header of one file: walking a hundred thousand parts must not hold up a tick. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkHeader } from './check.ts'
import { MediaError } from './error.ts'
import type { HeaderAnswer, HeaderTask } from './checking.ts'

const { path, format } = workerData as HeaderTask

async function look(): Promise<HeaderAnswer> {
  try {
    return { checked: await checkHeader(path, format) }
  } catch (error) {
    if (error instanceof MediaError) return { code: error.code, sentence: error.message }
    throw error
  }
}

parentPort?.postMessage(await look())
