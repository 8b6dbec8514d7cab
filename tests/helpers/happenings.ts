import * as fc from 'fast-check'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { inputFor, inputModes, layerNames, slates } from '../../game/index.ts'
import type { Stage } from '../../server/stage.ts'

/** Something that comes into a show from outside, and after how many ticks. */
export const happening = fc.record({
  afterTicks: fc.nat(25),
  what: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        user: fc.integer({ min: 1, max: 8 }),
        text: fc.oneof(
          fc.constantFrom(
            'red',
            'blue',
            'Green!',
            '440',
            '1200',
            'abstain',
            '!say hello',
            '#anarchy',
            'join red',
            'hi',
          ),
          fc.constantFrom('anarchy', 'democracy', '!join blue', 'orange', 'oragne', '99999'),
          fc.string({ unit: 'binary', maxLength: 600 }),
        ),
      }),
    },
    { weight: 2, arbitrary: fc.record({ leaves: fc.integer({ min: 1, max: 8 }) }) },
    { weight: 1, arbitrary: fc.record({ mode: fc.constantFrom(...inputModes) }) },
    { weight: 1, arbitrary: fc.record({ layer: fc.constantFrom(...layerNames), isOn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ slate: fc.constantFrom(null, ...slates), text: fc.string() }) },
    { weight: 1, arbitrary: fc.record({ alert: fc.string(), name: fc.string() }) },
    { weight: 1, arbitrary: fc.record({ isRecovering: fc.boolean(), delaySeconds: fc.nat(300) }) },
  ),
})
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

export function happen(stage: Stage, what: Happening['what']): void {
  if ('text' in what && 'user' in what)
    stage.chat.local?.say({ userId: `${what.user}`, user: `viewer ${what.user}`, text: what.text })
  else if ('leaves' in what) stage.chat.local?.leave(`${what.leaves}`)
  else if ('mode' in what) stage.setInput(inputFor(what.mode, rules.input, { seconds: 2, graceSeconds: 1 }))
  else if ('layer' in what) stage.setLayer(what.layer, what.isOn)
  else if ('slate' in what) stage.setSlate(what.slate, what.text)
  else if ('alert' in what) stage.alert({ kind: 'info', name: what.name, text: what.alert })
  else stage.report(what)
}
