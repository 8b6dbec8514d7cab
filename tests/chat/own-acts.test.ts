import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deserialize, serialize } from 'node:v8'
import * as fc from 'fast-check'
import { openChat, type Chat, type Outcome } from '../../chat/index.ts'
import { rules as race } from '../../game/bundled/marble-race/rules.ts'
import { inputFor, inputModes, type GameRules, type InputSpec } from '../../game/index.ts'
import { chatOptions } from '../helpers/chat.ts'

const open = (mode: InputSpec['mode'], options: Partial<Parameters<typeof chatOptions>[0]> = {}) =>
  openChat(chatOptions({ urls: ['local:'], game: race as GameRules, input: inputFor(mode, race.input), ...options }))

function say(chat: Chat, userId: string, text: string): () => Outcome {
  let outcome: Outcome | undefined
  chat.local!.say({ userId, user: userId, text, respond: (each) => (outcome = each) })
  return () => outcome!
}

const acted = ({ decisions }: ReturnType<Chat['drain']>) =>
  decisions.map(({ command, player }) => `${command.label} of ${player}`)

describe('an act of one’s own', () => {
  for (const mode of inputModes)
    it(`acts at once and for who typed it: ${mode}`, async () => {
      await using chat = await open(mode)
      const answer = say(chat, 'ann', '!join blue')
      say(chat, 'bob', 'join')
      const tick = chat.drain(1)
      assert.deepEqual(acted(tick), ['join blue of local:ann', 'join of local:bob'])
      const outcome = answer()
      assert.ok(outcome.accepted && outcome.isOwn === true, JSON.stringify(outcome))
      assert.deepEqual([chat.tally.options, chat.tally.voters, chat.tally.waiting], [[], 0, 0])
      assert.deepEqual(
        tick.inputs.map(({ name, command }) => [name, command.label]),
        [
          ['ann', 'join blue'],
          ['bob', 'join'],
        ],
      )
    })

  it('leaves who does it their ballot', async () => {
    await using chat = await open('democracy')
    say(chat, 'ann', 'left')
    say(chat, 'ann', 'join')
    chat.drain(1)
    assert.deepEqual(
      chat.tally.options.map(({ command, votes }) => [command.label, votes]),
      [['left', 1]],
    )
  })

  it('is done during a poll as well, and anything else of the game is not', async () => {
    await using chat = await open('perPlayer')
    chat.drain(1)
    const poll = { question: 'Again?', options: ['yes', 'no'], seconds: 10 }
    chat.moderate({ act: 'poll', poll })
    const [join, boost, one] = [say(chat, 'ann', 'join'), say(chat, 'bob', 'boost'), say(chat, 'cat', '1')]
    assert.deepEqual(acted(chat.drain(2)), ['join of local:ann'])
    assert.ok(join().accepted && one().accepted)
    const refused = boost()
    assert.ok(!refused.accepted && refused.code === 'not-on-ballot')
  })

  it('waits for nothing but a pause, in which it isn’t taken', async () => {
    await using chat = await open('democracy')
    chat.setPaused(true)
    const answer = say(chat, 'ann', 'join')
    assert.deepEqual(acted(chat.drain(1)), [])
    const outcome = answer()
    assert.ok(!outcome.accepted && outcome.code === 'paused')
  })

  it('goes with its author before the tick is played', async () => {
    await using chat = await open('democracy')
    say(chat, 'ann', 'join')
    say(chat, 'bob', 'join')
    chat.local!.leave('ann')
    assert.deepEqual(acted(chat.drain(1)), ['join of local:bob'])
  })

  it('keeps its place among the others where everybody plays for themselves', async () => {
    await using chat = await open('perPlayer')
    say(chat, 'ann', 'join')
    say(chat, 'ann', 'left')
    say(chat, 'bob', 'left')
    say(chat, 'bob', 'join')
    assert.deepEqual(acted(chat.drain(1)), ['left of local:ann', 'join of local:bob'])
  })

  it('comes out of the same words in the same way, also where the show goes on from its memory', async () => {
    const word = fc.constantFrom('join', 'join red', 'left', 'boost', '!abstain')
    const said = fc.array(fc.record({ user: fc.constantFrom('a', 'b', 'c'), word }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 8 }), fc.nat(7), async (ticks, half) => {
        await using whole = await open('democracy')
        await using first = await open('democracy')
        let chat = first
        for (const [index, messages] of ticks.entries()) {
          if (index === half) chat = await open('democracy', { memory: deserialize(serialize(chat.save())) as never })
          for (const each of [whole, chat]) for (const { user, word: text } of messages) say(each, user, text)
          assert.deepEqual(acted(chat.drain(index + 1)), acted(whole.drain(index + 1)))
        }
        if (chat !== first) await chat[Symbol.asyncDispose]()
      }),
      { numRuns: 30 },
    )
  })

  it('is no part of a combination, and can be typed alone beside one', async () => {
    const game: GameRules = {
      ...(race as GameRules),
      commands: { join: { help: 'be in', own: true }, left: { help: 'go' }, right: { help: 'go' } },
      combine: { steps: 4, chord: 2 },
      input: inputFor('democracy', race.input),
    }
    await using chat = await openChat(chatOptions({ urls: ['local:'], game }))
    const [both, alone] = [say(chat, 'ann', 'join+left'), say(chat, 'bob', 'join')]
    assert.deepEqual(acted(chat.drain(1)), ['join of local:bob'])
    assert.ok(!both().accepted && alone().accepted)
    assert.deepEqual(
      chat.help.map(({ usage }) => usage),
      ['join', 'left', 'right', 'left+right  left2right2', '!abstain'],
    )
  })
})
