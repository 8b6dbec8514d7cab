import type { ChatMessage } from './message.ts'
import type { Outcome } from './outcome.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { ReplyKind } from './outbox/reply.ts'
import type { ChatSource } from './sources/source.ts'

export const replyKinds = ['help', 'how', 'score', 'queued', 'correction', 'result'] as const satisfies ReplyKind[]

/** Whoever asks is answered; what the picture shows as well is not said unless the streamer wants it. */
export const defaultReplies: readonly ReplyKind[] = ['help', 'how', 'score']

/** What the show says in the chats of platforms. On the page's own chat everybody is answered directly, and never here. */
export interface Replies {
  /** Tells somebody what became of a message, where that is worth a line in everybody's chat. */
  answer(message: ChatMessage, outcome: Outcome): void
  /** Tells all chats how a window ended. */
  announce(sentence: string): void
  /** Says what may be said now. Called once a tick; it decides nothing in the game, so the clock is the wall's. */
  flush(): void
}

export function createReplies(sources: readonly ChatSource[], kinds: readonly ReplyKind[] = defaultReplies): Replies {
  const voices = new Map(sources.flatMap(({ id, voice }) => (voice ? [[id, voice]] : [])))
  if (voices.size === 0) return { answer() {}, announce() {}, flush() {} }
  const wanted = new Set(kinds)
  const outbox = createOutbox({ voiceOf: (source) => voices.get(source) ?? null })
  return {
    answer({ source, login }, outcome) {
      const reply = replyTo(outcome)
      if (reply !== null && wanted.has(reply.kind) && voices.has(source)) outbox.post({ ...reply, source, to: login })
    },
    announce(text) {
      if (wanted.has('result'))
        for (const source of voices.keys()) outbox.post({ kind: 'result', source, to: null, text })
    },
    flush: () => outbox.flush(performance.now()),
  }
}

const kindOf: ReadonlyMap<string, ReplyKind> = new Map([
  ['!help', 'help'],
  ['!how', 'how'],
  ['!score', 'score'],
  ['!mode', 'how'],
  ['!layer', 'how'],
  ['!slate', 'how'],
])

function replyTo(outcome: Outcome): { kind: ReplyKind; text: string } | null {
  if (outcome.accepted) {
    if (outcome.note === undefined) return null
    return { kind: kindOf.get(outcome.command.name) ?? 'queued', text: outcome.note }
  }
  // The sentence quotes what was typed: all that may be said aloud is the word that was probably meant.
  return outcome.meant === undefined ? null : { kind: 'correction', text: `did you mean ${outcome.meant}?` }
}
