import { writeFileSync } from 'node:fs'
import { openChat, type Outcome } from '../../chat/index.ts'
import { chatOptions } from './chat.ts'

/** A show with the page's chat, in which what somebody says is answered within the next tick. */
export async function openTalk(options: Partial<Parameters<typeof chatOptions>[0]> = {}) {
  const chat = await openChat(chatOptions({ urls: ['local:'], ...options }))
  let tick = 0
  const say = (userId: string, text: string, user = userId): string => {
    let said = 'no answer'
    const respond = (outcome: Outcome) => {
      said = outcome.accepted ? (outcome.note ?? outcome.command.label) : `${outcome.code}: ${outcome.sentence}`
    }
    chat.local?.say({ userId, user, text, respond })
    next()
    return said
  }
  const next = () => chat.drain((tick += 1))
  return { chat, say, next, [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose]() }
}

/** A recording of `[atMs, fields]`, as a chat URL. */
export function recording(
  folder: { file(name: string): string },
  lines: readonly (readonly [number, object])[],
): string {
  const path = folder.file('chat.jsonl')
  writeFileSync(path, lines.map(([atMs, fields]) => JSON.stringify({ atMs, ...fields })).join('\n'))
  return `file:${path}`
}

/** A message of a recording, its author's name the same as the id. */
export const from = (userId: string, text: string, badges: readonly string[] = []) => ({
  userId,
  user: userId,
  text,
  badges,
})
