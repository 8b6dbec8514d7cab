import { z } from 'zod'
import type { Right } from '../auth/rights.ts'
import type { StoredDeed } from '../store/audit.ts'
import type { ApiParts } from './api.ts'
import { redacted } from './redact.ts'
import { judgeUndo } from './too-late.ts'

/** A deed as it is told: to panels as it happens, and by the log later on. */
export const deed = z.object({
  id: z.int(),
  atMs: z.number(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  name: z.string().nullable().describe('Of the person that it was done to, where they are known'),
  seconds: z.number().nullable().optional().describe('For how long they were sent out; null for good'),
  reason: z.string().nullable(),
  before: z.unknown().describe('What it was before, where something was changed; without secrets, and shortened'),
  after: z.unknown().describe('What it was changed to, or what else is known of it'),
  canUndo: z.boolean(),
  tooLate: z.string().nullable().describe('Why it can’t be undone any more; null where it can be, was, or never could'),
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
})
export type ShownDeed = z.output<typeof deed>

const person = z.object({ name: z.string().nullable().catch(null), seconds: z.number().nullable().optional() })

/** Deeds that are about a person, by the beginning of their actions. */
const isOfPerson = (action: string) => action.startsWith('person.') || action === 'chat.delete'

/** A deed as it was just done, for somebody of these rights; without them, for everybody who may read the log. */
export function shownDeed({ before, after, ...rest }: StoredDeed, rights: ReadonlySet<Right> = noRights): ShownDeed {
  const { name = null, ...length } = isOfPerson(rest.action) ? (person.safeParse(after).data ?? {}) : {}
  const told = { ...rest, name, ...length, before: redacted(before), after: redacted(after), tooLate: null }
  return rights.has('accounts.manage') ? told : withoutAddress(told)
}

const noRights: ReadonlySet<Right> = new Set()

/** Where somebody logs in from, or tries to, is personal, and of use only to who looks after the accounts. */
function withoutAddress(told: ShownDeed): ShownDeed {
  if (told.action === 'session.begin') return { ...told, target: null }
  const { after } = told
  if (told.action !== 'session.refused' || typeof after !== 'object' || after === null || !('address' in after))
    return told
  const { address: _address, ...rest } = after
  return { ...told, after: rest }
}

/** Deeds as the log has them for somebody of these rights, and whether each can still be undone as things stand now. */
export async function shownDeeds(
  parts: Pick<ApiParts, 'stage' | 'show' | 'broadcast' | 'store'>,
  deeds: readonly StoredDeed[],
  rights: ReadonlySet<Right>,
): Promise<ShownDeed[]> {
  const undoable = deeds.filter(({ canUndo }) => canUndo).map(({ id }) => id)
  const ways = new Map(undoable.length === 0 ? [] : await parts.store.audit.waysOf(undoable))
  const judge = await judgeUndo(parts, Date.now())
  const names = namesIn(deeds)
  return deeds.map((each) => {
    const tooLate = each.canUndo ? judge(each, ways.get(each.id) ?? null) : null
    const shown = shownDeed(each, rights)
    const name = shown.name ?? (isOfPerson(each.action) ? (names.get(each.target ?? '') ?? null) : null)
    return { ...shown, name, tooLate, canUndo: each.canUndo && tooLate === null }
  })
}

/** Who hasn’t written for long isn’t known by name any more, and an earlier deed may tell it. */
function namesIn(deeds: readonly StoredDeed[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { action, target, after } of deeds) {
    const { name } = action.startsWith('person.') ? (person.safeParse(after).data ?? { name: null }) : { name: null }
    if (target !== null && name !== null && !names.has(target)) names.set(target, name)
  }
  return names
}
