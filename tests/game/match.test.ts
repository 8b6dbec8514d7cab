import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Encoder, schema, t } from '@colyseus/schema'
import * as fc from 'fast-check'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, democracy, type Decision, type GameRules } from '../../game/index.ts'
import { decide } from '../helpers/game.ts'

/** A game whose state is nothing but chance and what was decided. */
const Chance = schema({ sum: t.float64().default(0), last: t.string().default('') }, 'Chance')
type Chance = InstanceType<typeof Chance>
const rules: GameRules<Chance> = {
  ...{ id: 'chance', title: 'Chance', tickRate: 20, state: Chance },
  ...{ commands: { go: { help: 'go' } }, input: democracy() },
  step(state, input, ctx) {
    state.sum += ctx.random.next() * ctx.tick + ctx.tickRate
    for (const { command } of input) state.last = `${ctx.tick} ${command.word} ${ctx.random.integer(1000)}`
  },
}
const game = { ...rules, draw() {}, sound() {} }

function play(seed: number, inputs: readonly (readonly Decision[])[]): Buffer {
  const match = createMatch(game, seed)
  for (const input of inputs) match.step(input)
  return Buffer.from(new Encoder(match.state).encodeAll())
}

const inputs = fc.array(fc.array(fc.constantFrom(decide('go'), decide('stay')), { maxLength: 3 }), { maxLength: 40 })

describe('a match', () => {
  it('comes to the same state, byte for byte, from the same seed and decisions', () => {
    fc.assert(fc.property(fc.nat(), inputs, (seed, given) => assert.deepEqual(play(seed, given), play(seed, given))))
  })

  it('comes to another state from another seed', () => assert.notDeepEqual(play(1, [[]]), play(2, [[]])))

  it('is not touched by another match that runs beside it', () => {
    const [a, b] = [createMatch(game, 3), createMatch(game, 3)]
    for (let i = 0; i < 10; i++) {
      a.step([])
      createMatch(game, i).step([decide('go')])
    }
    for (let i = 0; i < 10; i++) b.step([])
    assert.equal(a.state.game.sum, b.state.game.sum)
  })

  it('counts ticks from 1 and shows the last one', () => {
    const match = createMatch(game, 1)
    assert.equal(match.tick, 0)
    match.step([])
    match.step([])
    assert.equal(match.tick, 2)
    assert.equal(match.state.show.tick, 2)
  })

  it('opens with the title, the tick rate and the help that the game declares', () => {
    const { show } = createMatch(colourTone, 1).state
    assert.equal(show.title, 'Colour & Tone')
    assert.equal(show.tickRate, 30)
    const help = Array.from(show.help, (line) => [line.usage, line.help])
    assert.deepEqual(help, [
      ['red orange yellow green cyan blue purple pink white black', 'paint the screen'],
      ['20 … 2000', 'set the tone in Hz'],
    ])
  })
})
