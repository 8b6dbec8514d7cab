import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Deed } from '../../../chat/index.ts'
import { createBans } from '../../../chat/moderation/bans.ts'
import { democracy } from '../../../game/index.ts'
import { openTalk } from '../../helpers/talk.ts'

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
