import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, democracy, runoff } from '../../../game/index.ts'
import { openTalk } from '../../helpers/talk.ts'

const tenSeconds = democracy({ seconds: 10 })

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
