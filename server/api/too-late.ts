import { isDeepStrictEqual } from 'node:util'
import type { Ban } from '../../chat/index.ts'
import type { PartialConfig } from '../config.ts'
import { stillStands } from '../controls/stands.ts'
import { undoOf, type Standing } from '../controls/undo.ts'
import { asUsual, type Condition } from '../show-state.ts'
import type { Act } from '../journal/act.ts'
import type { Stage } from '../stage.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { ApiParts } from './api.ts'
import { savedNow } from './settings-change.ts'
import { actAfter, anotherGame, changedSince, outputsGone, setSince, undo, type Undo, type WayBy } from './undo.ts'

/** What a deed is judged by; of what undoes it, null where that is too large to be looked at. */
export type JudgedDeed = Pick<StoredDeed, 'action' | 'atMs' | 'before'>

/**
 * Why deeds can’t be undone any more, though what undoes them is kept; null for those that can.
 *
 * @returns a judge of how things stand at this moment, for as many deeds as the log shows: what they are judged by is read once
 */
export async function judgeUndo(
  parts: Pick<ApiParts, 'stage' | 'show' | 'broadcast' | 'store'>,
  nowMs: number,
): Promise<(deed: JudgedDeed, way: unknown) => string | null> {
  const saved = await savedNow(parts)
  const game = parts.show().plan.game.id
  const now: Now = { ...parts, nowMs, saved, game, stands: standsNow(parts.stage()) }
  return (deed, found) => {
    // Going back to a moment is undone by a whole game.
    if (deed.action === 'game.rollback' && ofAnotherGame(deed.before, game)) return anotherGame
    const way = undo.safeParse(found)
    if (way.success) return tooLate(way.data, deed.atMs, now)
    return found === null ? null : 'an earlier version kept how it is undone'
  }
}

interface Now extends Pick<ApiParts, 'broadcast'> {
  readonly nowMs: number
  readonly saved: PartialConfig
  readonly game: string
  readonly stands: Stands
}

/** How things stand, read once: the control lists all bans anew whenever it is asked, thousands of them where many were sent out. */
interface Stands extends Standing {
  readonly stage: Stage
  /** What comes with the next tick. */
  readonly waiting: readonly Act[]
  readonly bans: ReadonlyMap<string, Ban>
}

function standsNow(stage: Stage): Stands {
  const { control: chat, match } = stage
  const waiting = stage.waiting()
  const reported = waiting.map((each): Partial<Condition> => (each.act === 'report' ? each.condition : {}))
  return {
    ...{ stage, waiting, chat, bans: new Map(chat.bans.map((ban) => [ban.userId, ban])), show: match.state.show },
    condition: Object.assign({ ...asUsual, isPaused: chat.isPaused }, ...reported) as Condition,
    game: () => null,
  }
}

function tooLate(way: Undo, atMs: number, { nowMs, broadcast, saved, game, stands }: Now): string | null {
  if (way.by === 'act')
    return way.game !== undefined && way.game !== game ? anotherGame : actTooLate(way, atMs, nowMs, stands)
  if (way.by === 'game') return way.from === game ? null : anotherGame
  if (way.by === 'setting') return changedSince(way.changes, saved)
  if (way.by === 'removed') return broadcast.whyNotRestore(way.word)
  if (way.by === 'changed') return broadcast.whyNotChangeBack(way.word)
  // A note is missing until it is put back, which is done once.
  if (way.by === 'note') return null
  if (way.by === 'added') return broadcast.idOf(way.word) === null ? outputsGone : null
  const ids = new Set(way.words.map((word) => broadcast.idOf(word)))
  const there = broadcast.outputs.filter(({ id }) => ids.has(id))
  if (there.length === 0) return outputsGone
  return there.every(({ isOn }) => isOn === way.isOn) ? isSoAlready : null
}

const isSoAlready = 'it is so again already'
const pollIsOver = 'that poll is over'

function actTooLate(way: WayBy<'act'>, atMs: number, nowMs: number, stands: Stands): string | null {
  const act = actAfter(way, nowMs - atMs)
  const { stage, waiting, chat, bans } = stands
  if (act.act === 'poll' && act.poll === null) return pollTooLate(way, stands)
  // Of all who are out only the one whom it is about.
  const ban = act.act === 'ban' || act.act === 'lift' ? bans.get(act.userId) : undefined
  const standing: Standing = { ...stands, chat: { ...chat, bans: ban === undefined ? [] : [ban] } }
  // What would be undone by itself would change nothing.
  if (isDeepStrictEqual(undoOf(act, waiting, standing), act)) return isSoAlready
  if (way.did !== undefined && !stillStands({ ...way.did, atMs }, waiting, standing, nowMs)) return `it ${setSince}`
  return act.act === 'veto' ? (stage.chat.whyNot(act)?.sentence ?? null) : null
}

/** Another poll than the one that was begun is nobody’s slip, also where it asks the same. */
function pollTooLate({ beganAtTick }: WayBy<'act'>, { stage, waiting, chat: { poll } }: Stands): string | null {
  const next = waiting.findLast((each) => each.act === 'poll')
  if (next !== undefined) return next.poll !== null && stage.match.tick === beganAtTick ? null : pollIsOver
  if (poll !== null) return poll.beganAtTick === beganAtTick ? null : pollIsOver
  return stage.chat.whyNot({ act: 'poll', poll: null })?.sentence ?? null
}

const ofAnotherGame = (before: unknown, now: string) =>
  typeof before === 'object' && before !== null && 'game' in before && before.game !== now
