import { slates } from '../game/index.ts'
import { cleanLine, maxText } from './clean.ts'
import type { Parser } from './parse.ts'

/** Whose words are shown, and spoken where the show speaks, when they type `!say`. */
export const sayers = ['nobody', 'moderators', 'everyone'] as const
export type Sayers = (typeof sayers)[number]

/** What people's own words may follow. */
const openings = ['!say', ...slates.map((slate) => `!slate ${slate}`)]

/**
 * A parser that takes whatever follows `!say`, and a slate's name, as it was typed, since it is for people and no grammar reads it.
 * The words come as the argument `words`. A game's own `say` or `slate` wins.
 *
 * @param parse knows `!say` and `!slate` as commands of one argument
 */
export function withWords(parse: Parser): Parser {
  const models = openings.flatMap((opening) => {
    const model = parse(opening === '!say' ? '!say something' : opening)
    return model.accepted && model.command.name === opening.split(' ')[0] ? [{ opening, command: model.command }] : []
  })
  if (models.length === 0) return parse
  return (text) => {
    const line = lineOf(text)
    // No opening is longer, and nothing else of the line is compared.
    const head = line.slice(0, 20).toLowerCase()
    const model = line === '' ? undefined : models.find(({ opening }) => head.startsWith(`${opening} `))
    if (model === undefined) return parse(text)
    const { command, opening } = model
    const words = line.slice(opening.length + 1)
    return {
      accepted: true,
      command: { ...command, args: { ...command.args, words }, label: `${opening} ${words}` },
    }
  }
}

/** A line that begins with `!` and a word, cleaned; empty for any other. */
function lineOf(text: string): string {
  // Most messages are ruled out by their first character.
  if (text.length > maxText || text.trimStart()[0] !== '!') return ''
  const line = cleanLine(text)
  return line[1] === ' ' ? `!${line.slice(2)}` : line
}
