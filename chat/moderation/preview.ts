import { drawTogether, spell } from '../filter/spelling.ts'
import { createTerms } from '../filter/terms.ts'
import { createIgnore } from '../filter/who.ts'
import type { ChatMessage } from '../message.ts'

/** What is looked at of a message: a name by which its author is on a list, and what would be shown of it. */
export type Previewed = Pick<ChatMessage, 'userId' | 'login' | 'user' | 'badges' | 'text'>

/**
 * What lists of blocked terms and of people who aren't heard would have caught, these lists alone: neither the English list nor the
 * well-known bots.
 *
 * @throws {RangeError} on a term of fewer than two letters
 */
export function createPreview({
  blocked = [],
  ignore = [],
}: {
  readonly blocked?: readonly string[] | undefined
  readonly ignore?: readonly string[] | undefined
}): (message: Previewed) => 'blocked' | 'ignored' | null {
  const terms = createTerms(blocked)
  const ignored = createIgnore({ ignore, bots: false }, [])
  const holdsTerm = (raw: string) => {
    const spelling = spell(raw)
    const together = drawTogether(spelling)
    return terms(spelling.text).length > 0 || (together !== null && terms(together.text).length > 0)
  }
  const nobody = { type: 'message', source: '', id: null, colour: null } as const
  return (message) => {
    if (ignored({ ...nobody, ...message }) !== null) return 'ignored'
    return blocked.length > 0 && (holdsTerm(message.user) || holdsTerm(message.text)) ? 'blocked' : null
  }
}
