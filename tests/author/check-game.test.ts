import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkGame, type CheckOptions } from 'chatarcade/testing'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import type { Decision, Game } from '../../game/index.ts'

type Step = (state: { hz: number; colour: string }, input: readonly Decision[], tick: number) => void

const game = colourTone as unknown as Game
const quick: CheckOptions = { seed: 5, runs: 1, seconds: 3 }

/** Colour & Tone with something done after its step. */
const after = (change: Step): Game => ({
  ...game,
  step(state, input, ctx) {
    game.step(state, input, ctx)
    change(state as never, input, ctx.tick)
  },
})

const verdict = (wrong: Game, options = quick): Promise<string> =>
  checkGame(wrong, options).then(
    () => 'nothing is wrong',
    (error: Error) => error.message,
  )

describe('a check of a game', () => {
  it('finds nothing wrong with one that is right, whatever its seed', async () => {
    await checkGame(game, { runs: 2, seconds: 3 })
  })

  it('finds a word that makes it throw, and tells the fewest that do and the seed', async () => {
    const wrong = after((_state, input) => {
      if (input.some(({ command }) => command.word === 'blue')) throw new Error('no blue today')
    })
    const said = await verdict(wrong)
    assert.match(said, /colour-tone: Error: no blue today/)
    assert.match(said, /checkGame\(game, \{ seed: 5, runs: 1, seconds: 3 \}\)/)
    assert.equal(said.split('\n').length, 3, said)
    assert.match(said, /tick \d+, viewer\d: ".*blue/i)
    assert.equal(await verdict(wrong), said)
  })

  it('finds what hangs on more than state, words and seed', async () => {
    let calls = 0
    const said = await verdict(after((state) => (state.hz = 100 + ((calls += 1) % 1000))))
    assert.match(said, /the same seed and the same words give another game/)
  })

  it('finds what is forgotten in a save', async () => {
    const memory = new WeakMap<object, number>()
    const wrong = after((state) => {
      memory.set(state, (memory.get(state) ?? 0) + 1)
      state.hz = 100 + (memory.get(state) ?? 0)
    })
    assert.match(await verdict(wrong), /saved and loaded goes on in another way.*game\.hz: \d+ and \d+/)
  })

  it('finds what doesn’t arrive as it was sent', async () => {
    assert.match(
      await verdict(after((state) => (state.hz = 100.5))),
      /can’t be sent as it is: game\.hz: 100\.5 and 100/,
    )
    assert.match(await verdict(after((state) => (state.hz = 70_000))), /game\.hz: 70000 and 4464/)
  })

  it('finds what can’t be seen or heard', async () => {
    const boom = () => {
      throw new Error('boom')
    }
    assert.match(await verdict({ ...game, draw: boom }), /boom[^]*nothing at all/)
    const sound: Game['sound'] = (synth) => synth.sine('a', { hz: NaN, gain: 0.1 })
    assert.match(await verdict({ ...game, sound }), /a number that is none/)
    assert.match(await verdict({ ...game, score: boom }), /boom/)
  })

  it('plays by anarchy with an odd seed, and as the game says with an even one', async () => {
    const most = async (seed: number) => {
      let decided = 0
      await checkGame(
        after((_state, input) => (decided = Math.max(decided, input.length))),
        { seed, runs: 1, seconds: 3 },
      )
      return decided
    }
    assert.ok((await most(5)) > 1)
    assert.equal(await most(6), 1)
  })
})
