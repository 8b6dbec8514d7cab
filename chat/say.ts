import { cleanLine, maxText } from './clean.ts'
import type { Parser } from './parse.ts'

/** Whose words are shown, and spoken where the show speaks, when they type `!say`. */
export const sayers = ['nobody', 'moderators', 'everyone'] as const
export type Sayers = (typeof sayers)[number]

/**
 * A parser that takes whatever follows `!say` as it was typed, since it is for people and no grammar reads it. A game's own `say` wins.
 *
 * @param parse knows `!say` as a command of one argument
 */
export function withSay(parse: Parser): Parser {
  const model = parse('!say something')
  if (!model.accepted || model.command.name !== '!say') return parse
  const { command } = model
  return (text) => {
    const words = wordsOf(text)
    if (words === '') return parse(text)
    return { accepted: true, command: { ...command, args: { words }, label: `!say ${words}` } }
  }
}

/** What follows `!say`; empty where it is something else, or nothing follows. */
function wordsOf(text: string): string {
  // Most messages are ruled out by their first character.
  if (text.length > maxText || text.trimStart()[0] !== '!') return ''
  const line = cleanLine(text)
  const rest = line.slice(line[1] === ' ' ? 2 : 1)
  return rest.slice(0, 4).toLowerCase() === 'say ' ? rest.slice(4) : ''
}
