import { z } from 'zod'

/** What viewers may type, as the game declares it. Parser, help, buttons and fuzz tests are made from this alone. */
export interface CommandSpec {
  /** A few words for people: what the command does. */
  readonly help: string
  /** Each word is a choice of its own: `red` and `green` are two ballots of one command. Default: the command's name. */
  readonly words?: readonly string[]
  /** Other ways to write it, and what each stands for: `{ n: 'up', honk: 'y', home: '42,69' }`. The ballot has what is meant. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Arguments in the order of the object's keys, each read from one word of the message. */
  readonly args?: z.ZodObject
  /** The arguments may stand alone, without a word before them: `440`. */
  readonly bare?: boolean
  /**
   * How word and arguments are written without spaces, for use in combinations: `{word}.{strength:1}` reads `up.9`,
   * `{x},{y}` reads `234,123` where the command is bare. Each argument is a run of 1 to 9 digits, or of exactly `:N` digits.
   */
  readonly compact?: string
  /** Only with the prefix, which every other command may have as well: `!help`. */
  readonly prefixed?: boolean
  /**
   * It is an act of who types it, and of nobody else: to join, to take back one's own move. It acts at once and for them, however the
   * crowd plays and also during a poll: `decision.player` says for whom. It is on no ballot, waits in no line and is no part of a combination.
   * Of each viewer the last one of a tick acts.
   */
  readonly own?: boolean
  /** What help shows for it, when the words alone don't say it: `20–2000`. */
  readonly usage?: string
}

/** All commands of a game, by their names: `decision.command.name` is one of them. */
export type CommandSpecs = Readonly<Record<string, CommandSpec>>

/**
 * How several commands may be typed in one message, as on a game pad. Nothing of it is allowed but what is said here.
 * Commands without arguments, or with a `compact` form, take part. Words of such a game don't begin with a digit or `-`,
 * don't end with `-`, and have none of `+,:` in them: `left4`, `left 4`, `a-`, `a+b`, `a,b`, `l:a` mean something else.
 */
export interface CombineSpec {
  /** Most steps of one message, 1 to 100, repeats counted: `left2down2` and `a,b,a,b` have four. Default 1. */
  readonly steps?: number
  /** Most presses in one step, 1 to 10: `a+b` has two. Default 1. */
  readonly chord?: number
  /** Whether a press may be held until the next step: `a-`. The sign belongs to the press before it: `a-+b` holds `a` alone. */
  readonly hold?: boolean
  /** What can be before a colon, and the side that it stands for: `{ left: 'left', l: 'left' }` reads `l:a`. */
  readonly sides?: Readonly<Record<string, string>>
  /** Words of which a step may have one only: `[['up', 'down'], ['left', 'right']]`. The same word twice never is a step. */
  readonly conflicts?: readonly (readonly string[])[]
  /** Words that are a step of their own: `wait`. */
  readonly solo?: readonly string[]
  /** Words that a step may have several times, with different arguments: two fingers on a touch screen. */
  readonly several?: readonly string[]
}

/** One thing that is pressed in a step of a combination. */
export interface Press {
  readonly name: string
  readonly word: string
  readonly args: Readonly<Record<string, unknown>>
  readonly hold: boolean
}

/** The name of a command that is made of several presses; `steps` says which. */
export const combination = 'combination'

/** One understood command. `label` is its canonical text: equal labels are the same choice on the ballot. */
export interface Command {
  readonly name: string
  readonly word: string
  readonly args: Readonly<Record<string, unknown>>
  readonly label: string
  /** Where the game has `combine`: what is pressed together, step by step. A plain command is one step of one press. */
  readonly steps?: readonly (readonly Press[])[]
  /** The side that was named before a colon. */
  readonly side?: string
}

/** A command that entered a tick. */
export interface Decision {
  readonly command: Command
  /** Who gave it, as it may be displayed; null when a crowd decided it by vote. */
  readonly by: string | null
  /** Stable id of who gave it (`twitch:1234`), for games in which each viewer plays for themselves; null as above. */
  readonly player: string | null
  /** The team that decided it; null where there are none. */
  readonly team: string | null
}

/**
 * A strictly written whole number: `440`, not `4e2`, `0x1b8`, ` 440`, `` or `440.0`
 * (`z.coerce.number()` takes all of those). `-0` is 0, since a journal can't tell them apart.
 *
 * @example args: z.object({ hz: integer(20, 2000) })
 */
export function integer(min: number, max: number) {
  const message = `a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^-?[0-9]{1,9}$/, message)
    .transform((text) => Number(text) || 0)
    .refine((value) => value >= min && value <= max, message)
}

/** One line of help: what to type, and what it does. */
export interface HelpLine {
  readonly usage: string
  readonly help: string
}

/** The help strip's lines, one a command, in the order the game declares them; then how to combine them, where it may be. */
export function helpLines(specs: CommandSpecs, combine?: CombineSpec): HelpLine[] {
  const lines = Object.entries(specs).map(([name, spec]) => ({ usage: usageOf(name, spec), help: spec.help }))
  const usage = combine ? combinedUsage(specs, combine) : ''
  return usage === '' ? lines : [...lines, { usage, help: 'combine' }]
}

function usageOf(name: string, spec: CommandSpec): string {
  if (spec.usage !== undefined) return spec.usage
  const words = (spec.words ?? [name]).map((word) => (spec.prefixed ? `!${word}` : word)).join(' ')
  const args = Object.keys(spec.args?.shape ?? {}).map((key) => `<${key}>`)
  return (spec.bare ? args : [words, ...args]).join(' ')
}

/** An example of each way that is allowed, of the game's own words: `a+b  left2down2  a-  left:a`. */
function combinedUsage(specs: CommandSpecs, combine: CombineSpec): string {
  const { steps = 1, chord = 1, hold = false, sides = {}, solo = [] } = combine
  const pressable = Object.entries(specs).filter(([, { args, prefixed, own }]) => !args && !prefixed && !own)
  const words = pressable.flatMap(([name, spec]) => spec.words ?? [name]).filter((word) => !solo.includes(word))
  const [first] = words
  if (first === undefined) return ''
  const other = words.find((word) => word !== first && !conflicts(combine, first, word))
  const next = words[1] ?? first
  const ways = [
    chord > 1 && other !== undefined ? `${first}+${other}` : null,
    steps > 3 ? `${first}2${next}2` : steps > 1 ? `${first}${next}` : null,
    hold ? `${first}-` : null,
    ...Object.values(sides)
      .slice(0, 1)
      .map((side) => `${side}:${first}`),
  ]
  return ways.filter((way) => way !== null).join('  ')
}

function conflicts({ conflicts: groups = [] }: CombineSpec, a: string, b: string): boolean {
  return groups.some((group) => group.includes(a) && group.includes(b))
}
