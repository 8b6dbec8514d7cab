import { isDeepStrictEqual } from 'node:util'
import type { PartialConfig } from '../config.ts'
import { undoOf } from '../controls/undo.ts'
import type { Act } from '../journal/act.ts'
import { asUsual } from '../show-state.ts'
import type { Stage } from '../stage.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { ApiParts } from './api.ts'
import { savedNow } from './settings-change.ts'
import { anotherGame, changedSince, outputsGone, undo, type Undo } from './undo.ts'

/** What is done comes with the next tick: what was done just now isn’t judged by how things stand. */
const settlingMs = 1000

/** What a deed is judged by; of what undoes it, null where that is too large to be looked at. */
export type JudgedDeed = Pick<StoredDeed, 'action' | 'target' | 'atMs' | 'before'>

/**
 * Why deeds can’t be undone any more, though what undoes them is kept; null for those that can.
 *
 * @returns a judge of how things stand now
 */
export async function judgeUndo(
  parts: Pick<ApiParts, 'stage' | 'show' | 'broadcast' | 'store'>,
  nowMs: number,
): Promise<(deed: JudgedDeed, way: unknown) => string | null> {
  const saved = await savedNow(parts)
  const game = parts.show().plan.game.id
  return (deed, found) => {
    if (nowMs - deed.atMs < settlingMs) return null
    // Going back to a moment is undone by a whole game.
    if (deed.action === 'game.rollback' && ofAnotherGame(deed.before, game)) return anotherGame
    const way = undo.safeParse(found)
    return way.success ? tooLate(way.data, deed, { ...parts, saved, game }) : null
  }
}

interface Now extends Pick<ApiParts, 'stage' | 'broadcast'> {
  readonly saved: PartialConfig
  readonly game: string
}

function tooLate(way: Undo, { target }: JudgedDeed, { stage, broadcast, saved, game }: Now): string | null {
  if (way.by === 'act')
    return way.game !== undefined && way.game !== game ? anotherGame : actTooLate(way.act, target, stage())
  if (way.by === 'game') return way.from === game ? null : anotherGame
  if (way.by === 'setting') return changedSince(way.changes, saved)
  if (way.by === 'removed') return broadcast.isKept(way.word) ? null : 'what was removed isn’t kept any more'
  const ids: readonly string[] = way.by === 'added' ? [way.id] : way.ids
  const there = broadcast.outputs.filter(({ id }) => ids.includes(id))
  if (there.length === 0) return outputsGone
  return way.by === 'output' && there.every(({ isOn }) => isOn === way.isOn) ? isSoAlready : null
}

const isSoAlready = 'it is so again already'

function actTooLate(act: Act, target: string | null, stage: Stage): string | null {
  const { control, match, chat } = stage
  // Another poll than the one that was begun is nobody’s slip.
  if (act.act === 'poll' && act.poll === null && control.poll !== null && control.poll.question !== target)
    return 'that poll is over'
  const standing = {
    ...{ show: match.state.show, chat: control, condition: { ...asUsual, isPaused: control.isPaused } },
    game: () => null,
  }
  // What would be undone by itself would change nothing.
  if (isDeepStrictEqual(undoOf(act, [], standing), act)) return isSoAlready
  return isOfVote(act) ? (chat.whyNot(act)?.sentence ?? null) : null
}

const isOfVote = (act: Act): act is Extract<Act, { act: 'veto' | 'poll' }> => act.act === 'veto' || act.act === 'poll'

const ofAnotherGame = (before: unknown, now: string) =>
  typeof before === 'object' && before !== null && 'game' in before && before.game !== now
