import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Decoder, Encoder } from '@colyseus/schema'
import * as fc from 'fast-check'
import { makeCourse } from '../../game/bundled/marble-race/course/course.ts'
import { laneWidth } from '../../game/bundled/marble-race/course/parts.ts'
import { cosine, sine, turnSteps } from '../../game/bundled/marble-race/course/turns.ts'
import game from '../../game/bundled/marble-race/index.ts'
import { pack, unpack } from '../../game/bundled/marble-race/pack.ts'
import { penned } from '../../game/bundled/marble-race/world/marbles.ts'
import { createWorld, stepWorld } from '../../game/bundled/marble-race/world/world.ts'
import { createRandom, createState, type StepContext } from '../../game/index.ts'
import { hashOfRace, startedRace, typed } from '../helpers/marbles.ts'

/** The longest that a race lasts, in ticks. */
const limit = 3000

const inPlace = (count: number) => Array.from({ length: count }, (_, place) => place)

function contextAt(tick: number, random: StepContext['random']): StepContext {
  const nothing = () => {}
  return {
    tick,
    tickRate: 30,
    random,
    alert: nothing,
    award: nothing,
    over: nothing,
    settings: { lobby: 5, house: 12 },
  }
}

describe('the physics of Marble Race', () => {
  it('brings 500 marbles to the same places twice, to the last bit', () => {
    const run = (seed: number) => {
      const match = startedRace(500, seed)
      for (let tick = 0; tick < 900; tick++)
        match.step(tick % 10 === 5 ? [typed(`v${tick % 500}`, 'boost'), typed(`v${tick % 300}`, 'left')] : [])
      return hashOfRace(match.state.game)
    }
    const first = run(5)
    assert.equal(run(5), first)
    assert.notEqual(run(6), first)
  })

  it('goes on from a snapshot in mid-race as if nothing had been', () => {
    const match = startedRace(40, 9)
    for (let tick = 0; tick < 500; tick++) match.step(tick === 200 ? [typed('v3', 'boost'), typed('v4', 'join')] : [])
    const bytes = new Encoder(match.state).encodeAll()
    const restored = createState(game)
    new Decoder(restored).decode(bytes)
    const saved = JSON.stringify(game.save?.(match.state.game))
    game.load?.(restored.game, JSON.parse(saved))
    assert.equal(hashOfRace(restored.game), hashOfRace(match.state.game))
    const [a, b] = [createRandom(1, 'rest'), createRandom(1, 'rest')]
    // Through the finish and the lobby into the next race.
    for (let tick = 1; tick <= 2600; tick++) {
      const input = tick === 20 ? [typed('v5', 'left')] : []
      game.step(match.state.game, input, contextAt(match.tick + tick, a))
      game.step(restored.game, input, contextAt(match.tick + tick, b))
    }
    assert.equal(match.state.game.race, 2)
    assert.equal(hashOfRace(restored.game), hashOfRace(match.state.game))
  })

  it('every course brings every marble home in time', () => {
    const field = fc.constantFrom(1, 2, 12, 40, 150)
    fc.assert(
      fc.property(fc.nat(), field, (seed, count) => {
        const { penHeight, length } = makeCourse(seed)
        assert.ok(length < 7600, `a course of ${length} units`)
        const marbles = penned(inPlace(count), laneWidth, penHeight)
        const world = createWorld(seed, marbles)
        let tick = 0
        while (marbles.finishedAt.includes(0)) {
          stepWorld(world, ++tick, 0)
          assert.ok(tick < limit, `marbles of ${count} were still out after ${tick} ticks`)
        }
        for (const x of marbles.x) assert.ok(x >= 0 && x <= laneWidth)
      }),
      { numRuns: 40 },
    )
  })

  it('starts 500 marbles inside the pen, none within another', () => {
    const { x, y, radius } = penned(inPlace(500), laneWidth, 330)
    for (let i = 0; i < 500; i++) {
      assert.ok(x[i]! >= radius && x[i]! <= laneWidth - radius && y[i]! >= radius && y[i]! <= 330 - radius)
      for (let j = 0; j < i; j++) assert.ok(Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) >= 2 * radius)
    }
  })

  it('makes the same course of the same seed, with another order for another', () => {
    assert.deepEqual(makeCourse(7), makeCourse(7))
    const names = (seed: number) => makeCourse(seed).sections.map(({ name }) => name)
    assert.ok(new Set([1, 2, 3, 4].map((seed) => names(seed).join())).size > 1)
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = names(seed)
        assert.equal(order.length, 9)
        assert.ok(order.every((name, at) => name !== order[at + 1]))
      }),
    )
  })

  it('turns by a sine of its own, right to twelve digits', () => {
    for (let step = -turnSteps; step < 2 * turnSteps; step++) {
      const angle = (2 * Math.PI * step) / turnSteps
      assert.ok(Math.abs(sine(step) - Math.sin(angle)) < 1e-11 && Math.abs(cosine(step) - Math.cos(angle)) < 1e-11)
    }
  })

  it('packs every place that a marble can have to a quarter of a unit', () => {
    const spot = fc.record({
      x: fc.double({ min: 0, max: laneWidth, noNaN: true }),
      y: fc.double({ min: 0, max: 8100, noNaN: true }),
      boost: fc.constantFrom(0, 3),
      gone: fc.constantFrom(0, 0, 0, 1),
    })
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), fc.double({ min: 0, max: 8000, noNaN: true }), (spots, camera) => {
        const row = (name: 'x' | 'y' | 'boost' | 'gone') => Float64Array.from(spots, (each) => each[name])
        const text = pack({ camera, x: row('x'), y: row('y'), boost: row('boost'), gone: row('gone') })
        assert.ok(Buffer.from(text).length <= 3 + 4 * spots.length)
        const read = unpack(text)
        assert.equal(read.count, spots.length)
        assert.ok(Math.abs(read.camera - camera) <= 1 / 64)
        for (const [i, { x, y, boost, gone }] of spots.entries()) {
          if (gone === 1) assert.ok(Number.isNaN(read.x[i]) && Number.isNaN(read.y[i]))
          else assert.ok(Math.abs(read.x[i]! - x) <= 0.13 && Math.abs(read.y[i]! - y) <= 0.13)
          if (gone === 0) assert.equal(read.boosts[i], boost > 0 ? 1 : 0)
        }
      }),
    )
  })
})
