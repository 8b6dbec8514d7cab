import type { FastifyRequest } from 'fastify'
import { createListeners } from '../listeners.ts'
import type { Log } from '../log.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import type { Undo } from './done.ts'

/** What is kept of something that somebody did. */
export interface DeedNote {
  readonly action: string
  readonly target?: string | null
  readonly reason?: string | null
  readonly before?: unknown
  readonly after?: unknown
  readonly undo?: Undo | null
  readonly undoes?: number | null
}

/** Who did what, when, to whom and why: kept in the store, and told to every panel that is open. */
export interface Deeds {
  /** Keeps it, and gives the answer to who did it. What can’t be kept is done all the same, and a warning says so. */
  note(request: FastifyRequest, note: DeedNote): Promise<{ deed: number | null; canUndo: boolean }>
  /** Tells of each deed as it is kept. @returns stops telling */
  listen(hear: (deed: StoredDeed) => void): () => void
}

export function createDeeds(store: Pick<Store, 'audit'>, log: Log): Deeds {
  const kept = createListeners<StoredDeed>()
  return {
    async note(request, note) {
      const who = nameOf(request)
      const canUndo = note.undo !== undefined && note.undo !== null
      try {
        const id = await store.audit.add({ atMs: Date.now(), actor: who, ...note })
        const deed = await store.audit.get(id)
        if (deed !== null) kept.tell(deed)
        return { deed: id, canUndo }
      } catch (error) {
        log.warn(`what ${who} did (${note.action}) is not in the log: ${String(error)}`)
        return { deed: null, canUndo: false }
      }
    },
    listen: kept.listen,
  }
}

/** Who asks, as the log names them. Guarded routes always know. */
export function nameOf({ who }: FastifyRequest): string {
  return who?.name ?? 'nobody'
}
