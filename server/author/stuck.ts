import { Session } from 'node:inspector'
import type { Worker } from 'node:worker_threads'
import { stackExpression } from './frames.ts'

/** A thread answers within some milliseconds, wherever its JavaScript is; the rest is for machines that have no time. */
const patienceMs = 5000

const question = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: stackExpression } })

/** What the thread’s inspector answers, as far as it is of use here. */
interface Answer {
  readonly result?: { readonly result: { readonly value?: unknown } }
}

/** Where a thread is that doesn’t come to its end, as an error’s stack has it; empty where it can’t be told. */
export async function stuckIn(thread: Worker): Promise<string> {
  const session = new Session()
  session.connect()
  const { promise, resolve } = Promise.withResolvers<string>()
  const tooLong = setTimeout(() => resolve(''), patienceMs)
  // `workerId` only counts the workers that a session has seen; the number of the thread is in the title alone.
  const title = `[worker ${thread.threadId}]`
  let asked = ''
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
    if (!workerInfo.title.startsWith(title)) return
    asked = sessionId
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message: question })
  })
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
    const { value } = (JSON.parse(message) as Answer).result?.result ?? {}
    if (sessionId === asked) resolve(typeof value === 'string' ? value : '')
  })
  session.on('NodeWorker.detachedFromWorker', ({ params: { sessionId } }) => {
    if (sessionId === asked) resolve('')
  })
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  try {
    return await promise
  } finally {
    clearTimeout(tooLong)
    session.disconnect()
  }
}
