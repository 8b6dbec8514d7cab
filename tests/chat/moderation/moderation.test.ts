import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat } from '../../../chat/index.ts'
import { democracy, queue } from '../../../game/index.ts'
import { temporaryFolder } from '../../helpers/arcade.ts'
import { chatOptions } from '../../helpers/chat.ts'
import { from, openTalk, recording } from '../../helpers/talk.ts'

const tenSeconds = democracy({ seconds: 10 })

describe('a moderator', () => {
  it('deletes a message with its ballot, and takes back somebody’s ballots', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [1, { ...from('ann', 'red'), id: 'm1' }],
      [2, from('bo', 'red')],
      [3, from('cy', 'blue')],
    ])
    await using chat = await openChat(chatOptions({ urls: [url], input: tenSeconds }))
    chat.drain(1)
    assert.equal(chat.tally.voters, 3)
    chat.moderate({ act: 'delete', source: url, messageId: 'm1' })
    chat.moderate({ act: 'withdraw', userId: 'file:cy' })
    chat.drain(2)
    assert.deepEqual(
      chat.tally.options.map(({ command, votes }) => [command.label, votes]),
      [['red', 1]],
    )
  })

  it('changes whom and what is heard and shown while the show runs', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.chat.moderate({ act: 'filter', ignore: ['local:ann'], blocked: ['kappa'] })
    assert.match(talk.say('ann', 'red'), /^ignored/)
    assert.equal(talk.chat.display.text('so Kappa it is'), 'so ***** it is')
    assert.equal(talk.chat.display.name('KappaFan'), 'somebody')
    talk.chat.moderate({ act: 'filter', blocked: [] })
    assert.equal(talk.chat.display.name('KappaFan'), 'KappaFan')
    assert.match(talk.say('ann', 'red'), /^ignored/, 'a list that isn’t named stays')
    assert.deepEqual(talk.chat.whyNot({ act: 'filter', blocked: ['x'] }), {
      code: 'bad-value',
      sentence: 'the blocked term "x" must have two letters or more',
    })
  })

  it('mutes a chat for everybody but moderators’ own words', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [10, from('ann', 'red')],
      [50, from('mo', '!help', ['moderator'])],
      [60, from('mo', 'red', ['moderator'])],
      [900, from('ann', 'red')],
    ])
    await using chat = await openChat(chatOptions({ urls: [url], input: tenSeconds }))
    chat.moderate({ act: 'mute', source: url, isMuted: true })
    for (let tick = 1; tick <= 20; tick++) chat.drain(tick)
    assert.deepEqual(chat.counts.rejected, { muted: 2 })
    assert.equal(chat.counts.accepted, 1)
    chat.moderate({ act: 'mute', source: url, isMuted: false })
    for (let tick = 21; tick <= 30; tick++) chat.drain(tick)
    assert.equal(chat.counts.accepted, 2)
  })
})

describe('a pause', () => {
  it('holds the vote with its ballots and its time, and takes no commands', async () => {
    await using talk = await openTalk({ input: democracy({ seconds: 2 }) })
    talk.say('ann', 'red')
    const left = talk.chat.tally.closesAtTick - 1
    talk.chat.setPaused(true)
    for (let tick = 2; tick <= 100; tick++) assert.deepEqual(talk.next().results, [])
    assert.equal(talk.chat.tally.closesAtTick, 100 + left)
    assert.equal(talk.say('bo', 'blue'), 'paused: the game is paused: try again when it goes on')
    assert.match(talk.say('bo', '!how'), /most votes/)
    talk.chat.setPaused(false)
    const decided = Array.from({ length: left }, () => talk.next().decisions).flat()
    assert.deepEqual(
      decided.map(({ command }) => command.label),
      ['red'],
    )
  })

  it('leaves those who wait in line where they are', async () => {
    await using talk = await openTalk({ input: queue({ waitSeconds: 2 }) })
    for (const each of 'abcdefgh') talk.chat.local?.say({ userId: each, user: each, text: 'red' })
    talk.next()
    const { waiting } = talk.chat.tally
    talk.chat.setPaused(true)
    for (let k = 0; k < 50; k++) assert.deepEqual(talk.next().decisions, [])
    assert.equal(talk.chat.tally.waiting, waiting)
  })
})

describe('a forced command', () => {
  it('enters the next tick as it would be typed, and stands in the feed as the moderators’', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.chat.moderate({ act: 'force', text: ' RED!! ', team: null })
    const { decisions, inputs } = talk.next()
    assert.deepEqual(
      decisions.map(({ command, by, player, team }) => [command.label, by, player, team]),
      [['red', null, null, null]],
    )
    assert.deepEqual(
      inputs.map(({ name, command }) => [name, command.label]),
      [['moderators', 'red']],
    )
  })

  it('must be one of the game’s', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    const whyNot = (text: string) => talk.chat.whyNot({ act: 'force', text, team: null })?.sentence
    assert.match(whyNot('gren') ?? '', /did you mean `green`/)
    assert.match(whyNot('!help') ?? '', /only a command of the game/)
    assert.match(whyNot('!abstain') ?? '', /only a command of the game/)
    talk.chat.moderate({ act: 'force', text: '!mode anarchy', team: null })
    assert.deepEqual(talk.next().decisions, [])
  })

  it('waits for the end of a pause', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.chat.setPaused(true)
    talk.chat.moderate({ act: 'force', text: 'red', team: null })
    assert.deepEqual(talk.next().decisions, [])
    talk.chat.setPaused(false)
    assert.equal(talk.next().decisions.length, 1)
  })

  it('is judged by the game as any other', async () => {
    const judge = () => ({ refuse: 'the king would be in check' })
    await using talk = await openTalk({ input: tenSeconds, judge })
    assert.match(talk.chat.whyNot({ act: 'force', text: 'red', team: null })?.sentence ?? '', /king would be in check/)
  })
})
