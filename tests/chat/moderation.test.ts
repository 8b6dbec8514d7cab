import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Deed } from '../../chat/index.ts'
import { createBans } from '../../chat/moderation/bans.ts'
import { anarchy, democracy, queue, runoff } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'
import { from, openTalk, recording } from '../helpers/talk.ts'
import { openChat } from '../../chat/index.ts'

const tenSeconds = democracy({ seconds: 10 })
/** Of somebody in the page’s own chat. */
const ban = (name: string, seconds: number | null): Deed => ({ act: 'ban', userId: `local:${name}`, name, seconds })

describe('somebody who is banned from the game', () => {
  it('has no ballot any more, and is told so when they type again', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    assert.equal(talk.say('ann', 'red'), 'red')
    assert.equal(talk.say('bo', 'blue'), 'blue')
    talk.chat.moderate(ban('ann', null))
    const { events } = talk.next()
    assert.deepEqual(
      events,
      [{ source: '', type: 'user-banned', userId: 'local:ann' }],
      'which takes them off the screen',
    )
    assert.deepEqual(
      talk.chat.tally.options.map(({ command, votes }) => [command.label, votes]),
      [['blue', 1]],
    )
    assert.equal(talk.say('ann', 'red'), 'banned: you can’t play here at the moment')
    assert.match(talk.say('ann', '!help'), /^banned/)
    talk.chat.moderate({ act: 'lift', userId: 'local:ann' })
    assert.equal(talk.say('ann', 'green'), 'green')
  })

  it('is heard again when the time is over, and not a tick earlier', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.next()
    talk.chat.moderate(ban('ann', 2))
    for (let tick = 2; tick <= 60; tick++) assert.match(talk.say('ann', 'red'), /^banned/, `tick ${tick}`)
    assert.deepEqual(talk.chat.control.bans, [{ userId: 'local:ann', name: 'ann', fromTick: 1, untilTick: 61 }])
    assert.equal(talk.say('ann', 'red'), 'red')
    assert.deepEqual(talk.chat.control.bans, [])
  })
})

describe('the list of bans', () => {
  it('makes room by those that are over, then by the one that ends first, and never by one for good while there is another', () => {
    const bans = createBans(3)
    const put = (userId: string, untilTick: number | null, fromTick = 0) =>
      bans.put({ userId, name: '', fromTick, untilTick })
    put('for good', null)
    put('short', 10)
    put('long', 1000)
    put('new', 500)
    assert.deepEqual(
      bans.list(1).map(({ userId }) => userId),
      ['for good', 'long', 'new'],
    )
    put('later', 900, 600)
    assert.deepEqual(
      bans.list(600).map(({ userId }) => userId),
      ['for good', 'long', 'later'],
    )
  })
})

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

describe('an open vote', () => {
  const voted = async (input = tenSeconds) => {
    const talk = await openTalk({ input })
    for (const [who, what] of Object.entries({ a: 'red', b: 'red', c: 'blue' })) talk.say(who, what)
    return talk
  }

  it('loses an option that is vetoed, for the rest of its window', async () => {
    await using talk = await voted()
    talk.chat.moderate({ act: 'veto', label: 'red', isVetoed: true })
    assert.deepEqual(talk.chat.control.vetoed, ['red'])
    assert.equal(talk.chat.tally.voters, 1)
    assert.equal(talk.say('d', 'red'), 'vetoed: red was taken off this vote: choose another')
    assert.equal(talk.say('a', 'green'), 'green', 'who had chosen it may choose again')
    talk.chat.moderate({ act: 'veto', label: 'red', isVetoed: false })
    assert.equal(talk.say('f', 'red'), 'red')
    talk.chat.moderate({ act: 'veto', label: 'red', isVetoed: true })
    talk.chat.moderate({ act: 'close', how: 'decided' })
    talk.next()
    assert.equal(talk.say('e', 'red'), 'red', 'in the next window')
  })

  it('is skipped: it ends undecided with the next tick, and another begins', async () => {
    await using talk = await voted()
    talk.chat.moderate({ act: 'close', how: 'undecided' })
    const { results, decisions } = talk.next()
    assert.deepEqual(decisions, [])
    assert.deepEqual(
      results.map(({ why, reason, winner }) => ({ why, reason, winner })),
      [{ why: 'skipped', reason: 'the moderators skipped this vote', winner: null }],
    )
    assert.equal(talk.chat.tally.voters, 0)
  })

  it('is closed: it is decided with the next tick by the ballots there are', async () => {
    await using talk = await voted(democracy({ seconds: 10, graceSeconds: 5 }))
    talk.chat.moderate({ act: 'close', how: 'decided' })
    assert.deepEqual(
      talk.next().decisions.map(({ command }) => command.label),
      ['red'],
    )
  })

  it('is extended, also once it has closed and only late ballots count', async () => {
    await using talk = await openTalk({ input: democracy({ seconds: 2, graceSeconds: 2 }) })
    talk.chat.moderate({ act: 'extend', seconds: 1 })
    for (let tick = 1; tick <= 95; tick++) assert.deepEqual(talk.next().results, [])
    assert.equal(talk.chat.tally.phase, 'closed')
    assert.equal(talk.chat.tally.closesAtTick, 90)
    talk.chat.moderate({ act: 'extend', seconds: 1 })
    assert.equal(talk.chat.tally.phase, 'open')
    assert.equal(talk.chat.tally.closesAtTick, 125, 'a second from now')
    const lasted = Array.from({ length: 95 }, () => talk.next().results.length)
    assert.equal(lasted.indexOf(1) + 96, 125 + 60)
    assert.equal(talk.chat.tally.windowTicks, 60, 'the next is as long as ever')
  })

  it('of a runoff forgets its pair when it is skipped', async () => {
    await using talk = await openTalk({ input: runoff({ seconds: 2 }) })
    for (const [who, what] of Object.entries({ a: 'red', b: 'blue', c: 'green' })) talk.say(who, what)
    for (let tick = 4; tick <= 60; tick++) talk.next()
    assert.equal(talk.chat.tally.round, 2)
    talk.chat.moderate({ act: 'close', how: 'undecided' })
    talk.next()
    assert.equal(talk.chat.tally.round, 1)
  })

  it('is what has to be there: without one there is nothing to steer', async () => {
    await using talk = await openTalk({ input: anarchy() })
    for (const deed of [
      { act: 'close', how: 'decided' },
      { act: 'extend', seconds: 5 },
      { act: 'veto', label: 'red', isVetoed: true },
    ] as const) {
      assert.deepEqual(talk.chat.whyNot(deed), { code: 'no-vote', sentence: 'anarchy has no vote that is open' })
      talk.chat.moderate(deed)
    }
    await using vote = await openTalk({ input: tenSeconds })
    assert.equal(vote.chat.whyNot({ act: 'veto', label: 'red', isVetoed: true })?.code, 'no-option')
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

const pizza = { question: 'What for dinner?', options: ['Pizza', 'Pasta salad', '3 eggs'], seconds: 5 }

describe('a poll', () => {
  it('takes numbers and its own words, and tells how it ended', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.say('a', 'red')
    talk.chat.moderate({ act: 'poll', poll: pizza })
    assert.deepEqual(
      talk.chat.tally.options.map(({ command, votes }) => [command.label, votes]),
      [
        ['1 Pizza', 0],
        ['2 Pasta salad', 0],
        ['3 3 eggs', 0],
      ],
      'what can be typed is there before anybody has',
    )
    assert.equal(talk.say('a', '1'), '1 Pizza')
    assert.equal(talk.say('b', 'PASTA  salad!'), '2 Pasta salad')
    assert.equal(talk.say('c', '!2'), '2 Pasta salad')
    assert.match(talk.say('d', '4'), /^unknown-command/)
    assert.match(talk.say('e', '!help'), /1 \(Pizza\)/)
    assert.equal(talk.chat.tally.question, 'What for dinner?')
    let ended = null
    let decisions = 0
    while (ended === null) {
      const said = talk.next()
      ended = said.poll
      decisions += said.decisions.length
    }
    assert.equal(decisions, 0)
    assert.equal(ended.outcome.reason, 'Pasta salad won with 2 of 3 votes')
    assert.deepEqual(
      ended.options.map(({ votes }) => votes),
      [1, 2, 0],
    )
  })

  it('holds the game’s vote as it is, and gives it back', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.say('a', 'red')
    const left = talk.chat.tally.closesAtTick - 1
    talk.chat.moderate({ act: 'poll', poll: pizza })
    assert.equal(talk.say('b', 'blue'), 'not-on-ballot: there is a poll at the moment: type 1 to 3')
    let ticks = 2
    while (talk.chat.tally.mode === 'poll') {
      talk.next()
      ticks += 1
    }
    assert.equal(talk.chat.tally.voters, 1)
    assert.equal(talk.chat.tally.closesAtTick, ticks + left)
    assert.equal(talk.say('b', 'blue'), 'blue')
  })

  it('stays a tie, ends early or without a result', async () => {
    await using talk = await openTalk({ input: anarchy() })
    talk.chat.moderate({ act: 'poll', poll: pizza })
    talk.say('a', '1')
    talk.say('b', '3')
    talk.chat.moderate({ act: 'close', how: 'decided' })
    assert.equal(talk.next().poll?.outcome.reason, 'Pizza and 3 eggs tie with 1 of 2 votes')
    talk.chat.moderate({ act: 'poll', poll: pizza })
    talk.chat.moderate({ act: 'poll', poll: null })
    assert.equal(talk.next().poll, null)
    assert.equal(talk.chat.tally.mode, 'anarchy')
    assert.equal(talk.say('a', 'red'), 'red')
  })

  it('is refused where it makes no sense', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    const whyNot = (poll: typeof pizza | null) => talk.chat.whyNot({ act: 'poll', poll })?.code
    assert.equal(whyNot(null), 'no-poll')
    assert.equal(whyNot({ ...pizza, options: ['A', 'a '] }), 'bad-value')
    assert.equal(whyNot({ ...pizza, options: ['one'] }), 'bad-value')
    assert.equal(whyNot({ ...pizza, question: '\u200b' }), 'bad-value')
    assert.equal(whyNot(pizza), undefined)
    talk.chat.moderate({ act: 'poll', poll: pizza })
    assert.equal(whyNot(pizza), 'busy')
  })

  it('takes back what is deleted from the poll and from the game’s vote', async () => {
    await using talk = await openTalk({ input: tenSeconds })
    talk.say('a', 'red')
    talk.chat.moderate({ act: 'poll', poll: pizza })
    talk.say('a', '1')
    talk.chat.moderate(ban('a', 60))
    talk.next()
    assert.equal(talk.chat.tally.voters, 0)
    talk.chat.moderate({ act: 'poll', poll: null })
    talk.next()
    assert.equal(talk.chat.tally.voters, 0)
  })
})

describe('a simulated crowd', () => {
  it('types what the game’s own bot would, where it has one', async () => {
    const asked: unknown[] = []
    const bot = () => {
      asked.push(0)
      return '1234'
    }
    await using chat = await openChat(chatOptions({ urls: ['crowd:200'], game: colourTone, bot, input: anarchy() }))
    const counts = new Map<string, number>()
    for (let tick = 1; tick <= 600; tick++)
      for (const { command } of chat.drain(tick).inputs) counts.set(command.label, (counts.get(command.label) ?? 0) + 1)
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    assert.equal(most?.[0], '1234')
    assert.ok(asked.length <= 201, `asked ${asked.length} times in 20 s`)
  })
})
