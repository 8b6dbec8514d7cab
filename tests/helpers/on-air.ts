import { pino } from 'pino'
import { readConfig, type PartialConfig } from '../../server/config.ts'
import { readTwitch } from '../../server/environment.ts'
import { makePlan } from '../../server/plan.ts'
import { openShow, type RunningShow } from '../../server/show.ts'
import { until } from './arcade.ts'

/** A show on the air in this very process, without pages; it may be told what no flag can. */
export interface OnAir extends AsyncDisposable {
  readonly show: RunningShow
  /** What the log said, with the level before it: `warn …`. */
  readonly lines: readonly string[]
  /** Until so many ticks of the game that plays at the moment are over. */
  ticks(count: number): Promise<void>
  /** Ends the show in order, and gives its last counters. */
  end(): Promise<RunningShow['picture']['status']>
}

/** @param settings `game` and `output`, and what else differs from a small picture at 30 frames a second */
export async function goOnAir(settings: PartialConfig): Promise<OnAir> {
  const config = readConfig([
    settings,
    { chat: ['local:'], preset: 'lossless', size: '320x180', seed: 1, speech: 'off' },
  ])
  const lines: string[] = []
  const write = (line: string) => {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string }
    lines.push(`${pino.levels.labels[level]} ${msg}`)
  }
  const plan = await makePlan(config, readTwitch({}))
  const show = await openShow({ ...plan, port: null }, pino({ level: 'info' }, { write }))
  const stop = new AbortController()
  const ended = show.run(stop.signal)
  ended.catch(() => {})
  return {
    show,
    lines,
    async end() {
      stop.abort()
      await ended
      await show.picture.close()
      return show.picture.status
    },
    ticks: async (count) => void (await until(() => show.tick >= count, 20_000)),
    async [Symbol.asyncDispose]() {
      stop.abort()
      await ended.catch(() => {})
      await show[Symbol.asyncDispose]()
    },
  }
}
