import type { CommandSpecs, SliderSpec } from '../../game/index.ts'
import type { ChatMessage } from '../message.ts'
import { abstainCommand, abstainCommands } from './abstain.ts'
import { createAnarchy } from './anarchy.ts'
import { quorumOf } from './decide.ts'
import { createDemocracy } from './democracy.ts'
import type { LineMemory } from './line.ts'
import { ModeVotes, otherSide, type ModeVote, type Side } from './mode-votes.ts'
import type { Taken, Tally, VoteMode } from './mode.ts'
import { Players } from './players.ts'
import { explain } from './sentences.ts'
import type { ModeOptions } from './window.ts'

/** How long a mode vote counts unless its author gives another, and how long a viewer counts as one who plays. */
const lifeSeconds = 300

const sideCommand = '!side'
const sides: readonly Side[] = ['anarchy', 'democracy']

/** Two words of one command, since they are one line of help. Without a prefix, as viewers know it from that show. */
const commands: CommandSpecs = {
  [sideCommand]: { words: sides, help: 'vote how the crowd plays' },
  ...abstainCommands,
}

interface SliderMemory {
  readonly tick: number
  readonly plays: Side
  readonly votes: LineMemory<ModeVote>
  readonly players: LineMemory<number>
  readonly side: unknown
}

/**
 * Viewers vote anarchy against democracy all the time, as on Twitch Plays Pokémon, beside playing by the one that holds.
 * A switch takes the threshold, and as many mode votes as the window's quorum asks of those who played lately: otherwise
 * the first who votes would switch the show for everybody.
 */
export function createSlider(spec: SliderSpec, options: ModeOptions): VoteMode {
  const votes = new ModeVotes(lifeSeconds * options.tickRate)
  const players = new Players(lifeSeconds * options.tickRate)
  let { tick = 0 } = options
  let plays = spec.startsAs
  let mode = createSide(plays, spec, options)
  const total = () => votes.anarchy + votes.democracy
  const needed = () => quorumOf(spec.window.quorum, players.count)
  // The product of a decimal threshold may lie a hair above the whole number that is meant.
  const isOverthrown = () => total() >= needed() && votes[otherSide(plays)] >= spec.threshold * total() - 1e-9
  /** `3 of 4`, and how many mode votes it takes where those are too few: `3 of 4, 10 needed`. */
  const standing = (side: Side) => `${votes[side]} of ${total()}${total() < needed() ? `, ${needed()} needed` : ''}`
  const choose = (message: ChatMessage, side: Side): Taken => {
    // What comes now belongs to the tick after the last close.
    votes.cast(message, side, tick + 1)
    players.played(message, tick + 1)
    return { note: `you vote for ${side}: ${standing(side)}` }
  }
  return {
    get tally(): Tally {
      const { anarchy, democracy } = votes
      return { ...mode.tally, mode: 'slider', slider: { anarchy, democracy, threshold: spec.threshold } }
    },
    commands,
    explain() {
      const other = otherSide(plays)
      const share = `${Math.round(spec.threshold * 1000) / 10} %`
      return explain(
        `slider: ${plays} plays; ${other} takes over with ${share} of the mode votes (now ${standing(other)}).`,
      )
    },
    cast(message, command) {
      const side = command.name === sideCommand ? sides.find((each) => each === command.word) : undefined
      if (side !== undefined) return choose(message, side)
      if (command.name === abstainCommand && plays === 'anarchy') return { note: 'in anarchy there is no vote' }
      const taken = mode.cast(message, command)
      if (!('code' in taken)) players.played(message, tick + 1)
      return taken
    },
    withdraw: (userId) => [votes, players, mode].forEach((each) => each.withdraw(userId)),
    withdrawMessage: (messageId) => [votes, mode].forEach((each) => each.withdrawMessage(messageId)),
    withdrawSource: (source) => [votes, mode].forEach((each) => each.withdrawSource(source)),
    get standing() {
      return mode.standing
    },
    hold: (now) => mode.hold((tick = now)),
    get steering() {
      return mode.steering
    },
    close(now, isIdle) {
      tick = now
      const closed = mode.close(now, isIdle)
      votes.expire(now)
      players.expire(now)
      if (isOverthrown()) {
        plays = otherSide(plays)
        // What is on the open ballot ends undecided.
        mode = createSide(plays, spec, { ...options, tick: now })
      }
      return closed
    },
    save: (): SliderMemory => ({ tick, plays, votes: votes.save(), players: players.save(), side: mode.save() }),
    load(memory: SliderMemory) {
      ;({ tick, plays } = memory)
      votes.load(memory.votes)
      players.load(memory.players)
      mode = createSide(plays, spec, options)
      mode.load(memory.side)
    },
  }
}

function createSide(side: Side, { window }: SliderSpec, options: ModeOptions): VoteMode {
  return side === 'anarchy' ? createAnarchy() : createDemocracy({ mode: 'democracy', window }, options)
}
