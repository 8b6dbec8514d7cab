import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { checkEnds, checkHeader, type Checked } from './check.ts'
import { MediaError, type MediaErrorCode } from './error.ts'
import type { Format } from './format.ts'

export interface HeaderTask {
  readonly path: string
  readonly format: Format
}

export type HeaderAnswer = { readonly checked: Checked } | { readonly code: MediaErrorCode; readonly sentence: string }

/** What is read here, in a millisecond or two at most: a thread takes a third of a second to begin. */
const smallBytes = 256 * 1024

const timeLimitMs = 10_000

/**
 * Looks at a file by its content and header alone, before anything decodes it.
 *
 * @param name as it was uploaded
 * @param mime as it was said to be; empty for nothing
 * @throws MediaError
 */
export async function check(path: string, name: string, mime: string): Promise<Checked> {
  const { format, size } = await checkEnds(path, name, mime)
  try {
    // Of a video only the index is read, whose parts are few.
    if (format.kind === 'video' || size <= smallBytes) return await checkHeader(path, format)
    return await checkAside({ path, format })
  } catch (cause) {
    if (cause instanceof MediaError) throw cause
    // What no rule foresaw is a file that nobody should decode.
    throw new MediaError('broken', 'The file is damaged.', { cause })
  }
}

/** In a thread of its own, with little memory and for a short time. */
async function checkAside(task: HeaderTask): Promise<Checked> {
  const thread = new Worker(new URL('./check-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
  })
  try {
    const [answer] = (await once(thread, 'message', { signal: AbortSignal.timeout(timeLimitMs) })) as [HeaderAnswer]
    if ('checked' in answer) return answer.checked
    throw new MediaError(answer.code, answer.sentence)
  } finally {
    await thread.terminate()
  }
}
