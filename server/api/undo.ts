import { z } from 'zod'
import type { ConfigKey, PartialConfig } from '../config.ts'
import { act, type Act } from '../journal/act.ts'
import type { DoneWish } from '../controls/done.ts'
import { setsValue } from '../controls/stands.ts'
import type { ApiParts } from './api.ts'
import { changeSettings, keepLists, savedNow } from './settings-change.ts'
import { turnAll } from './turning.ts'

/** As the show’s own parts name it. */
const anyAct: z.ZodType<Act> = act

/**
 * How a deed is undone, as the store keeps it: by an act of the show, by the switches of outputs, by taking an output off that was added,
 * by putting one back that was removed, or as it was before a change, by a note that was taken away, by the game that was on before, or by
 * settings that were there before.
 */
export const undo = z.discriminatedUnion('by', [
  // Where it is of a game, another game has no use for it; what ends a poll is of the poll that began after that tick alone. `did` is what
  // is undone, where it set a value: what somebody else has set since stays.
  z.object({
    ...{ by: z.literal('act'), act: anyAct },
    ...{ game: z.string().exactOptional(), beganAtTick: z.int().exactOptional() },
    did: z.object({ act: anyAct, tick: z.int() }).exactOptional(),
  }),
  // Outputs by their words: an id is used again, and whoever undoes a slip may not take another’s output off the air.
  z.object({ by: z.literal('output'), words: z.array(z.string()), isOn: z.boolean() }),
  z.object({ by: z.literal('added'), word: z.string() }),
  // The word alone: what was removed has a key, and a key is kept in memory and nowhere else.
  z.object({ by: z.literal('removed'), word: z.string() }),
  z.object({ by: z.literal('changed'), word: z.string() }),
  z.object({
    by: z.literal('note'),
    note: z.object({ id: z.int(), person: z.string(), text: z.string(), by: z.string(), atMs: z.number() }),
  }),
  z.object({ by: z.literal('game'), from: z.string(), to: z.string() }),
  z.object({
    by: z.literal('setting'),
    changes: z.array(z.object({ key: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
  }),
])
export type Undo = z.output<typeof undo>

/**
 * Does what undoes a deed.
 *
 * @param sinceMs how long ago the deed was done
 * @returns why it could not be done; null where it is done
 * @throws ServerError, RenderError for what outputs and games refuse
 */
export async function performUndo(parts: ApiParts, way: Undo, who: string, sinceMs: number): Promise<string | null> {
  if (way.by === 'act') {
    const result = parts.stage().perform(actAfter(way, sinceMs))
    if (!result.isDone) return result.sentence
    await keepLists(parts, result.act, who)
    return null
  }
  if (way.by === 'output') return await turnBack(parts, way)
  if (way.by === 'added') return await removeAgain(parts, way)
  if (way.by === 'removed') await parts.broadcast.restore(way.word)
  else if (way.by === 'changed') await parts.broadcast.changeBack(way.word)
  else if (way.by === 'note') await parts.store.notes.putBack(way.note)
  else if (way.by === 'game') return await switchBack(parts, way)
  else return await restoreSettings(parts, way, who)
  return null
}

/** What undoes an act that was just asked for; how the crowd plays is of the game that it was set for, as a poll is. */
export function undoByAct(
  { show, stage }: Pick<ApiParts, 'show' | 'stage'>,
  { act: did, undo: each }: Pick<DoneWish, 'act' | 'undo'>,
): Undo | null {
  if (each === null) return null
  const isOfPoll = each.act === 'poll'
  const { tick } = stage().match
  return {
    ...{ by: 'act', act: each },
    ...(isOfPoll || each.act === 'input' ? { game: show().plan.game.id } : {}),
    ...(isOfPoll ? { beganAtTick: tick } : {}),
    ...(setsValue(did) ? { did: { act: did, tick } } : {}),
  }
}

/** What undoes a deed that was done so long ago: whoever goes back to where they were sent out to has been out meanwhile. */
export function actAfter({ act: each }: WayBy<'act'>, sinceMs: number): Act {
  if (each.act !== 'ban' || each.seconds === null) return each
  const seconds = each.seconds - Math.round(sinceMs / 1000)
  return seconds < 1 ? { act: 'lift', userId: each.userId } : { ...each, seconds: Math.min(seconds, each.seconds) }
}

export const outputsGone = 'those outputs are gone by now'
export const setSince = 'has been set to something else since'
export const anotherGame = 'another game has been chosen since'

/** What undoes a deed in one of these ways. */
export type WayBy<By extends Undo['by']> = Extract<Undo, { readonly by: By }>

async function turnBack(parts: ApiParts, { words, isOn }: WayBy<'output'>): Promise<string | null> {
  const turned = await turnAll(parts, words, isOn)
  if (turned.failure !== null) throw turned.failure
  return turned.words.length > 0 ? null : outputsGone
}

/** Not to be wanted back: nobody could ask for it, and its key would be kept for nothing. */
async function removeAgain({ broadcast }: ApiParts, { word }: WayBy<'added'>): Promise<string | null> {
  const id = broadcast.idOf(word)
  if (id === null) return outputsGone
  await broadcast.remove(id, { isKept: false })
  return null
}

async function switchBack({ show }: ApiParts, { from, to }: WayBy<'game'>): Promise<string | null> {
  if (show().plan.game.id !== from) return anotherGame
  await show().switchGame(to)
  return null
}

/** What somebody has set since then stays theirs. */
async function restoreSettings(parts: ApiParts, { changes }: WayBy<'setting'>, who: string): Promise<string | null> {
  const other = changedSince(changes, await savedNow(parts))
  if (other !== null) return other
  const { problems } = await changeSettings(
    parts,
    Object.fromEntries(changes.map(({ key, before }) => [key, before])),
    who,
  )
  for (const problem of problems) parts.say.warn(`settings that were undone are not in force: ${problem}`)
  return null
}

/** @returns which setting isn’t what this deed made it; null for none */
export function changedSince(changes: WayBy<'setting'>['changes'], now: PartialConfig): string | null {
  const other = changes.find(({ key, after }) => JSON.stringify(now[key as ConfigKey]) !== JSON.stringify(after))
  return other === undefined ? null : `${other.key} ${setSince}`
}
