import { z } from 'zod'
import {
  inputModes,
  layerNames,
  slates,
  type Command,
  type CommandSpecs,
  type HelpLine,
  type InputSpec,
  type LayerName,
  type Slate,
} from '../game/index.ts'
import { isModerator } from './badges.ts'
import type { ChatMessage } from './message.ts'
import { reject, type Outcome, type Rejection } from './outcome.ts'
import type { Sayers } from './say.ts'

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
  '!layer': {
    words: ['layer'],
    prefixed: true,
    args: z.object({ layer: wordOf(layerNames.filter((name) => name !== 'background' && name !== 'slate')) }),
    help: 'show or hide a part of the picture (moderators)',
  },
  '!slate': {
    words: ['slate'],
    prefixed: true,
    args: z.object({ slate: wordOf([...slates, 'off']) }),
    help: 'a still picture in place of the game, with a text of yours (moderators)',
  },
  '!say': {
    words: ['say'],
    prefixed: true,
    args: z.object({ words: z.string() }),
    help: 'say something to everybody who watches',
  },
}

/** Whether the show answers it itself, and it is no input of the game or of the vote. */
export function isAnswered({ name }: Pick<Command, 'name'>): boolean {
  return Object.hasOwn(houseCommands, name)
}

function wordOf(words: readonly string[]) {
  return z.string().refine((text) => words.includes(text), `one of ${words.join(', ')}`)
}

/** Typed text is in lower case by then: `perplayer`. */
function modeWord() {
  const message = `one of ${inputModes.join(', ')}`
  return z
    .string()
    .transform((text) => inputModes.find((mode) => mode.toLowerCase() === text) ?? null)
    .refine((mode) => mode !== null, message)
}

/** What is changed of the picture by what people type. */
export interface Direction {
  /** Shows the layer, or hides it; tells whether it is shown now. */
  readonly toggleLayer: (name: LayerName) => boolean
  /** Null for the game. The text is clean, and may be displayed; empty for none. */
  readonly changeSlate: (slate: Slate | null, text: string) => void
  /** Tells everybody what somebody typed; false where too much waits to be told. The words are clean, and may be displayed. */
  readonly say: (message: ChatMessage, words: string) => boolean
}

export interface HouseParts extends Partial<Direction> {
  /** Whose `!say` counts. */
  readonly sayers: Sayers
  /** What can be typed. */
  readonly help: () => readonly HelpLine[]
  /** How the vote stands, in a sentence. */
  readonly explain: () => string
  /** How the game stands, in a sentence. */
  readonly score: () => string
  readonly changeMode: (mode: InputSpec['mode']) => void
}

/** Answers the show's own words; what a house command is comes from its name. */
export function createHouse(parts: HouseParts) {
  const { help, explain, score, changeMode } = parts
  return (message: ChatMessage, command: Command): Outcome => {
    if (command.name === '!help') return accept(command, helpSentence(help()))
    if (command.name === '!how') return accept(command, explain())
    if (command.name === '!score') return accept(command, score())
    if (command.name === '!say') return sayFor(parts, message, command)
    if (!isModerator(message.badges)) return command.name === '!mode' ? forbidden : notDirecting
    if (command.name !== '!mode') return direct(parts, command)
    const mode = command.args['mode'] as InputSpec['mode']
    changeMode(mode)
    return accept(command, `the crowd plays by ${mode} from now on`)
  }
}

const forbidden: Rejection = reject('not-allowed', 'only moderators change how the crowd plays')

const notDirecting: Rejection = reject('not-allowed', 'only moderators change the picture')

const unsaid: Rejection = reject('not-allowed', 'nothing is said for anybody in this show')

const notSaying: Rejection = reject('not-allowed', 'only moderators have something said')

const noMoreSaid: Rejection = reject('queue-full', 'too much waits to be shown: try again in a moment')

function sayFor({ say, sayers }: HouseParts, message: ChatMessage, command: Command): Outcome {
  if (sayers === 'nobody' || say === undefined) return unsaid
  if (sayers === 'moderators' && !isModerator(message.badges)) return notSaying
  return say(message, String(command.args['words']))
    ? accept(command, 'it is told as soon as its turn comes')
    : noMoreSaid
}

function direct({ toggleLayer, changeSlate }: HouseParts, command: Command): Outcome {
  const { layer, slate, words = '' } = command.args
  if (command.name === '!layer' && toggleLayer) {
    const isShown = toggleLayer(layer as LayerName)
    return accept(command, `${String(layer)} is ${isShown ? 'shown' : 'hidden'} from now on`)
  }
  if (command.name === '!slate' && changeSlate) {
    const next = slate === 'off' ? null : (slate as Slate)
    changeSlate(next, String(words))
    return accept(command, next === null ? 'the game is to be seen again' : `the slate “${next}” is up`)
  }
  return reject('not-allowed', 'this show has no picture to change')
}

function accept(command: Command, note: string): Outcome {
  return { accepted: true, command, note }
}

/** Room for a message of Twitch with somebody's name before it. */
const maxHelpUnits = 400

function helpSentence(lines: readonly HelpLine[]): string {
  const sentence = `Type ${lines.map(({ usage, help }) => `${usage} (${help})`).join(' · ')}`
  return sentence.length <= maxHelpUnits ? sentence : `${sentence.slice(0, maxHelpUnits)} …`
}
