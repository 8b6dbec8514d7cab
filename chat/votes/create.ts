import type { InputSpec } from '../../game/index.ts'
import { createAnarchy } from './anarchy.ts'
import { createDemocracy } from './democracy.ts'
import { createLottery } from './lottery.ts'
import type { VoteMode } from './mode.ts'
import { createPerPlayer } from './per-player.ts'
import { createQueue } from './queue.ts'
import { createRunoff } from './runoff.ts'
import { createSlider } from './slider.ts'
import { createTeams } from './teams.ts'
import type { ModeOptions } from './window.ts'

/** Makes the mode that a game's `input` describes. It begins after `options.tick`, its first window with it. */
export function createVoteMode(input: InputSpec, options: ModeOptions): VoteMode {
  switch (input.mode) {
    case 'anarchy':
      return createAnarchy()
    case 'perPlayer':
      return createPerPlayer()
    case 'queue':
      return createQueue(input, options)
    case 'democracy':
      return createDemocracy(input, options)
    case 'lottery':
      return createLottery(input, options)
    case 'runoff':
      return createRunoff(input, options)
    case 'slider':
      return createSlider(input, options)
    case 'teams':
      return createTeams(input, options)
  }
}
