import type { Command } from '../../game/index.ts'
import { cleanLine, cleanText } from '../clean.ts'
import type { Outcome } from '../outcome.ts'
import { abstainCommand, abstainCommands, abstainIn } from './abstain.ts'
import type { Count } from './count.ts'
import { noWinner, undecided } from './decide.ts'
import { noTally, type Tally, type TallyOption, type VoteMode, type VoteOutcome } from './mode.ts'
import { explain, secondsOf, votesOf } from './sentences.ts'
import { createWindowVote, type Rules, type WindowMemory } from './window-vote.ts'
import type { ModeOptions } from './window.ts'

/** A question to the crowd that the game has no part in. */
export interface PollSpec {
  /** 1 to 80 UTF-16 units, as it is shown. */
  readonly question: string
  /** Two to eight, of 1 to 30 UTF-16 units each, as they are shown. */
  readonly options: readonly string[]
  /** 5 to 3600. */
  readonly seconds: number
}

export const pollCommand = '!poll'

/** What a poll's options are as commands: `1 Pizza`, in their order. */
export function pollCommands({ options }: PollSpec): readonly Command[] {
  return options.map((option, index) => {
    const word = String(index + 1)
    return { name: pollCommand, word, args: {}, label: `${word} ${cleanLine(option)}` }
  })
}

/** What may be typed for each option: its number, or the option itself. A word that two options have stands for the first. */
export function pollWords(spec: PollSpec): ReadonlyMap<string, Outcome> {
  const words = new Map<string, Outcome>()
  const commands = pollCommands(spec)
  for (const command of commands) words.set(command.word, { accepted: true, command })
  for (const [index, command] of commands.entries()) {
    const text = cleanText(spec.options[index] ?? '')
    if (text !== null && text !== '' && !words.has(text)) words.set(text, { accepted: true, command })
  }
  return words
}

/**
 * One window of one ballot each, in place of the game's own vote. The most votes win; a tie stays one, since nothing has to be decided.
 *
 * @param graceSeconds how long ballots count after the close
 */
export function createPoll(
  spec: PollSpec,
  { graceSeconds, ...options }: ModeOptions & { graceSeconds: number },
): VoteMode {
  const { question, seconds } = spec
  const window = { length: { seconds }, graceSeconds, quorum: { least: 1, share: 0 }, earlyClose: false, weights: {} }
  const vote = createWindowVote(window, options, rulesOf(spec))
  const ballots = vote.ballots[0]!
  const all = pollCommands(spec).map((command): TallyOption => ({ command, votes: 0, team: null }))
  return {
    get tally(): Tally {
      const { options: voted, ...counts } = vote.tally
      const labels = new Set(voted.map(({ command }) => command.label))
      // Those that nobody has voted for are there too: they say what can be typed.
      const shown = [...voted, ...all.filter(({ command }) => !labels.has(command.label))]
      return { ...noTally, ...counts, mode: 'poll', plays: 'poll', question: cleanLine(question), options: shown }
    },
    commands: abstainCommands,
    explain: () => explain(`a poll for ${secondsOf(vote.tally.windowTicks, options.tickRate)}: ${question}`),
    cast: (message, command) =>
      command.name === abstainCommand
        ? abstainIn(ballots, message)
        : (ballots.cast(message, command) ?? { note: null }),
    withdraw: vote.withdraw,
    withdrawMessage: vote.withdrawMessage,
    withdrawSource: vote.withdrawSource,
    get standing() {
      return vote.standing
    },
    // A poll decides nothing: its winner is told and enters no game.
    close: (tick) => ({ decisions: [], results: vote.close(tick).results }),
    hold: vote.hold,
    steering: vote.steering,
    save: vote.save,
    load: (memory: WindowMemory) => vote.load(memory),
  }
}

function rulesOf(spec: PollSpec): Rules {
  const names = new Map(pollCommands(spec).map(({ label }, index) => [label, cleanLine(spec.options[index] ?? '')]))
  const nameOf = ({ command }: TallyOption) => names.get(command.label) ?? command.label
  return {
    decide: (count, quorum) => undecided(count, quorum) ?? resultOf(count, nameOf),
    isSettled: () => false,
  }
}

function resultOf(count: Count, nameOf: (option: TallyOption) => string): VoteOutcome {
  const [first] = count.options
  const leaders = count.options.filter(({ votes }) => votes === first?.votes)
  if (first === undefined) return noWinner(count, 'nobody-voted', 'nobody voted')
  const votes = count.voters === 1 ? 'the only vote' : votesOf(first.votes, count.votes)
  if (leaders.length > 1) return noWinner(count, 'tie-break', `${leaders.map(nameOf).join(' and ')} tie with ${votes}`)
  return { ...noWinner(count, 'plurality', `${nameOf(first)} won with ${votes}`), winner: first.command }
}
