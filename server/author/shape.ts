import { Metadata, Schema, type DefinitionType } from '@colyseus/schema'
import type { Game } from '../../game/index.ts'

/** Fields of a state that are looked at: far more than any has. Classes may hold each other. */
const maxFields = 5000

/**
 * The shape of a game's state as text: names and types of all fields, down to the last. Where two versions of a game have the same one,
 * the state of the first is a state of the second. Ticks are part of it, since states name moments by them.
 */
export function shapeOf({ state, tickRate }: Pick<Game, 'state' | 'tickRate'>): string {
  const known = new Map<unknown, number>()
  let fields = 0
  const describe = (type: unknown): unknown => {
    if (typeof type === 'function' && Schema.is(type)) return describeClass(type)
    if (typeof type !== 'object' || type === null) return String(type)
    return Object.entries(type).map(([name, each]) => [name, describe(each)])
  }
  const describeClass = (type: object): unknown => {
    const number = known.get(type)
    if (number !== undefined) return number
    known.set(type, known.size)
    return Object.entries(Metadata.getFields(type as never) as Record<string, DefinitionType>)
      .slice(0, maxFields - fields)
      .map(([name, each]) => {
        fields += 1
        return [name, describe(each)]
      })
  }
  return JSON.stringify([tickRate, describe(state)])
}
