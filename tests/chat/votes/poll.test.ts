import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, democracy } from '../../../game/index.ts'
import { openTalk } from '../../helpers/talk.ts'

const tenSeconds = democracy({ seconds: 10 })
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
    talk.chat.moderate({ act: 'ban', userId: 'local:a', name: 'a', seconds: 60 })
    talk.next()
    assert.equal(talk.chat.tally.voters, 0)
    talk.chat.moderate({ act: 'poll', poll: null })
    talk.next()
    assert.equal(talk.chat.tally.voters, 0)
  })
})
