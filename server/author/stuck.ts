import { Session, type Debugger } from 'node:inspector'
import type { Worker } from 'node:worker_threads'
import { stackOf } from './frames.ts'

/** A thread that can’t even be stopped is given up. */
const patienceMs = 1000

/** What the thread’s debugger tells, as far as it is of use here. */
type Told =
  | { readonly method: 'Debugger.scriptParsed'; readonly params: Debugger.ScriptParsedEventDataType }
  | { readonly method: 'Debugger.paused'; readonly params: Debugger.PausedEventDataType }
  | { readonly method: 'Debugger.resumed' }

/**
 * Where a thread is that doesn’t come to its end, as an error’s stack has it; empty where it can’t be told. It goes on
 * afterwards, since a thread that is stopped couldn’t even be ended.
 */
export async function stuckIn(thread: Worker): Promise<string> {
  const session = new Session()
  session.connect()
  const { promise, resolve } = Promise.withResolvers<string>()
  const tooLong = setTimeout(() => resolve(''), patienceMs)
  const urls = new Map<string, string>()
  let stack = ''
  const ask = (sessionId: string, ...methods: readonly string[]) => {
    for (const [id, method] of methods.entries())
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method }) })
  }
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
    if (workerInfo.workerId === String(thread.threadId)) ask(sessionId, 'Debugger.enable', 'Debugger.pause')
  })
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
    const told = JSON.parse(message) as Told
    if (told.method === 'Debugger.scriptParsed') urls.set(told.params.scriptId, told.params.url)
    else if (told.method === 'Debugger.resumed') resolve(stack)
    else if (told.method === 'Debugger.paused') {
      stack = stackOf(told.params.callFrames, urls)
      ask(sessionId, 'Debugger.resume')
    }
  })
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  try {
    return await promise
  } finally {
    clearTimeout(tooLong)
    session.disconnect()
  }
}
