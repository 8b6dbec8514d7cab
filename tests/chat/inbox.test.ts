import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { eventCapacity, Inbox } from '../../chat/inbox.ts'
import type { ChatItem } from '../../chat/sources/source.ts'
import { messageFrom } from '../helpers/chat.ts'

function eventOf(userId: string): ChatItem {
  return { type: 'user-left', source: 'local:', userId }
}

function idsOf(items: readonly ChatItem[]): string[] {
  return items.map((item) => ('userId' in item ? item.userId : item.type))
}

/** The same, kept in one list: what is dropped is searched for. */
class PlainInbox {
  readonly items: ChatItem[] = []
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  push(item: ChatItem): void {
    const isAlike = (other: ChatItem) => (other.type === 'message') === (item.type === 'message')
    const bound = item.type === 'message' ? this.#capacity : eventCapacity
    if (this.items.filter(isAlike).length === bound) this.items.splice(this.items.findIndex(isAlike), 1)
    this.items.push(item)
  }
}

describe('an inbox', () => {
  it('keeps events through a flood of messages, in their place', () => {
    const inbox = new Inbox(3)
    for (let i = 1; i <= 4; i++) inbox.push(messageFrom(`m${i}`))
    inbox.push(eventOf('ban'))
    for (let i = 5; i <= 6; i++) inbox.push(messageFrom(`m${i}`))
    assert.equal(inbox.dropped, 3)
    assert.equal(inbox.waiting, 4)
    assert.deepEqual(idsOf(inbox.drain()), ['m4', 'ban', 'm5', 'm6'])
    for (let i = 0; i < 10_000; i++) inbox.push(messageFrom('flood'))
    inbox.push(eventOf('late'))
    assert.deepEqual(idsOf(inbox.drain()), ['flood', 'flood', 'flood', 'late'])
  })

  it('bounds events as well, the oldest going first', () => {
    const inbox = new Inbox(3)
    for (let i = 0; i < eventCapacity + 5; i++) inbox.push(eventOf(`e${i}`))
    assert.equal(inbox.droppedEvents, 5)
    assert.equal(inbox.dropped, 0)
    assert.deepEqual(idsOf(inbox.drain(2)), ['e5', 'e6'])
    assert.equal(inbox.waiting, eventCapacity - 2)
  })

  it('holds as many events as its owner asks for', () => {
    const inbox = new Inbox(3, { maxEvents: 2 })
    for (const id of ['a', 'b', 'c']) inbox.push(eventOf(id))
    assert.deepEqual([inbox.droppedEvents, idsOf(inbox.drain())], [1, ['b', 'c']])
  })

  it('gives at most what is asked for, oldest first, and keeps the rest', () => {
    const inbox = new Inbox(10)
    for (const id of ['a', 'b', 'c']) inbox.push(messageFrom(id))
    assert.deepEqual(inbox.drain(0), [])
    assert.deepEqual(idsOf(inbox.drain(2)), ['a', 'b'])
    inbox.push(messageFrom('d'))
    assert.deepEqual(idsOf(inbox.drain(9)), ['c', 'd'])
    assert.equal(inbox.waiting, 0)
  })

  it('does as one list would, whatever comes and whenever it is drained', () => {
    const step = fc.oneof(fc.constantFrom('message', 'event'), fc.nat(4))
    const property = fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(step, { maxLength: 60 }),
      (capacity, steps) => {
        const inbox = new Inbox(capacity)
        const plain = new PlainInbox(capacity)
        for (const [i, what] of steps.entries()) {
          if (typeof what === 'number') {
            assert.deepEqual(inbox.drain(what), plain.items.splice(0, what))
            continue
          }
          const item = what === 'message' ? messageFrom(`m${i}`) : eventOf(`e${i}`)
          inbox.push(item)
          plain.push(item)
          assert.equal(inbox.waiting, plain.items.length)
        }
        assert.deepEqual(inbox.drain(), plain.items)
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})
