import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createParser } from '../../../chat/parse.ts'
import { democracy, helpLines, inputFor, inputModes, teams } from '../../../game/index.ts'
import type { VoteMode } from '../../../chat/votes/mode.ts'
import { choice, from, modeOf, own, taken } from './voting.ts'

const window = {
  seconds: 3600,
  graceSeconds: 60,
  quorum: { least: 250, share: 1 },
  weights: Object.fromEntries(['broadcaster', 'founder', 'moderator', 'subscriber', 'vip'].map((each) => [each, 5])),
}

/** The slider's word has two meanings; users with even numbers choose the one, the rest the other. */
const ownOf = (name: string, user: number) =>
  name === '!side' ? own(name, {}, user % 2 === 0 ? 'anarchy' : 'democracy') : own(name)

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
        for (const word of spec.words!) {
          const outcome = parse(`!${word}${spec.args ? ' red' : ''}`)
          assert.ok(outcome.accepted && outcome.command.name === key, JSON.stringify(outcome))
          taken(mode.cast(from('a'), outcome.command))
        }
      }
    })

    it('does the same for the same seed and the same ballots', () => {
      const ballot = fc.tuple(fc.nat(9), fc.constantFrom('red', 'blue', 'green', '!side', '!abstain'))
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
                  .map(([user, label]) =>
                    mode.cast(from(`u${user}`), isOwn(label) ? ownOf(label, user) : choice(label)),
                  )
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

describe('what a mode understands besides the game’s commands', () => {
  const usages = (mode: VoteMode) => helpLines(mode.commands).map(({ usage, help }) => `${usage} (${help})`)
  const parserOf = (mode: VoteMode) => createParser({ commands: { left: { help: 'go left' } }, house: mode.commands })

  it('is listed as it is typed', () => {
    assert.deepEqual(usages(modeOf(inputFor('anarchy', democracy()))), [])
    assert.deepEqual(usages(modeOf(democracy())), ['!abstain (give no vote this time)'])
    assert.deepEqual(usages(modeOf(teams({ names: ['cats', 'dogs'] }))), [
      '!join cats|dogs (choose your team)',
      '!abstain (give no vote this time)',
    ])
    assert.deepEqual(usages(modeOf(inputFor('slider', democracy()))), [
      'anarchy democracy (vote how the crowd plays)',
      '!abstain (give no vote this time)',
    ])
  })

  it('is not found in talk', () => {
    const parse = parserOf(modeOf(teams()))
    for (const text of ['Pass!', '!pass', 'abstain', 'join us', 'join red']) {
      const outcome = parse(text)
      assert.ok(!outcome.accepted && outcome.code === 'unknown-command', text)
    }
  })

  it('is the slider’s anarchy and democracy with the prefix and without', () => {
    const mode = modeOf(inputFor('slider', democracy()))
    const parse = parserOf(mode)
    for (const text of ['Democracy', '!democracy', 'anarchy!']) {
      const outcome = parse(text)
      assert.ok(outcome.accepted, text)
      assert.match(taken(mode.cast(from('a'), outcome.command)) ?? '', /^you vote for (anarchy|democracy): 1 of 1$/)
    }
  })
})
