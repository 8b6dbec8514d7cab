import * as fc from 'fast-check'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { inputFor, inputModes, layerNames, slates } from '../../game/index.ts'
import type { Act } from '../../server/journal/act.ts'

const userId = fc.integer({ min: 1, max: 8 }).map((id) => `local:${id}`)
const label = fc.constantFrom('red', 'blue', 'green', '440', '1 yes', '2 no')

/** Anything that somebody may do to a show, sensible or not. */
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant('ban' as const),
    userId,
    name: fc.string(),
    seconds: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  fc.record({ act: fc.constant('lift' as const), userId }),
  fc.record({ act: fc.constant('withdraw' as const), userId }),
  fc.record({ act: fc.constant('delete' as const), source: fc.constant('local:'), messageId: fc.constant('m1') }),
  fc.record({ act: fc.constant('forget' as const), userId }),
  fc.record({
    act: fc.constant('filter' as const),
    blocked: fc.subarray(['hello', 'viewer 1']),
    ignore: fc.subarray(['local:1', 'local:2']),
  }),
  fc.record({
    act: fc.constant('mute' as const),
    source: fc.constantFrom(null, 'local:'),
    isMuted: fc.oneof({ weight: 1, arbitrary: fc.constant(true) }, { weight: 4, arbitrary: fc.constant(false) }),
  }),
  fc.record({ act: fc.constant('veto' as const), label, isVetoed: fc.boolean() }),
  fc.record({ act: fc.constant('extend' as const), seconds: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('close' as const), how: fc.constantFrom('decided', 'undecided') }),
  fc.record({
    act: fc.constant('force' as const),
    text: fc.constantFrom('red', '550', 'nonsense'),
    team: fc.constantFrom(null, 'red'),
  }),
  fc.record({
    act: fc.constant('poll' as const),
    poll: fc.option(fc.constant({ question: 'red?', options: ['yes', 'no', 'red'], seconds: 5 })),
  }),
  fc.constantFrom(...inputModes).map((mode) => ({
    act: 'input' as const,
    input: inputFor(mode, rules.input, { seconds: 2, graceSeconds: 1 }),
  })),
  fc.record({
    act: fc.constant('report' as const),
    condition: fc.record({ isPaused: fc.oneof(fc.constant(false), fc.boolean()) }),
  }),
  fc.record({ act: fc.constant('layer' as const), name: fc.constantFrom(...layerNames), isOn: fc.boolean() }),
  fc.record({ act: fc.constant('slate' as const), slate: fc.constantFrom(null, ...slates), text: fc.string() }),
  fc.record({ act: fc.constant('branding' as const), image: fc.constantFrom('', 'image') }),
  fc.record({ act: fc.constant('backdrop' as const), image: fc.constantFrom('', 'image') }),
  fc.record({ act: fc.constant('status-line' as const), text: fc.constantFrom('', 'Back at nine', 'Marathon day 3') }),
  fc.record({ act: fc.constant('sound' as const), sound: fc.constantFrom('', 'sound') }),
)
