import type { Command, CommandSpecs, HelpLine } from '../game/index.ts'
import { cleanText } from './clean.ts'
import { houseCommands } from './house.ts'
import { reject, type Outcome } from './outcome.ts'
import { createParser, type Parser } from './parse.ts'
import { withWords } from './say.ts'
import { pollWords, type PollSpec } from './votes/poll.ts'

/**
 * The poll's own words and the show's; whoever goes on with the game is told what there is to be typed.
 *
 * @param isOwn tells acts that no poll stands before: they are read as ever
 */
export function pollParser(
  spec: PollSpec,
  commands: CommandSpecs,
  parseForGame: Parser,
  isOwn: (command: Command) => boolean,
): Parser {
  const words = pollWords(spec)
  const house = withWords(createParser({ commands: {}, house: { ...houseCommands, ...commands } }))
  const instead = reject('not-on-ballot', `there is a poll at the moment: type 1 to ${spec.options.length}`)
  return (text): Outcome => {
    const clean = cleanText(text)
    const word = clean === null ? undefined : words.get(clean.startsWith('!') ? clean.slice(1).trimStart() : clean)
    if (word !== undefined) return word
    const answer = house(text)
    if (answer.accepted || answer.code === 'too-long' || answer.code === 'empty') return answer
    const ofGame = parseForGame(text)
    if (!ofGame.accepted) return answer
    return isOwn(ofGame.command) ? ofGame : instead
  }
}

export function pollHelp({ options }: PollSpec): readonly HelpLine[] {
  return options.map((option, index) => ({ usage: String(index + 1), help: option }))
}
