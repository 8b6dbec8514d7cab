import assert from 'node:assert/strict'
import type { ChatMessage } from '../../../chat/index.ts'
import { createVoteMode } from '../../../chat/votes/create.ts'
import type { Close, Taken, VoteMode, VoteOutcome } from '../../../chat/votes/mode.ts'
import type { Command, InputSpec } from '../../../game/index.ts'
import { messageFrom } from '../../helpers/chat.ts'

/** Ten ticks a second, so that a window of a second has ten. */
export const tickRate = 10

export function modeOf(input: InputSpec, by: { seed?: number; tick?: number } = {}): VoteMode {
  return createVoteMode(input, { tickRate, seed: 7, ...by })
}

export function choice(label: string, rest: Partial<Command> = {}): Command {
  return { name: 'choice', word: label, args: {}, label, ...rest }
}

/** A command of the mode's own: `!abstain`. */
export function own(name: string, args: Command['args'] = {}, word = name.slice(1)): Command {
  return { name, word, args, label: word }
}

export function from(userId: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  return { ...messageFrom(userId), ...rest }
}

/** Casts `red` for `a` and so on; all of them must be taken. */
export function cast(mode: VoteMode, ballots: Readonly<Record<string, string>>): void {
  for (const [userId, label] of Object.entries(ballots)) taken(mode.cast(from(userId), choice(label)))
}

/** The note that came with it. */
export function taken(outcome: ReturnType<VoteMode['cast']>): Taken['note'] {
  assert.ok(!('code' in outcome), `refused: ${JSON.stringify(outcome)}`)
  return outcome.note
}

/** The code of the rejection. */
export function refused(outcome: ReturnType<VoteMode['cast']>): string {
  assert.ok('code' in outcome, 'it was taken')
  assert.ok(outcome.sentence.length > 0)
  return outcome.code
}

export function options(mode: VoteMode): string[] {
  return mode.tally.options.map(
    ({ command, votes, team }) => `${team === null ? '' : `${team}:`}${command.label} ${votes}`,
  )
}

/** Closes every tick from `first` to `last`, and gives what happened, by tick. */
export function run(mode: VoteMode, first: number, last: number): Map<number, Close> {
  const happened = new Map<number, Close>()
  for (let tick = first; tick <= last; tick++) {
    const closed = mode.close(tick)
    if (closed.results.length > 0 || closed.decisions.length > 0) happened.set(tick, closed)
  }
  return happened
}

/** The one result of the tick. */
export function resultOf(closed: Close): VoteOutcome {
  assert.equal(closed.results.length, 1)
  return closed.results[0]!
}

export function labels({ decisions }: Close): string[] {
  return decisions.map(({ command }) => command.label)
}
