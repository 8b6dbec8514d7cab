import path from 'node:path'
import { pino } from 'pino'
import { inputModes } from '../../game/index.ts'
import { readConfig } from '../../server/config.ts'
import { makePlan, type Plan } from '../../server/plan.ts'

const noTwitch = {
  ...{ channel: null, username: null, token: null, streamKey: null, clientId: null },
  ...{ ircUrl: null, apiUrl: null, ingestUrl: 'rtmp://127.0.0.1/none', ingestList: null },
}

export const dataOf = (folder: string, show: number) => path.join(folder, String(show))

/** One of the shows that are to be killed: each with a crowd, and played in another way. */
export function planOf(folder: string, show: number): Promise<Plan> {
  const set = { input: inputModes[show % inputModes.length], window: 2 }
  // A port, since only a show with pages has a session; nothing listens on it.
  const settings = { chat: ['local:', 'crowd:60'], output: ['null:'], data: dataOf(folder, show), port: 0, set }
  return makePlan(readConfig([{ ...settings, perSecond: 1000, burst: 1000, repeatMs: 0 }]), noTwitch)
}

/** What is passed over on the way is no news here: whether anything was lost is. */
export const warnings = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }))
