import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat } from '../../chat/index.ts'
import { democracy, type GameRules } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'
import { from, openTalk, recording } from '../helpers/talk.ts'

describe('the words of the show itself', () => {
  it('answer with what can be typed, how it is played, and how it stands', async () => {
    await using talk = await openTalk()
    assert.match(
      talk.say('a', '!help'),
      /^Type red orange .* \(paint the screen\) · 20 … 2000 \(set the tone in Hz\) · !abstain /,
    )
    assert.match(talk.say('a', '!HOW'), /most votes/)
    assert.equal(talk.say('a', '!score'), 'nothing has been decided yet')
    assert.match(talk.say('a', 'help'), /^unknown-command/, 'without the prefix it is talk')
  })

  it('answer with what the game says of itself', async () => {
    await using talk = await openTalk({ score: () => 'two to one' })
    assert.equal(talk.say('a', '!score'), 'two to one')
  })

  it('survive a game that fails to say how it stands, and log it once', async () => {
    const lines: string[] = []
    const score = () => {
      throw new Error('boom')
    }
    await using talk = await openTalk({ score, log: (_, line) => lines.push(line) })
    assert.equal(talk.say('a', '!score'), 'nothing has been decided yet')
    assert.equal(talk.say('b', '!score'), 'nothing has been decided yet')
    assert.deepEqual(lines, ['the game’s score failed: boom'])
  })

  it('give way to a word of the game', async () => {
    const game: GameRules = { ...colourTone, commands: { score: { help: 'score a goal' } } }
    await using talk = await openTalk({ game })
    assert.equal(talk.say('a', '!score'), 'score')
  })

  it('let moderators change how the crowd plays, and nobody else', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [100, from('1', 'red')],
      [200, from('2', '!mode anarchy', ['subscriber'])],
      [300, from('3', '!mode anarchy', ['moderator'])],
      [400, from('1', 'blue')],
      [500, from('4', '!mode democracy', ['broadcaster'])],
      [600, from('1', 'green')],
    ])
    await using chat = await openChat(
      chatOptions({ urls: [url], input: democracy({ seconds: 2 }), window: { seconds: 2 } }),
    )
    const decided: string[] = []
    const modes: string[] = []
    for (let tick = 1; tick <= 90; tick++) {
      for (const { command, player } of chat.drain(tick).decisions) decided.push(`${tick} ${command.label} ${player}`)
      if (modes.at(-1) !== chat.tally.mode) modes.push(chat.tally.mode)
    }
    assert.deepEqual(modes, ['democracy', 'anarchy', 'democracy'])
    // The open vote ends undecided, and the window that opens after the change is as long as the first.
    assert.deepEqual(decided, ['12 blue file:1', '75 green null'])
    assert.deepEqual(chat.counts, { received: 6, accepted: 5, rejected: { 'not-allowed': 1 }, held: 0 })
  })
})
