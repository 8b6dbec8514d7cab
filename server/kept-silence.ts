import { z } from 'zod'
import { deedBounds, messageOf } from '../chat/index.ts'
import type { Act } from './journal/act.ts'
import type { Log } from './log.ts'
import type { RunningShow } from './show.ts'
import type { Stage } from './stage.ts'
import type { Store } from './store/store.ts'

/** Where the store keeps who is not heard. */
const settingKey = 'silence'

/** How long it may take until a change is kept; many come at once where a raid is sent out. */
const keepMs = 1000

const userId = z.string().min(1).max(1000)

/** Bans end by the clock on the wall: a night without a show counts as well. */
const kept = z.object({
  bans: z
    .array(z.object({ userId, name: z.string().max(1000), untilMs: z.number().nullable() }))
    .max(deedBounds.bans)
    .catch([]),
  isAllMuted: z.boolean().catch(false),
  muted: z.array(z.string().max(1000)).max(deedBounds.mutedSources).catch([]),
})
type Kept = z.output<typeof kept>

/** A show that begins goes on with the bans and mutes of the last one. They are acts of its beginning, so that a replay has them. */
export async function recallSilence(
  stage: Pick<Stage, 'perform'>,
  store: Pick<Store, 'settings'>,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  try {
    const before = kept.safeParse(await store.settings.get(settingKey))
    if (before.success) for (const act of actsOf(before.data, Date.now())) stage.perform(act)
  } catch (error) {
    log.warn(`who was sent out of the last show isn’t known: ${messageOf(error)}`)
  }
}

function actsOf({ bans, isAllMuted, muted }: Kept, nowMs: number): readonly Act[] {
  const seconds = (untilMs: number | null) =>
    untilMs && Math.min(deedBounds.banSeconds, Math.ceil((untilMs - nowMs) / 1000))
  return [
    ...bans
      .filter(({ untilMs }) => untilMs === null || untilMs > nowMs)
      .map(({ userId: id, name, untilMs }): Act => ({ act: 'ban', userId: id, name, seconds: seconds(untilMs) })),
    ...[...(isAllMuted ? [null] : []), ...muted].map((source): Act => ({ act: 'mute', source, isMuted: true })),
  ]
}

/** Keeps who is sent out and who is muted for the shows to come. @returns stops, and keeps the last of it */
export function keepSilence(
  show: Pick<RunningShow, 'stage'>,
  store: Pick<Store, 'later'>,
  listen: RunningShow['onEvent'],
): Disposable {
  let waiting: NodeJS.Timeout | null = null
  const keep = () => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    store.later.settings.set(settingKey, silenceOf(show.stage, Date.now()), 'the show', Date.now())
  }
  const stop = listen((event) => {
    if (event.type === 'act' && isOfSilence(event.act)) waiting ??= setTimeout(keep, keepMs).unref()
  })
  return {
    [Symbol.dispose]() {
      stop()
      if (waiting !== null) keep()
    },
  }
}

const isOfSilence = ({ act }: Pick<Act, 'act'>) => act === 'ban' || act === 'lift' || act === 'mute'

function silenceOf({ control, match }: Pick<Stage, 'control' | 'match'>, nowMs: number): Kept {
  const { tick, tickRate } = match.state.show
  const untilMs = (untilTick: number | null) => untilTick && Math.round(nowMs + ((untilTick - tick) / tickRate) * 1000)
  return {
    bans: control.bans.map(({ userId: id, name, untilTick }) => ({ userId: id, name, untilMs: untilMs(untilTick) })),
    isAllMuted: control.muted.all,
    muted: [...control.muted.sources],
  }
}
