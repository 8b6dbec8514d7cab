import { policies, type Reply } from './reply.ts'

/** Replies that may wait; when there is no room the oldest of the least important kind is dropped. */
export const maxWaiting = 50

/** People that one answer counts; at most five of them are named. */
const maxPeople = 1000

/** One answer that waits, to everybody who is to have it. */
export interface Waiting {
  readonly reply: Reply
  /** Logins, in the order in which they came. */
  readonly people: ReadonlySet<string>
  /** When it was first seen by a flush; null until then. */
  sinceMs: number | null
}

/** The bounded line of answers. Those of one kind, source and text are one. */
export interface WaitingLine {
  readonly size: number
  /** Gives what it had to drop for it: replies that something newer took the place of, or that there was no room for. */
  add(reply: Reply): { readonly replaced: number; readonly dropped: number }
  delete(waiting: Waiting): void
  /** The most important first, then the oldest. A copy: deleting while reading is fine. */
  inOrder(): Waiting[]
}

export function createWaitingLine(): WaitingLine {
  const line = new Map<string, Waiting & { readonly people: Set<string> }>()
  const keyOf = ({ kind, source, text }: Reply): string => `${kind}\n${source}\n${text}`

  return {
    get size() {
      return line.size
    },
    add(reply) {
      const key = keyOf(reply)
      const login = loginOf(reply.to)
      const same = line.get(key)
      if (same) {
        if (login !== null && same.people.size < maxPeople) same.people.add(login)
        return { replaced: 0, dropped: 0 }
      }
      const replaced = policies[reply.kind].newestOnly ? removeOlder(line, reply) : 0
      line.set(key, { reply, people: new Set(login === null ? [] : [login]), sinceMs: null })
      return { replaced, dropped: line.size > maxWaiting ? removeLeast(line) : 0 }
    },
    delete: (waiting) => void line.delete(keyOf(waiting.reply)),
    inOrder: () => [...line.values()].sort((a, b) => policies[a.reply.kind].rank - policies[b.reply.kind].rank),
  }
}

function removeOlder(line: Map<string, Waiting>, { kind, source }: Reply): number {
  let removed = 0
  for (const [key, { reply }] of line)
    if (reply.kind === kind && reply.source === source) {
      line.delete(key)
      removed += 1
    }
  return removed
}

/** A newcomer of the least important kind takes the place of the oldest one of it; alone of its kind, it goes itself. */
function removeLeast(line: Map<string, Waiting>): number {
  let least: string | null = null
  let rank = -1
  for (const [key, { reply }] of line)
    if (policies[reply.kind].rank > rank) {
      least = key
      rank = policies[reply.kind].rank
    }
  return least !== null && line.delete(least) ? 1 : 0
}

function loginOf(to: string | null): string | null {
  return to !== null && /^[A-Za-z0-9_]{1,25}$/.test(to) ? to.toLowerCase() : null
}
