import type { DatabaseSync } from 'node:sqlite'
import { createAccounts } from './accounts.ts'
import { createAudit } from './audit.ts'
import { createInvitations } from './invitations.ts'
import { createJobs } from './jobs.ts'
import { createLeaderboards } from './leaderboards.ts'
import { createLogins } from './logins.ts'
import { createMedia } from './media.ts'
import { createNotes } from './notes.ts'
import { createResults } from './results.ts'
import { createRollups } from './rollups.ts'
import { createSettings } from './settings.ts'
import { createTokens } from './tokens.ts'
import { createVotes } from './votes.ts'
import { createWebhooks } from './webhooks.ts'

export type Tables = ReturnType<typeof createTables>

/** All that is stored. Preparing the statements fails where the tables aren’t those of this program. */
export function createTables(db: DatabaseSync) {
  const accounts = createAccounts(db)
  const leaderboards = createLeaderboards(db)
  const votes = createVotes(db)
  return {
    accounts,
    audit: createAudit(db),
    invitations: createInvitations(db, accounts),
    jobs: createJobs(db),
    leaderboards,
    logins: createLogins(db),
    media: createMedia(db),
    notes: createNotes(db),
    results: createResults(db, leaderboards, votes),
    rollups: createRollups(db),
    settings: createSettings(db),
    tokens: createTokens(db),
    votes,
    webhooks: createWebhooks(db),
  }
}

/** Each table forgets what is beyond its bounds; a transaction each, so that others get their turn. */
export function tidyTasks(tables: Tables, nowMs: number): (() => void)[] {
  const { audit, invitations, jobs, leaderboards, notes, results, tokens, votes, webhooks } = tables
  return [audit, invitations, jobs, leaderboards, notes, results, tokens, votes, webhooks].map(
    (table) => () => table.tidy(nowMs),
  )
}
