import { isDeepStrictEqual } from 'node:util'
import type { Ban, ChatControl } from '../../chat/index.ts'
import type { PartialConfig } from '../config.ts'
import { undoOf } from '../controls/undo.ts'
import type { Act } from '../journal/act.ts'
import { asUsual } from '../show-state.ts'
import type { Stage } from '../stage.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { ApiParts } from './api.ts'
import { savedNow } from './settings-change.ts'
import { anotherGame, changedSince, outputsGone, undo, type Undo, type WayBy } from './undo.ts'

/** What is done comes with the next tick: what was done just now isn’t judged by how things stand. */
const settlingMs = 1000

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
  const now: Now = { ...parts, saved, game, standing: standingOf(parts.stage()) }
  return (deed, found) => {
    if (nowMs - deed.atMs < settlingMs) return null
    // Going back to a moment is undone by a whole game.
    if (deed.action === 'game.rollback' && ofAnotherGame(deed.before, game)) return anotherGame
    const way = undo.safeParse(found)
    if (way.success) return tooLate(way.data, now)
    return found === null ? null : 'an earlier version kept how it is undone'
  }
}

interface Now extends Pick<ApiParts, 'broadcast'> {
  readonly saved: PartialConfig
  readonly game: string
  readonly standing: Standing
}

/** The stage and its control, which lists all bans anew whenever it is asked: thousands of them, where many were sent out. */
interface Standing {
  readonly stage: Stage
  readonly control: ChatControl
  readonly bans: ReadonlyMap<string, Ban>
}

function standingOf(stage: Stage): Standing {
  const { control } = stage
  return { stage, control, bans: new Map(control.bans.map((ban) => [ban.userId, ban])) }
}

function tooLate(way: Undo, { broadcast, saved, game, standing }: Now): string | null {
  if (way.by === 'act') return way.game !== undefined && way.game !== game ? anotherGame : actTooLate(way, standing)
  if (way.by === 'game') return way.from === game ? null : anotherGame
  if (way.by === 'setting') return changedSince(way.changes, saved)
  if (way.by === 'removed') return broadcast.whyNotRestore(way.word)
  if (way.by === 'added') return broadcast.idOf(way.word) === null ? outputsGone : null
  const ids = new Set(way.words.map((word) => broadcast.idOf(word)))
  const there = broadcast.outputs.filter(({ id }) => ids.has(id))
  if (there.length === 0) return outputsGone
  return there.every(({ isOn }) => isOn === way.isOn) ? isSoAlready : null
}

const isSoAlready = 'it is so again already'

function actTooLate({ act, beganAtTick }: WayBy<'act'>, { stage, control, bans }: Standing): string | null {
  const { match, chat } = stage
  // Another poll than the one that was begun is nobody’s slip, also where it asks the same.
  if (act.act === 'poll' && act.poll === null && control.poll !== null && control.poll.beganAtTick !== beganAtTick)
    return 'that poll is over'
  // Of all who are out only the one whom it is about.
  const ban = act.act === 'ban' || act.act === 'lift' ? bans.get(act.userId) : undefined
  const standing = {
    ...{ show: match.state.show, condition: { ...asUsual, isPaused: control.isPaused } },
    chat: { ...control, bans: ban === undefined ? [] : [ban] },
    game: () => null,
  }
  // What would be undone by itself would change nothing.
  if (isDeepStrictEqual(undoOf(act, [], standing), act)) return isSoAlready
  return isOfVote(act) ? (chat.whyNot(act)?.sentence ?? null) : null
}

const isOfVote = (act: Act): act is Extract<Act, { act: 'veto' | 'poll' }> => act.act === 'veto' || act.act === 'poll'

const ofAnotherGame = (before: unknown, now: string) =>
  typeof before === 'object' && before !== null && 'game' in before && before.game !== now
