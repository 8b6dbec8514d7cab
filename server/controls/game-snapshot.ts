import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { Game, GameMemory, Match } from '../../game/index.ts'

/** A moment of a game that it can be put back to. */
export interface GameSnapshot {
  /** Its id: another game couldn’t read it. */
  readonly of: string
  /** The tick that it was taken after. */
  readonly tick: number
  /** State, chance, and what the game keeps beside its state: V8's own bytes as base64, since JSON has no `NaN` and no bytes. */
  readonly memory: string
}

/** Longest that is taken, in characters: a journal holds each in one line. */
const maxCharacters = 4 * 2 ** 20

export const gameSnapshot = z.object({
  of: z.string().max(40),
  tick: z.int().min(0).max(0xffffffff),
  memory: z.base64().max(maxCharacters),
})

/** @throws where the game’s own `save` does; RangeError where it keeps more than a journal can */
export function takeGame({ id }: Pick<Game, 'id'>, match: Match): GameSnapshot {
  const memory = serialize(match.saveGame()).toString('base64')
  if (memory.length > maxCharacters)
    throw new RangeError(`the game keeps ${memory.length} characters, and at most ${maxCharacters} can be kept`)
  return { of: id, tick: match.tick, memory }
}

const random = z.int().min(-0x80000000).max(0xffffffff)

const gameMemory = z.object({
  state: z.object({ root: z.map(z.string(), z.unknown()) }),
  random: z.tuple([random, random, random, random]),
  game: z.unknown(),
})

/** @returns null for bytes that are no game’s */
export function readGame({ memory }: GameSnapshot): GameMemory | null {
  try {
    const result = gameMemory.safeParse(deserialize(Buffer.from(memory, 'base64')))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
