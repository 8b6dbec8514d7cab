import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat, type Outcome } from '../../chat/index.ts'
import { Inbox } from '../../chat/inbox.ts'
import { localCapacity } from '../../chat/sources/local.ts'
import { chatOptions, messageFrom } from '../helpers/chat.ts'

describe('chat', () => {
  it('goes from the page’s message to the decision, and tells its sender', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'] }))
    const outcomes: Outcome[] = []
    const say = (userId: string, text: string) =>
      chat.local?.say({ userId, user: `name ${userId}`, text, respond: (outcome) => outcomes.push(outcome) })
    assert.equal(say('a', 'red'), true)
    say('b', 'rde')
    assert.equal(outcomes.length, 0, 'nothing acts before the tick')
    const { decisions, inputs, result } = chat.drain(1)
    assert.deepEqual([decisions, result], [[], null])
    assert.deepEqual(
      inputs.map(({ name, command }) => [name, command.label]),
      [['name a', 'red']],
    )
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.accepted ? outcome.command.label : outcome.sentence)),
      ['red', '`rde`: did you mean `red`?'],
    )
    assert.equal(chat.tally.closesAtTick, 300)
    for (let tick = 2; tick < 300; tick++) assert.equal(chat.drain(tick).result, null)
    assert.deepEqual(
      chat.drain(300).decisions.map(({ command, by }) => [command.label, by]),
      [['red', null]],
    )
    assert.deepEqual(chat.counts, { received: 2, accepted: 1, rejected: { 'unknown-command': 1 } })
  })

  it('combines its sources, and has a page chat only where local: is one', async () => {
    await using chat = await openChat(chatOptions({ urls: ['crowd:100', 'local:'] }))
    chat.local?.say({ userId: '1', user: 'a', text: 'red' })
    for (let tick = 1; tick <= 30; tick++) chat.drain(tick)
    assert.ok(chat.counts.received > 5)
    assert.deepEqual(
      chat.sources.map(({ id, state }) => `${id} ${state}`),
      ['crowd:100 live', 'local: live'],
    )
    await using crowd = await openChat(chatOptions({ urls: ['crowd:100'] }))
    assert.equal(crowd.local, null)
  })

  it('keeps a page viewer from posing as a Twitch one', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'] }))
    chat.local?.say({ userId: 'twitch:1', user: 'a', text: 'red' })
    assert.deepEqual(
      [...(chat.sources[0]?.drain(0) ?? [])].map(({ userId }) => userId),
      ['local:twitch:1'],
    )
  })

  it('answers false when the page’s queue is full, and after the end', async () => {
    const chat = await openChat(chatOptions({ urls: ['local:'] }))
    const say = () => chat.local?.say({ userId: '1', user: 'a', text: 'red' })
    for (let i = 0; i < localCapacity; i++) assert.equal(say(), true)
    assert.equal(say(), false)
    chat.drain(1)
    assert.equal(say(), true)
    await chat[Symbol.asyncDispose]()
    assert.equal(say(), false)
    assert.equal(chat.sources[0]?.state, 'closed')
  })

  it('survives a listener that throws', async () => {
    const lines: string[] = []
    await using chat = await openChat(chatOptions({ urls: ['local:'], log: (_, line) => lines.push(line) }))
    chat.local?.say({
      userId: '1',
      user: 'a',
      text: 'red',
      respond: () => {
        throw new Error('gone')
      },
    })
    assert.equal(chat.drain(1).inputs.length, 1)
    assert.deepEqual(lines, ['answering a message of local: failed: gone'])
  })
})

describe('an inbox', () => {
  it('drops the oldest when it is full, counts it, and keeps the order', () => {
    const inbox = new Inbox(3)
    for (const user of ['a', 'b', 'c', 'd', 'e']) inbox.push(messageFrom(user))
    assert.deepEqual(
      inbox.drain().map(({ userId }) => userId),
      ['c', 'd', 'e'],
    )
    assert.equal(inbox.dropped, 2)
    inbox.push(messageFrom('f'))
    assert.deepEqual(
      inbox.drain().map(({ userId }) => userId),
      ['f'],
    )
    assert.deepEqual(inbox.drain(), [])
  })

  it('keeps only the beginning of a text that is too long anyway', () => {
    const inbox = new Inbox(3)
    inbox.push(messageFrom('a', 'x'.repeat(115_000)))
    inbox.push(messageFrom('b', 'y'.repeat(600)))
    assert.deepEqual(
      inbox.drain().map(({ text }) => text.length),
      [501, 600],
    )
  })
})
