import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { newestMark } from '../../game/bundled/pixel-wall/traces.ts'
import { createRandom } from '../../game/index.ts'
import { parse, begin, typed, wait } from '../helpers/pixel-wall.ts'

describe('the enlarged part of the Pixel Wall', () => {
  it('comes to who painted far away while it had to stay', () => {
    const match = begin({ cooldown: 0 })
    const { game } = match.state
    match.step([typed('a1 red')])
    wait(match, 4 * 30)
    match.step([typed('ca70 red')])
    assert.deepEqual([game.lookX, game.lookY], [78, 69])
    wait(match, 30)
    match.step([typed('iv144 blue', 'kim')])
    assert.deepEqual([game.lookX, game.lookY], [78, 69])
    wait(match, 3 * 30)
    assert.deepEqual([game.lookX, game.lookY], [255, 143])
  })

  it('names the newest mark that is to be seen in it', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('b2 red')])
    match.step([typed('iv144 blue', 'kim')])
    assert.equal(newestMark(match.state.game)?.name, 'kim')
    assert.equal(newestMark(match.state.game, ({ left }) => left < 20)?.name, 'ada')
    assert.equal(
      newestMark(match.state.game, ({ left }) => left === 99),
      null,
    )
    pixelWall.forget!(match.state.game, 't:kim')
    assert.equal(newestMark(match.state.game)?.name, 'ada')
  })
})

describe('an outline on the Pixel Wall', () => {
  it('invites to paint when nobody does, and is told and awarded when it is complete', () => {
    const match = begin({ cooldown: 0 }, 5)
    const { game } = match.state
    wait(match, 1)
    assert.ok(game.outline > 0, 'a wall that nobody has touched is no blank sheet')
    assert.ok(Math.abs(game.lookX - game.outlineX) < 20, 'and what there is to do is seen enlarged')
    const random = createRandom(2, 'bot')
    for (let i = 0; i < 3000 && match.alerts.length === 0; i++) {
      const text = pixelWall.bot!(game, random)
      match.step(text === null || !parse(text).accepted ? [] : [typed(text, i % 2 === 0 ? 'ada' : 'kim')])
    }
    const [alert] = match.alerts
    assert.match(alert?.text ?? '', /^The \w+ is complete, painted by (ada and kim|kim and ada)!$/)
    assert.deepEqual(new Set(match.awards.map(({ name }) => name)), new Set(['ada', 'kim']))
    assert.equal(game.outline, 0)
  })

  it('comes again only after a quiet minute', () => {
    const match = begin({ cooldown: 0 })
    match.step([typed('a1 red')])
    wait(match, 60 * 30 - 1)
    assert.equal(match.state.game.outline, 0)
    wait(match, 1)
    assert.ok(match.state.game.outline > 0)
  })
})
