import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createParser } from '../../../chat/parse.ts'
import { democracy, inputFor, inputModes } from '../../../game/index.ts'
import { choice, from, modeOf, own, taken } from './voting.ts'

const window = {
  seconds: 3600,
  graceSeconds: 60,
  quorum: { least: 250, share: 1 },
  weights: Object.fromEntries(['broadcaster', 'founder', 'moderator', 'subscriber', 'vip'].map((each) => [each, 5])),
}

for (const name of inputModes)
  describe(`the mode ${name}`, () => {
    it('names itself, and explains itself in a short sentence', () => {
      const mode = modeOf(inputFor(name, democracy(window)))
      taken(mode.cast(from('a'), choice('x'.repeat(500))))
      assert.equal(mode.tally.mode, name)
      for (let tick = 1; tick < 5; tick++) {
        const sentence = mode.explain()
        assert.ok(sentence.startsWith(name) && sentence.length <= 200, sentence)
        mode.close(tick)
      }
    })

    it('has commands of its own that can be typed, and understands them', () => {
      const mode = modeOf(inputFor(name, democracy()))
      const parse = createParser({ commands: { red: { help: 'red' } }, house: mode.commands })
      for (const [key, spec] of Object.entries(mode.commands)) {
        assert.match(key, /^!/)
        const outcome = parse(`!${spec.usage ?? spec.words?.[0]}`)
        assert.ok(outcome.accepted && outcome.command.name === key, JSON.stringify(outcome))
        taken(mode.cast(from('a'), outcome.command))
      }
    })

    it('does the same for the same seed and the same ballots', () => {
      const ballot = fc.tuple(fc.nat(9), fc.constantFrom('red', 'blue', 'green', '!anarchy', '!democracy', '!abstain'))
      fc.assert(
        fc.property(
          fc.nat(),
          fc.array(fc.array(ballot, { maxLength: 8 }), { maxLength: 40, size: 'max' }),
          (seed, ticks) => {
            const play = () => {
              const mode = modeOf(inputFor(name, democracy({ ticks: 5 })), { seed })
              return ticks.map((ballots, index) => {
                const isOwn = (label: string) => Object.hasOwn(mode.commands, label)
                const outcomes = ballots
                  .filter(([, label]) => isOwn(label) || !label.startsWith('!'))
                  .map(([user, label]) => mode.cast(from(`u${user}`), isOwn(label) ? own(label) : choice(label)))
                return [outcomes, mode.close(index + 1), mode.tally]
              })
            }
            assert.deepEqual(play(), play())
          },
        ),
        { numRuns: 30 },
      )
    })
  })
