import type { FastifyRequest } from 'fastify'
import { createListeners } from '../listeners.ts'
import type { Log } from '../log.ts'
import type { Deed, StoredDeed } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import type { Undo } from './undo.ts'

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
  /** The same where nobody waits for it, as with accounts. */
  readonly add: (deed: Deed) => void
  /** Tells of each deed as it is kept. @returns stops telling */
  listen(hear: (deed: StoredDeed) => void): () => void
}

export function createDeeds(store: Pick<Store, 'audit' | 'later'>, log: Log): Deeds {
  const kept = createListeners<StoredDeed>()
  const keep = async (deed: Deed): Promise<StoredDeed | null> => {
    const stored = await store.audit.get(await store.audit.add(deed))
    if (stored !== null) kept.tell(stored)
    return stored
  }
  return {
    async note(request, note) {
      const who = nameOf(request)
      try {
        const deed = await keep({ atMs: Date.now(), actor: who, ...note })
        return { deed: deed?.id ?? null, canUndo: deed?.canUndo ?? false }
      } catch (error) {
        log.warn(`what ${who} did (${note.action}) is not in the log: ${String(error)}`)
        return { deed: null, canUndo: false }
      }
    },
    add: (deed) =>
      void keep(deed).catch((error: unknown) => {
        log.warn(`no panel is told what ${deed.actor} did (${deed.action}): ${String(error)}`)
        // Who waits for the disk longer than any request does may still write it down.
        store.later.audit.add(deed)
      }),
    listen: kept.listen,
  }
}

/** Who asks, as the log names them. Guarded routes always know. */
export function nameOf({ who }: FastifyRequest): string {
  return who?.name ?? 'nobody'
}
