import { z } from 'zod'

/** What viewers may type, as the game declares it. Parser, help, buttons and fuzz tests are made from this alone. */
export interface CommandSpec {
  /** A few words for people: what the command does. */
  readonly help: string
  /** Each word is a choice of its own: `red` and `green` are two ballots of one command. Default: the command's name. */
  readonly words?: readonly string[]
  /** Arguments in the order of the object's keys, each read from one word of the message. */
  readonly args?: z.ZodObject
  /** The arguments may stand alone, without a word before them: `440`. */
  readonly bare?: boolean
  /** What help shows for it, when the words alone don't say it: `20–2000`. */
  readonly usage?: string
}

export type CommandSpecs = Readonly<Record<string, CommandSpec>>

/** One understood command. `label` is its canonical text: equal labels are the same choice on the ballot. */
export interface Command {
  readonly name: string
  readonly word: string
  readonly args: Readonly<Record<string, unknown>>
  readonly label: string
}

/** A command that entered a tick. `by` names who gave it, and is null when the crowd decided it by vote. */
export interface Decision {
  readonly command: Command
  readonly by: string | null
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

/** The help strip's lines, one a command, in the order the game declares them. */
export function helpLines(specs: CommandSpecs): HelpLine[] {
  return Object.entries(specs).map(([name, spec]) => ({ usage: usageOf(name, spec), help: spec.help }))
}

function usageOf(name: string, spec: CommandSpec): string {
  if (spec.usage !== undefined) return spec.usage
  const words = (spec.words ?? [name]).join(' ')
  const args = Object.keys(spec.args?.shape ?? {}).map((key) => `<${key}>`)
  return (spec.bare ? args : [words, ...args]).join(' ')
}
