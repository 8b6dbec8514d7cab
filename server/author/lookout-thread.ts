/** The thread that looks out for calls of a game that never return; see `lookout.ts`. */
import { Session } from 'node:inspector/promises'
import { workerData } from 'node:worker_threads'
import { callsIn } from './calls.ts'
import { stackExpression } from './frames.ts'
import type { LookoutData } from './lookout.ts'

const { memory, tell } = workerData as LookoutData
const calls = callsIn(memory)

const lookMs = 50

/** Share of a call’s time after which it is asked where it is: what takes so long is hardly alive, and there is time left to answer. */
const lateShare = 0.25

let seen = { call: 0, sinceMs: 0, isAsked: false }

function look(): void {
  const { call } = calls
  const nowMs = performance.now()
  if (call !== seen.call) seen = { call, sinceMs: nowMs, isAsked: false }
  if (call === 0 || seen.isAsked || nowMs - seen.sinceMs < lateShare * calls.limitMs) return
  seen.isAsked = true
  // It may be broken off in the midst of its answer.
  ask(call).catch(() => {})
}

/** Has the main thread tell where it is. */
async function ask(call: number): Promise<void> {
  const session = new Session()
  session.connectToMainThread()
  try {
    await session.post('Runtime.evaluate', { expression: `${tell}(${call}, ${stackExpression})` })
  } finally {
    session.disconnect()
  }
}

// The first answer costs many times what the next ones do, so that one is about no call.
void ask(0)
setInterval(look, lookMs)
