import type { InputSpec } from '../../game/index.ts'
import { createAnarchy } from './anarchy.ts'
import { createDemocracy } from './democracy.ts'
import type { VoteMode } from './mode.ts'

export function createVoteMode(input: InputSpec, options: { tickRate: number; seed: number }): VoteMode {
  return input.mode === 'democracy' ? createDemocracy(input, options) : createAnarchy()
}
