import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createKeptBriefly } from '../../server/kept-briefly.ts'

describe('what is kept briefly', () => {
  it('is given to one alone, and may be given back until its time is over', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const kept = createKeptBriefly<string>({ most: 8, ms: 1000 })
    const word = 'a word'
    kept.keep(word, 'tea')
    assert.deepEqual([kept.look(word), kept.take(word), kept.take(word), kept.look(word)], ['tea', 'tea', null, null])
    kept.giveBack(word, 'tea')
    assert.equal(kept.look(word), 'tea')
    assert.equal(kept.take(word), 'tea')
    context.mock.timers.tick(1000)
    kept.giveBack(word, 'tea')
    assert.equal(kept.look(word), null)
  })

  it('has its whole time again where it is kept anew', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const kept = createKeptBriefly<string>({ most: 8, ms: 1000 })
    kept.keep('a word', 'tea')
    assert.equal(kept.take('a word'), 'tea')
    context.mock.timers.tick(900)
    kept.keep('a word', 'coffee')
    context.mock.timers.tick(900)
    assert.equal(kept.look('a word'), 'coffee')
    context.mock.timers.tick(100)
    assert.equal(kept.look('a word'), null)
  })

  it('goes by itself when its time is over, and the oldest goes where there are too many', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const kept = createKeptBriefly<number>({ most: 2, ms: 1000 })
    const words = ['one', 'two', 'three']
    for (const [index, word] of words.entries()) kept.keep(word, index + 1)
    assert.deepEqual(
      words.map((word) => kept.look(word)),
      [null, 2, 3],
    )
    context.mock.timers.tick(999)
    assert.equal(kept.look('three'), 3)
    context.mock.timers.tick(1)
    assert.deepEqual(
      words.map((word) => kept.take(word)),
      [null, null, null],
    )
  })
})
