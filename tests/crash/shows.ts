import path from 'node:path'
import { pino } from 'pino'
import { inputModes, type Game } from '../../game/index.ts'
import { readConfig } from '../../server/config.ts'
import { makePlan, type Plan } from '../../server/plan.ts'

const noTwitch = {
  ...{ channel: null, username: null, token: null, streamKey: null, clientId: null },
  ...{ ircUrl: null, apiUrl: null, ingestUrl: 'rtmp://127.0.0.1/none', ingestList: null },
}

export const dataOf = (folder: string, show: number) => path.join(folder, String(show))

/** One of the shows that are to be killed: each with a crowd, and played in another way. */
export async function planOf(folder: string, show: number): Promise<Plan> {
  const set = { input: inputModes[show % inputModes.length], window: 1 }
  // A port, since only a show with pages has a session; nothing listens on it.
  const settings = { chat: ['local:', 'crowd:60'], output: ['null:'], data: dataOf(folder, show), port: 0, set }
  const plan = await makePlan(readConfig([{ ...settings, perSecond: 1000, burst: 1000, repeatMs: 0 }]), noTwitch)
  return { ...plan, game: withAwards(plan.game) }
}

/** Ticks between two points that nobody does anything for: they are won also in a tick that no journal tells of. */
export const clockTicks = 7
export const clock = 'the clock'

/** A point for everybody who does something. */
function withAwards(game: Game): Game {
  return {
    ...game,
    step(state, input, ctx) {
      game.step(state, input, ctx)
      for (const { player, by } of input) ctx.award(player ?? 'everybody', by ?? 'everybody', 1)
      if (ctx.tick % clockTicks === 0) ctx.award(clock, clock, 1)
    },
  }
}

/** Each store is a thread, so only some shows have one. */
export const keepsResults = (show: number) => show % 10 === 0

/** What is passed over on the way is no news here: whether anything was lost is. */
export const warnings = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }))
