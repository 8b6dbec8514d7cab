import { z } from 'zod'
import type { ConfigKey, PartialConfig } from '../config.ts'
import { act, type Act } from '../journal/act.ts'
import type { ApiParts } from './api.ts'
import { changeSettings, keepLists, savedNow } from './settings-change.ts'

/** As the show’s own parts name it. */
const anyAct: z.ZodType<Act> = act

/**
 * How a deed is undone, as the store keeps it: by an act of the show, by the switches of outputs, by taking an output off that was added,
 * by putting one back that was removed, by the game that was on before, or by settings that were there before.
 */
export const undo = z.discriminatedUnion('by', [
  // Where it is of a game, another game has no use for it.
  z.object({ by: z.literal('act'), act: anyAct, game: z.string().exactOptional() }),
  z.object({ by: z.literal('output'), ids: z.array(z.string()), isOn: z.boolean() }),
  z.object({ by: z.literal('added'), id: z.string() }),
  // The word alone: what was removed has a key, and a key is kept in memory and nowhere else.
  z.object({ by: z.literal('removed'), word: z.string() }),
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
 * @returns why it could not be done; null where it is done
 * @throws ServerError, RenderError for what outputs and games refuse
 */
export async function performUndo(parts: ApiParts, way: Undo, who: string): Promise<string | null> {
  if (way.by === 'act') {
    const result = parts.stage().perform(way.act)
    if (!result.isDone) return result.sentence
    await keepLists(parts, way.act, who)
    return null
  }
  if (way.by === 'output') return await turnBack(parts, way)
  if (way.by === 'added') await parts.broadcast.remove(way.id)
  else if (way.by === 'removed') await parts.broadcast.restore(way.word)
  else if (way.by === 'game') return await switchBack(parts, way)
  else return await restoreSettings(parts, way, who)
  return null
}

/** What undoes an act; how the crowd plays is of the game that it was set for. */
export function undoByAct({ show }: Pick<ApiParts, 'show'>, each: Act | null): Undo | null {
  if (each === null) return null
  return { by: 'act', act: each, ...(each.act === 'input' ? { game: show().plan.game.id } : {}) }
}

export const outputsGone = 'those outputs are gone by now'
export const anotherGame = 'another game has been chosen since'

type WayBy<By extends Undo['by']> = Extract<Undo, { readonly by: By }>

async function turnBack({ broadcast }: ApiParts, { ids, isOn }: WayBy<'output'>): Promise<string | null> {
  const there = broadcast.outputs.filter(({ id }) => ids.includes(id))
  if (there.length === 0) return outputsGone
  for (const { id } of there) await broadcast.turn(id, isOn)
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
  return other === undefined ? null : `${other.key} has been set to something else since`
}
