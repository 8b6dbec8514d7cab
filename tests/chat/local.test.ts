import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localCapacity, LocalSource } from '../../chat/sources/local.ts'

describe('the page’s own chat', () => {
  it('gives what was said, with ids of its own, and who left after it', () => {
    const source = new LocalSource()
    assert.equal(source.say({ userId: 's1', user: 'mara', text: 'red' }), true)
    source.leave('s1')
    assert.equal(source.waiting, 2)
    assert.deepEqual(source.drain(0, 10), [
      {
        type: 'message',
        colour: null,
        source: 'local:',
        id: null,
        userId: 'local:s1',
        login: null,
        user: 'mara',
        text: 'red',
        badges: [],
      },
      { type: 'user-left', source: 'local:', userId: 'local:s1' },
    ])
  })

  it('refuses what it has no room for, but takes note of everybody who leaves', () => {
    const source = new LocalSource()
    for (let i = 0; i < localCapacity; i++) source.say({ userId: 'a', user: 'a', text: String(i) })
    assert.equal(source.say({ userId: 'b', user: 'b', text: 'red' }), false)
    source.leave('a')
    assert.equal(source.dropped, 0)
    assert.equal(source.drain(0, localCapacity).length, localCapacity)
    assert.deepEqual(source.drain(0, 10), [{ type: 'user-left', source: 'local:', userId: 'local:a' }])
  })

  it('loses no goodbye where a full room leaves at once', () => {
    const source = new LocalSource()
    for (let i = 0; i < 5000; i++) source.leave(String(i))
    assert.equal(source.drain(0, Infinity).length, 5000)
  })

  it('takes nothing once it is closed', async () => {
    const source = new LocalSource()
    await source[Symbol.asyncDispose]()
    assert.equal(source.say({ userId: 'a', user: 'a', text: 'red' }), false)
    source.leave('a')
    assert.equal(source.waiting, 0)
  })
})
