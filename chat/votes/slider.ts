import type { CommandSpecs, SliderSpec } from '../../game/index.ts'
import { abstainCommand, abstainCommands } from './abstain.ts'
import { createAnarchy } from './anarchy.ts'
import { createDemocracy } from './democracy.ts'
import { ModeVotes, otherSide, type Side } from './mode-votes.ts'
import type { Tally, VoteMode } from './mode.ts'
import { explain } from './sentences.ts'
import type { ModeOptions } from './window.ts'

/** How long a mode vote counts unless its author gives another. */
const lifeSeconds = 300

const sideByCommand = new Map<string, Side>([
  ['!anarchy', 'anarchy'],
  ['!democracy', 'democracy'],
])

const commands: CommandSpecs = {
  '!anarchy': { words: ['anarchy'], help: 'vote for anarchy: every command acts' },
  '!democracy': { words: ['democracy'], help: 'vote for democracy: the most votes win' },
  ...abstainCommands,
}

/** Viewers vote anarchy against democracy all the time, as on Twitch Plays Pokémon, beside playing by the one that holds. */
export function createSlider(spec: SliderSpec, options: ModeOptions): VoteMode {
  const votes = new ModeVotes(lifeSeconds * options.tickRate)
  let { tick = 0 } = options
  let plays = spec.startsAs
  let mode = createSide(plays, spec, options)
  const isOverthrown = () => {
    const total = votes.anarchy + votes.democracy
    // The product of a decimal threshold may lie a hair above the whole number that is meant.
    return total > 0 && votes[otherSide(plays)] >= spec.threshold * total - 1e-9
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
      const now = `${votes[other]} of ${votes.anarchy + votes.democracy} now`
      return explain(`slider: ${plays} plays; ${other} takes over with ${share} of the mode votes (${now}).`)
    },
    cast(message, command) {
      const side = sideByCommand.get(command.name)
      if (side) {
        // What comes now belongs to the tick after the last close.
        votes.cast(message, side, tick + 1)
        return { note: `you vote for ${side}: ${votes[side]} of ${votes.anarchy + votes.democracy}` }
      }
      if (command.name === abstainCommand && plays === 'anarchy') return { note: 'in anarchy there is no vote' }
      return mode.cast(message, command)
    },
    withdraw(userId) {
      votes.withdraw(userId)
      mode.withdraw(userId)
    },
    withdrawMessage(messageId) {
      votes.withdrawMessage(messageId)
      mode.withdrawMessage(messageId)
    },
    withdrawSource(source) {
      votes.withdrawSource(source)
      mode.withdrawSource(source)
    },
    close(now) {
      tick = now
      const closed = mode.close(now)
      votes.expire(now)
      if (isOverthrown()) {
        plays = otherSide(plays)
        // What is on the open ballot ends undecided.
        mode = createSide(plays, spec, { ...options, tick: now })
      }
      return closed
    },
  }
}

function createSide(side: Side, { window }: SliderSpec, options: ModeOptions): VoteMode {
  return side === 'anarchy' ? createAnarchy() : createDemocracy({ mode: 'democracy', window }, options)
}
