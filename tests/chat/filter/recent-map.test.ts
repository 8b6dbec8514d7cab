import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRecentMap } from '../../../chat/filter/recent-map.ts'

describe('a map of what was used lately', () => {
  it('keeps what it was given, until so many others have come', () => {
    const map = createRecentMap<number>(3)
    for (const [i, key] of ['a', 'b', 'c', 'd', 'e'].entries()) map.set(key, i)
    assert.equal(map.get('a'), 0)
    map.set('b', 10)
    assert.equal(map.get('b'), 10)
    assert.equal(map.get('never'), undefined)
  })

  it('never holds more than twice its capacity', () => {
    const map = createRecentMap<number>(10)
    for (let i = 0; i < 1000; i++) {
      map.set(`key ${i}`, i)
      assert.ok(map.size <= 20)
    }
  })

  it('keeps what is used for ever', () => {
    const map = createRecentMap<number>(10)
    map.set('mine', 7)
    for (let i = 0; i < 1000; i++) {
      map.set(`key ${i}`, i)
      if (i % 5 === 0) assert.equal(map.get('mine'), 7)
    }
  })

  it('forgets what nobody uses', () => {
    const map = createRecentMap<number>(10)
    map.set('mine', 7)
    for (let i = 0; i < 20; i++) map.set(`key ${i}`, i)
    assert.equal(map.get('mine'), undefined)
  })
})
