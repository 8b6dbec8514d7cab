/** The thread that looks out for calls of a game that never return; see `lookout.ts`. */
import { Session, type Debugger } from 'node:inspector/promises'
import { workerData } from 'node:worker_threads'
import { callsIn } from './calls.ts'
import { stackOf } from './frames.ts'

const calls = callsIn(workerData as SharedArrayBuffer)

const lookMs = 50

/** Share of a call’s time after which it is asked where it is: what takes so long is hardly alive, and there is time left to ask. */
const lateShare = 0.25

/** To be asked costs a tenth of a second, so a game whose steps are merely slow isn’t asked in each of them. */
const restMs = 5000

let seen = { call: 0, sinceMs: 0 }
let askedAtMs = -Infinity

function look(): void {
  const { call } = calls
  const nowMs = performance.now()
  if (call !== seen.call) seen = { call, sinceMs: nowMs }
  if (call === 0 || nowMs - seen.sinceMs < lateShare * calls.limitMs || nowMs - askedAtMs < restMs) return
  askedAtMs = nowMs
  void ask(call)
}

/** Stops the main thread for a moment, to see where it is. */
async function ask(call: number): Promise<void> {
  const session = new Session()
  session.connectToMainThread()
  try {
    // A frame names its script by its number.
    const urls = new Map<string, string>()
    session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => void urls.set(scriptId, url))
    const paused = new Promise<Debugger.PausedEventDataType>((resolve) =>
      session.once('Debugger.paused', ({ params }) => resolve(params)),
    )
    await session.post('Debugger.enable')
    await session.post('Debugger.pause')
    const { callFrames } = await paused
    // It may have come to its end meanwhile, and something else was stopped.
    if (calls.call === call) calls.find(call, stackOf(callFrames, urls))
  } finally {
    // Lets it go on as well.
    session.disconnect()
  }
}

setInterval(look, lookMs)
