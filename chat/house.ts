import { z } from 'zod'
import { inputModes, type Command, type CommandSpecs, type HelpLine, type InputSpec } from '../game/index.ts'
import { isModerator } from './badges.ts'
import type { ChatMessage } from './message.ts'
import { reject, type Outcome, type Rejection } from './outcome.ts'

/**
 * Words that every show understands besides its game's. They need the prefix, since `help` is also talk.
 * Their names begin with `!`, as no game's command does.
 */
export const houseCommands: CommandSpecs = {
  '!help': { words: ['help', 'commands'], prefixed: true, help: 'what can be typed' },
  '!how': { words: ['how', 'rules'], prefixed: true, help: 'how the crowd plays at the moment' },
  '!score': { words: ['score'], prefixed: true, help: 'how the game stands' },
  '!mode': {
    words: ['mode'],
    prefixed: true,
    args: z.object({ mode: modeWord() }),
    help: 'change how the crowd plays (moderators)',
  },
}

/** Typed text is in lower case by then: `perplayer`. */
function modeWord() {
  const message = `one of ${inputModes.join(', ')}`
  return z
    .string()
    .transform((text) => inputModes.find((mode) => mode.toLowerCase() === text) ?? null)
    .refine((mode) => mode !== null, message)
}

export interface HouseParts {
  /** What can be typed. */
  readonly help: () => readonly HelpLine[]
  /** How the vote stands, in a sentence. */
  readonly explain: () => string
  /** How the game stands, in a sentence. */
  readonly score: () => string
  readonly changeMode: (mode: InputSpec['mode']) => void
}

/** Answers the show's own words; what a house command is comes from its name. */
export function createHouse({ help, explain, score, changeMode }: HouseParts) {
  return (message: ChatMessage, command: Command): Outcome => {
    if (command.name === '!help') return accept(command, helpSentence(help()))
    if (command.name === '!how') return accept(command, explain())
    if (command.name === '!score') return accept(command, score())
    if (!isModerator(message.badges)) return forbidden
    const mode = command.args['mode'] as InputSpec['mode']
    changeMode(mode)
    return accept(command, `the crowd plays by ${mode} from now on`)
  }
}

const forbidden: Rejection = reject('not-allowed', 'only moderators change how the crowd plays')

function accept(command: Command, note: string): Outcome {
  return { accepted: true, command, note }
}

/** Room for a message of Twitch with somebody's name before it. */
const maxHelpUnits = 400

function helpSentence(lines: readonly HelpLine[]): string {
  const sentence = `Type ${lines.map(({ usage, help }) => `${usage} (${help})`).join(' · ')}`
  return sentence.length <= maxHelpUnits ? sentence : `${sentence.slice(0, maxHelpUnits)} …`
}
