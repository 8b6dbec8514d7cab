import { isDeepStrictEqual } from 'node:util'
import type { Act } from '../journal/act.ts'
import { putSlate } from './perform.ts'
import { undoOf, type Standing } from './undo.ts'

/** An act that was done, and when it was asked for: after which tick, and by the clock on the wall. */
export interface DoneAct {
  readonly act: Act
  readonly tick: number
  readonly atMs: number
}

/** Ends of bans that are no further apart are one end: what undoes a ban has it in whole seconds. */
const sameEndSeconds = 2

/** The same by the clock on the wall, for those that were taken over from another game: each one rounds them up. */
const carriedEndSeconds = 5

/** What was set, and has something to be compared with: a poll is known by when it began, and a game goes on by itself. */
export function setsValue({ act }: Act): boolean {
  return act !== 'poll' && act !== 'game'
}

/**
 * Whether what an act set is still what is set, also with the acts that wait for the same tick; where not, somebody has set something
 * else since.
 *
 * @param did one that sets a value, by `setsValue`
 */
export function stillStands(did: DoneAct, waiting: readonly Act[], standing: Standing, nowMs: number): boolean {
  const { act } = did
  if (act.act === 'ban') return isStillOut({ ...did, act }, waiting, standing, nowMs)
  // What would undo it now is how things stand.
  const now = undoOf(act, waiting, standing)
  return now === null || isDeepStrictEqual(asSet(now), asSet(act))
}

/** An act as the show has it once it is done, and as a store gives it back. */
function asSet(act: Act): unknown {
  return JSON.parse(JSON.stringify(shown(act)))
}

function shown(act: Act): Act {
  if (act.act === 'status-line') return { ...act, text: act.text.toWellFormed() }
  if (act.act !== 'slate') return act
  const show = { slate: '', slateText: '' }
  putSlate(show, act.slate, act.text)
  return { ...act, text: show.slateText }
}

type BanAct = Extract<Act, { readonly act: 'ban' }>

/** The same person until the same end. Whose time is over is out no more, and nobody has set that. */
function isStillOut(
  { act, tick, atMs }: DoneAct & { readonly act: BanAct },
  waiting: readonly Act[],
  { chat, show }: Standing,
  nowMs: number,
): boolean {
  const { userId, seconds } = act
  const ban = banAhead(userId, waiting, { chat, show })
  if (seconds === null) return ban?.untilTick === null
  if (ban === null) return atMs + seconds * 1000 <= nowMs
  if (ban.untilTick === null) return false
  const byTicks = Math.abs(ban.untilTick - tick - seconds * show.tickRate) / show.tickRate
  if (byTicks <= sameEndSeconds) return true
  const leftSeconds = (ban.untilTick - show.tick) / show.tickRate
  return ban.fromTick === 0 && Math.abs(leftSeconds - seconds + (nowMs - atMs) / 1000) <= carriedEndSeconds
}

/** How somebody is out with the next tick; null for whoever isn’t. */
function banAhead(userId: string, waiting: readonly Act[], { chat, show }: Pick<Standing, 'chat' | 'show'>) {
  const last = waiting.findLast((each) => (each.act === 'ban' || each.act === 'lift') && each.userId === userId)
  if (last === undefined) return chat.bans.find((each) => each.userId === userId) ?? null
  if (last.act !== 'ban') return null
  return { fromTick: show.tick, untilTick: last.seconds === null ? null : show.tick + last.seconds * show.tickRate }
}
