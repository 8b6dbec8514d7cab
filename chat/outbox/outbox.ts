import type { Voice } from '../sources/source.ts'
import { linesOf } from './line.ts'
import { policies, type Reply } from './reply.ts'
import { createSpeaker } from './speaker.ts'
import { createWaitingLine, type Waiting } from './waiting.ts'

/** How long an answer to somebody waits for others who asked the same: they get one line together. */
const batchMs = 1000

export interface OutboxOptions {
  /** The voice of a source by its chat URL; null where it has none. */
  readonly voiceOf: (source: string) => Voice | null
}

export interface OutboxCounts {
  /** Lines said. */
  readonly sent: number
  /** Replies that waited too long, or that a newer one made old. */
  readonly expired: number
  /** Replies that there was no room for. */
  readonly dropped: number
  /** Replies that would have said again what was said a moment ago. */
  readonly skipped: number
  /** Replies whose voice failed. */
  readonly failed: number
}

/**
 * The one way out for what the show says in other people's chats: batched, safe, never stale, and never above Twitch's
 * limits. One outbox speaks for one account.
 */
export interface Outbox {
  /** Takes a reply. Nothing is said yet; to a source without a voice nothing ever is. */
  post(reply: Reply): void
  /** Says what may be said now. To be called often, several times a second; `nowMs` is monotonic. Never throws. */
  flush(nowMs: number): void
  /** Replies that wait, at most 50. */
  readonly waiting: number
  readonly counts: OutboxCounts
}

/** The lines of a reply that are still to be said; nothing else of its source comes between them. */
interface Unsaid {
  readonly lines: readonly string[]
  readonly staleMs: number
  /** When the line before was said. */
  readonly sinceMs: number
}

export function createOutbox({ voiceOf }: OutboxOptions): Outbox {
  const line = createWaitingLine()
  const speaker = createSpeaker(voiceOf)
  /** At most one a source. */
  const unsaid = new Map<string, Unsaid>()
  /** When a question was answered: one entry a source and kind. */
  const answeredMs = new Map<string, number>()
  const counts = { sent: 0, expired: 0, dropped: 0, skipped: 0, failed: 0 }

  /** Says the first of the lines, and keeps the others for the next flushes. */
  function say(source: string, [first, ...others]: readonly string[], staleMs: number, nowMs: number): boolean {
    unsaid.delete(source)
    const outcome = first === undefined ? 'again' : speaker.say(source, first, nowMs)
    counts[counterOf[outcome]] += 1
    if (outcome === 'said' && others.length > 0) unsaid.set(source, { lines: others, staleMs, sinceMs: nowMs })
    return outcome === 'said'
  }

  function goOn(source: string, { lines, staleMs, sinceMs }: Unsaid, nowMs: number): void {
    if (nowMs - sinceMs > staleMs) {
      counts.expired += 1
      unsaid.delete(source)
    } else if (speaker.isFree(source, nowMs)) say(source, lines, staleMs, nowMs)
  }

  function begin(waiting: Waiting, nowMs: number): void {
    const { kind, source, text } = waiting.reply
    const { staleMs, coolDownMs } = policies[kind]
    const question = `${kind}\n${source}`
    waiting.sinceMs ??= nowMs
    const ageMs = nowMs - waiting.sinceMs
    const isAnswered = nowMs - (answeredMs.get(question) ?? -Infinity) < coolDownMs
    if (ageMs > staleMs || isAnswered) {
      counts[isAnswered ? 'skipped' : 'expired'] += 1
      line.delete(waiting)
      return
    }
    const isHeld = waiting.people.size > 0 && ageMs < batchMs
    if (isHeld || unsaid.has(source) || !speaker.isFree(source, nowMs)) return
    line.delete(waiting)
    if (say(source, linesOf(text, [...waiting.people]), staleMs, nowMs)) answeredMs.set(question, nowMs)
  }

  return {
    post(reply) {
      if (voiceOf(reply.source) === null) return
      const { replaced, dropped } = line.add(reply)
      counts.expired += replaced
      counts.dropped += dropped
    },
    flush(nowMs) {
      for (const [source, rest] of [...unsaid]) goOn(source, rest, nowMs)
      for (const waiting of line.inOrder()) begin(waiting, nowMs)
    },
    get waiting() {
      return line.size
    },
    get counts() {
      return { ...counts }
    },
  }
}

const counterOf = { said: 'sent', again: 'skipped', failed: 'failed' } as const
