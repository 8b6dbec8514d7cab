import type { Message } from '../shapes.ts'

/** What became of a message: a word or two, and how it is marked. */
export interface Verdict {
  readonly kind: 'counted' | 'answered' | 'talk' | 'refused' | 'gone'
  readonly word: string
  /** The whole of it, as a sentence. */
  readonly sentence: string
}

const removed: Readonly<Record<NonNullable<Message['removed']>, string>> = {
  deleted: 'deleted',
  'timed-out': 'timed out',
  banned: 'banned',
  cleared: 'cleared',
}

/** Codes of what is no command at all, which most of a chat is. */
const talk = new Set(['unknown-command', 'empty'])

export function verdictOf({ what, label, code, sentence, withdrawn, removed: gone }: Message): Verdict {
  const about = label ?? ''
  if (gone !== null) return { kind: 'gone', word: removed[gone], sentence: `The message was ${removed[gone]}.` }
  if (withdrawn)
    return { kind: 'gone', word: `${about} taken back`, sentence: `The ballot for ${about} was taken back.` }
  if (what === 'ballot') return { kind: 'counted', word: about, sentence: `Ballot for ${about}.` }
  if (what === 'answered') return { kind: 'answered', word: 'answered', sentence: 'The show answered.' }
  if (code !== null && talk.has(code)) return { kind: 'talk', word: 'talk', sentence: `Rejected: ${sentence ?? code}.` }
  return { kind: 'refused', word: wordOf(code), sentence: `Rejected: ${sentence ?? code ?? 'no reason is known'}.` }
}

/** Codes say it in words already. */
const wordOf = (code: string | null) => (code ?? 'rejected').replaceAll('-', ' ')
