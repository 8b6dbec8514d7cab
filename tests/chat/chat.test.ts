import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat, type Outcome } from '../../chat/index.ts'
import { localCapacity } from '../../chat/sources/local.ts'
import { anarchy } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions } from '../helpers/chat.ts'
import { from, openTalk, recording } from '../helpers/talk.ts'

describe('chat', () => {
  it('goes from the page’s message to the decision, and tells its sender', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'] }))
    const outcomes: Outcome[] = []
    const say = (userId: string, text: string) =>
      chat.local?.say({ userId, user: `name ${userId}`, text, respond: (outcome) => outcomes.push(outcome) })
    assert.equal(say('a', 'red'), true)
    say('b', 'rde')
    assert.equal(outcomes.length, 0, 'nothing acts before the tick')
    const { decisions, inputs, results } = chat.drain(1)
    assert.deepEqual([decisions, results], [[], []])
    assert.deepEqual(
      inputs.map(({ name, command }) => [name, command.label]),
      [['name a', 'red']],
    )
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.accepted ? outcome.command.label : outcome.sentence)),
      ['red', '`rde`: did you mean `red`?'],
    )
    assert.equal(chat.tally.closesAtTick, 300)
    for (let tick = 2; tick < 300; tick++) assert.deepEqual(chat.drain(tick).results, [])
    assert.deepEqual(
      chat.drain(300).decisions.map(({ command, by }) => [command.label, by]),
      [['red', null]],
    )
    assert.deepEqual(chat.counts, { received: 2, accepted: 1, rejected: { 'unknown-command': 1 }, held: 0 })
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
      [...(chat.sources[0]?.drain(0, 10) ?? [])].map((item) => (item.type === 'message' ? item.userId : item.type)),
      ['local:twitch:1'],
    )
  })

  it('answers false when the page’s queue is full, and after the end', async () => {
    const chat = await openChat(chatOptions({ urls: ['local:'] }))
    const say = () => chat.local?.say({ userId: '1', user: 'a', text: 'red' })
    for (let i = 0; i < localCapacity; i++) assert.equal(say(), true)
    assert.equal(say(), false)
    assert.equal(chat.counts.rejected['overloaded'], 1)
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

describe('a ballot', () => {
  it('goes when its message is deleted, its author sent out, or the chat cleared', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [0, { ...from('1', 'red'), id: 'm1' }],
      [0, from('2', 'red')],
      [0, from('3', 'red')],
      [0, from('4', 'blue')],
      [100, { type: 'message-deleted', messageId: 'm1' }],
      [200, { type: 'user-timed-out', userId: '2', seconds: 60 }],
      [300, { type: 'user-banned', userId: '3' }],
      [400, { type: 'chat-cleared' }],
    ])
    await using chat = await openChat(chatOptions({ urls: [url] }))
    const tallies: string[] = []
    for (let tick = 1; tick <= 15; tick++) {
      chat.drain(tick)
      const text = chat.tally.options.map(({ command, votes }) => `${command.label} ${votes}`).join(', ')
      if (tallies.at(-1) !== text) tallies.push(text)
    }
    assert.deepEqual(tallies, ['red 3, blue 1', 'red 2, blue 1', 'blue 1, red 1', 'blue 1', ''])
  })

  it('goes with a spectator who leaves the page', async () => {
    await using talk = await openTalk()
    talk.say('1', 'red')
    talk.say('2', 'blue')
    talk.chat.local?.leave('1')
    const { events } = talk.next()
    assert.deepEqual(
      events.map(({ type }) => type),
      ['user-left'],
    )
    assert.deepEqual(
      talk.chat.tally.options.map(({ command }) => command.label),
      ['blue'],
    )
  })
})

describe('more than can be read', () => {
  it('is read a bounded part at a time, and shown as overload until two seconds after it is over', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'], input: anarchy() }))
    for (let i = 0; i < 3000; i++) chat.local?.say({ userId: String(i), user: 'a', text: 'hello' })
    const read: number[] = []
    const overloaded: boolean[] = []
    for (let tick = 1; tick <= 150; tick++) {
      const before = chat.counts.received
      overloaded.push(chat.drain(tick).overloaded)
      read.push(chat.counts.received - before)
    }
    assert.ok((read[0] ?? 0) > 0 && Math.max(...read) <= 1000, `${Math.max(...read)} in one tick`)
    assert.equal(
      read.reduce((sum, count) => sum + count),
      3000,
    )
    const last = read.findLastIndex((count) => count > 0)
    assert.deepEqual([overloaded[0], overloaded[last + 55], overloaded[last + 61]], [true, true, false])
  })
})
