import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat } from '../../../chat/index.ts'
import chess from '../../../game/bundled/vote-chess/index.ts'
import { democracy, queue, runoff, slider, teams, type InputSpec } from '../../../game/index.ts'
import { testGame } from '../../../server/testing/test-game.ts'
import { chatOptions } from '../../helpers/chat.ts'

/** A chat whose game has people wait as the test says; two seconds a window. */
async function waitingChat(input: InputSpec) {
  const waits = { for: null as string | null }
  const chat = await openChat(chatOptions({ urls: ['local:'], input, awaits: () => waits.for }))
  let tick = 0
  const until = (last: number) => {
    const decided: string[] = []
    while (tick < last) decided.push(...chat.drain((tick += 1)).decisions.map(({ command }) => command.label))
    return decided
  }
  const say = (text: string) => chat.local?.say({ userId: text, user: text, text })
  return { chat, waits, until, say, [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose]() }
}

describe('a game that has nothing to vote on', () => {
  const windows = { seconds: 2, earlyClose: false, quorum: { least: 1, share: 0 } }
  const modes = {
    democracy: democracy(windows),
    runoff: runoff(windows),
    teams: teams({ ...windows, names: ['white', 'black'] }),
    slider: slider({ ...windows, startsAs: 'democracy' }),
  }
  for (const [name, input] of Object.entries(modes))
    it(`has no window meanwhile, and a whole one from then on: ${name}`, async () => {
      await using show = await waitingChat(input)
      const { chat, waits, until, say } = show
      say('red')
      until(40)
      assert.equal(chat.tally.voters, 1)
      waits.for = 'the dice roll'
      assert.deepEqual(until(200), [])
      assert.equal(chat.tally.awaits, 'the dice roll')
      assert.deepEqual([chat.tally.voters, chat.tally.closesAtTick], [0, 200 + chat.tally.windowTicks])
      waits.for = null
      say('blue')
      const { closesAtTick } = chat.tally
      assert.deepEqual(until(closesAtTick - 1), [])
      assert.equal(chat.tally.awaits, undefined)
      assert.deepEqual(until(closesAtTick + 30), ['blue'])
    })

  it('lets a line wait', async () => {
    await using show = await waitingChat(queue())
    const { chat, waits, until, say } = show
    waits.for = 'the dice roll'
    say('red')
    assert.deepEqual(until(300), [])
    assert.equal(chat.tally.waiting, 1)
    waits.for = null
    assert.deepEqual(until(310), ['red'])
  })
})

describe('Vote Chess', () => {
  it('opens the vote when the engine has moved, and says till then what it is about', async () => {
    await using test = await testGame(chess, {
      folder: new URL('../../../game/bundled/vote-chess/', import.meta.url).pathname,
    })
    test.say('ann', 'e4')
    for (let i = 0; i < 40 * 20 && test.state.phase === 'demo'; i++) test.ticks()
    assert.equal(test.state.moves.length, 1)
    test.ticks(2)
    assert.equal(test.show.awaits, 'the engine is thinking')
    for (let i = 0; i < 30 * 20 && test.state.moves.length === 1; i++) test.ticks()
    test.ticks()
    assert.equal(test.show.awaits, undefined)
    assert.equal(test.show.closesAtTick - test.show.tick, test.show.windowTicks - 1)
    assert.ok(test.say('ann', '2. d4').accepted)
  })

  it('says when the next game begins, once one is over', async () => {
    const state = new chess.state()
    Object.assign(state, { phase: 'game', crowd: 'w', result: '1-0' })
    assert.equal(chess.awaits?.(state), 'the next game begins in a moment')
    Object.assign(state, { phase: 'demo' })
    assert.equal(chess.awaits?.(state), null)
  })
})
