import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createKeptBriefly } from '../../server/kept-briefly.ts'

describe('what is kept briefly', () => {
  it('is given to one alone, and may be given back until its time is over', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const kept = createKeptBriefly<string>({ most: 8, ms: 1000 })
    const word = kept.keep('tea')
    assert.deepEqual([kept.take(word), kept.take(word), kept.has(word)], ['tea', null, false])
    kept.giveBack(word, 'tea')
    assert.ok(kept.has(word))
    assert.equal(kept.take(word), 'tea')
    context.mock.timers.tick(1000)
    kept.giveBack(word, 'tea')
    assert.ok(!kept.has(word))
  })

  it('goes by itself when its time is over, and the oldest goes where there are too many', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const kept = createKeptBriefly<number>({ most: 2, ms: 1000 })
    const words = [1, 2, 3].map((each) => kept.keep(each))
    assert.deepEqual(
      words.map((word) => kept.has(word)),
      [false, true, true],
    )
    context.mock.timers.tick(999)
    assert.ok(kept.has(words[2] as string))
    context.mock.timers.tick(1)
    assert.deepEqual(
      words.map((word) => kept.take(word)),
      [null, null, null],
    )
  })
})
