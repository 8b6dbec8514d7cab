import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { rules, type ColourTone } from '../../game/bundled/colour-tone/rules.ts'
import { view } from '../../game/bundled/colour-tone/view.ts'
import { anarchy, defineGame, democracy, type Game } from '../../game/index.ts'

const good: Game<ColourTone> = { ...rules, ...view }
const withCommand = (name: string, spec: Game['commands'][string]) => ({ ...good, commands: { [name]: spec } })

describe('defineGame', () => {
  it('gives back a good game as it is', () => {
    assert.equal(defineGame(good), good)
    for (const id of ['a', 'chess', 'tic-tac-toe-3d', 'a'.repeat(40)]) assert.equal(defineGame({ ...good, id }).id, id)
    for (const tickRate of [1, 20, 60]) assert.equal(defineGame({ ...good, tickRate }).tickRate, tickRate)
  })

  for (const id of ['', 'Chess', 'tic tac', '3d', '-a', '../x', 'a'.repeat(41), 'café', 'a\n'])
    it(`refuses the id ${JSON.stringify(id)}, and names it`, () =>
      assert.throws(() => defineGame({ ...good, id }), {
        name: 'TypeError',
        message: `game ${JSON.stringify(id)}: id must be lower-case letters, digits and hyphens`,
      }))

  for (const tickRate of [0, -1, 61, 29.97, NaN, Infinity])
    it(`refuses a tick rate of ${tickRate}, and names it`, () =>
      assert.throws(() => defineGame({ ...good, tickRate }), {
        name: 'TypeError',
        message: `game "colour-tone": tickRate is ${tickRate}, and must be a whole number from 1 to 60`,
      }))

  it('refuses a command that viewers could not be told about', () =>
    assert.throws(() => defineGame(withCommand('jump', { help: ' ' })), /command "jump" has no help text/))

  it('refuses bare arguments that are none', () => {
    assert.throws(
      () => defineGame(withCommand('n', { help: 'x', bare: true })),
      /command "n" is bare, and so needs args/,
    )
    assert.ok(defineGame(withCommand('n', { help: 'x', bare: true, args: z.object({ n: z.string() }) })))
  })
})

describe('an input mode', () => {
  it('is a plain description', () => {
    assert.deepEqual(democracy(), { mode: 'democracy', seconds: 10 })
    assert.deepEqual(democracy({ seconds: 3600 }), { mode: 'democracy', seconds: 3600 })
    assert.deepEqual(anarchy(), { mode: 'anarchy' })
  })

  for (const seconds of [0, 0.9, 3601, -1, NaN, Infinity])
    it(`refuses a window of ${seconds} s, and names it`, () =>
      assert.throws(() => democracy({ seconds }), {
        name: 'RangeError',
        message: `democracy: seconds is ${seconds}, and must be 1 to 3600`,
      }))
})
