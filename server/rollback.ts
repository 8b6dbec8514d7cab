import { readFileSync } from 'node:fs'
import path from 'node:path'
import { serialize } from 'node:v8'
import type { Game, GameMemory } from '../game/index.ts'
import type { GameSnapshot } from './controls/game-snapshot.ts'
import { codeVersion } from './memory/code-version.ts'
import { unpackSnapshot } from './memory/snapshot-read.ts'
import { listSnapshots, type SnapshotEntry } from './memory/snapshots.ts'
import { memoryOf } from './memory/stage-memory.ts'
import type { RunningShow } from './show.ts'

/** The moments that the game can be rolled back to, the newest first; none for a show that isn’t kept. */
export function momentsOf({ session, plan }: Pick<RunningShow, 'session' | 'plan'>): SnapshotEntry[] {
  return session === null ? [] : listSnapshots(path.join(plan.data, 'sessions', `${session.id}.snapshots`))
}

/**
 * The game as it was then. Only the game goes back: who voted for what, who is sent out and what was said stay as they are.
 *
 * @throws Error for a snapshot that isn’t whole
 */
export function gameAt({ id }: Pick<Game, 'id'>, { tick, file }: Pick<SnapshotEntry, 'tick' | 'file'>): GameSnapshot {
  const { head, memory: bytes } = unpackSnapshot(readFileSync(file))
  if (head.code !== codeVersion()) throw new Error('the program has changed since')
  const { match } = memoryOf(bytes)
  const { root } = match.state
  const game: unknown = root instanceof Map ? root.get('game') : undefined
  if (!(game instanceof Map)) throw new Error('the snapshot has no game')
  const memory: GameMemory = { state: { root: game }, random: match.random, game: match.game }
  return { of: id, tick, memory: serialize(memory).toString('base64') }
}
