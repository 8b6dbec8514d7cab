import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat, type Direction } from '../../chat/index.ts'
import { createParser } from '../../chat/parse.ts'
import { houseCommands } from '../../chat/house.ts'
import { withWords } from '../../chat/say.ts'
import type { GameRules } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'
import { from, openTalk, recording } from '../helpers/talk.ts'

const parserOf = (commands: GameRules['commands']) => withWords(createParser({ commands, house: houseCommands }))

function direction(hasRoom = () => true) {
  const said: string[] = []
  const slates: string[] = []
  const direct: Direction = {
    toggleLayer: () => true,
    changeSlate: (slate, text) => void slates.push(`${slate}: ${text}`),
    say: ({ user }, words) => hasRoom() && said.push(`${user}: ${words}`) > 0,
  }
  return { said, slates, direct }
}

describe('what follows !say', () => {
  const parse = parserOf({ red: { help: 'red' } })
  const wordsOf = (text: string) => {
    const outcome = parse(text)
    return outcome.accepted ? outcome.command.args['words'] : outcome.code
  }
  const examples: Record<string, string> = {
    '!say Hello, World!': 'Hello, World!',
    '  ! SaY   two\twords ': 'two words',
    '!say \u202eevil\u0000 z\u0301\u0301\u0301\u0301': 'evil z\u0301\u0301',
    '!say 😀': '😀',
    '!say -1 <b> `x`': '-1 <b> `x`',
    '!say': 'bad-argument',
    '!say \u200b': 'bad-argument',
    'say hello there': 'unknown-command',
    '!saying hello': 'unknown-command',
    'well !say it': 'unknown-command',
  }
  for (const [text, words] of Object.entries(examples))
    it(`in ${JSON.stringify(text)} is ${JSON.stringify(words)}`, () => assert.equal(wordsOf(text), words))

  it('is at most what any message may be', () => {
    assert.equal(wordsOf(`!say ${'a'.repeat(495)}`), 'a'.repeat(495))
    assert.equal(wordsOf(`!say ${'a'.repeat(496)}`), 'too-long')
  })

  it('is nothing where the game has such a word', () => {
    const own = parserOf({ say: { help: 'say' } })('!say')
    assert.equal(own.accepted && own.command.name, 'say')
    assert.equal(parserOf({ say: { help: 'say' } })('!say a b').accepted, false)
  })
})

describe('!say', () => {
  it('is for moderators, unless everyone or nobody is named', async () => {
    const refused: Record<string, string> = {
      moderators: 'not-allowed: only moderators have something said',
      nobody: 'not-allowed: nothing is said for anybody in this show',
      everyone: 'it is told as soon as its turn comes',
    }
    for (const say of ['moderators', 'nobody', 'everyone'] as const) {
      const { said, direct } = direction()
      await using talk = await openTalk({ direct, say })
      assert.equal(talk.say('ann', '!say Hello'), refused[say])
      assert.deepEqual(said, say === 'everyone' ? ['ann: Hello'] : [])
    }
  })

  it('is heard from a moderator of the platform, whom badges make one', async () => {
    using folder = temporaryFolder()
    const { said, direct } = direction()
    const lines = [
      [0, from('mo', '!say from a moderator', ['moderator'])],
      [100, from('su', '!say from a subscriber', ['subscriber'])],
    ] as const
    await using chat = await openChat(chatOptions({ urls: [recording(folder, lines)], direct }))
    for (let tick = 1; tick <= 30; tick++) assert.deepEqual(chat.drain(tick).inputs, [])
    assert.deepEqual(said, ['mo: from a moderator'])
    assert.deepEqual(chat.counts, { received: 2, accepted: 1, rejected: { 'not-allowed': 1 }, held: 0 })
  })

  it('says when too much waits, what can’t be shown, and that it takes words', async () => {
    const { direct } = direction(() => false)
    await using talk = await openTalk({ direct, say: 'everyone', game: colourTone })
    assert.equal(talk.say('ann', '!say Hello'), 'queue-full: too much waits to be shown: try again in a moment')
    assert.equal(talk.say('bo', '!say what a sh1t show'), 'blocked: that can’t be shown here')
    assert.equal(talk.say('cy', '!say'), 'bad-argument: `say` needs <words>')
  })
})

describe('what follows a slate’s name', () => {
  const parse = parserOf({ red: { help: 'red' } })
  const argsOf = (text: string) => {
    const outcome = parse(text)
    return outcome.accepted ? { ...outcome.command.args } : outcome.code
  }
  const examples: Record<string, unknown> = {
    '!slate soon At 20:00': { slate: 'soon', words: 'At 20:00' },
    ' ! SLATE  Break  Back\u202e in   5 min!': { slate: 'break', words: 'Back in 5 min!' },
    '!slate panic quick!': { slate: 'panic', words: 'quick!' },
    '!slate ended': { slate: 'ended' },
    '!slate soon \u200b': { slate: 'soon' },
    '!slate off': { slate: 'off' },
    '!slate off now': 'unknown-command',
    '!slate later on': 'unknown-command',
    '!slate': 'bad-argument',
  }
  for (const [text, args] of Object.entries(examples))
    it(`in ${JSON.stringify(text)} is ${JSON.stringify(args)}`, () => assert.deepEqual(argsOf(text), args))

  it('is for moderators, and is nothing that can’t be shown', async () => {
    using folder = temporaryFolder()
    const { slates, direct } = direction()
    const lines = [
      [0, from('mo', '!slate soon At 20:00', ['moderator'])],
      [100, from('mo', '!slate soon what a sh1t show', ['moderator'])],
      [200, from('su', '!slate soon never', ['subscriber'])],
      [300, from('mo', '!slate off', ['moderator'])],
    ] as const
    await using chat = await openChat(chatOptions({ urls: [recording(folder, lines)], direct }))
    for (let tick = 1; tick <= 30; tick++) assert.deepEqual(chat.drain(tick).inputs, [])
    assert.deepEqual(slates, ['soon: At 20:00', 'null: '])
    assert.deepEqual(chat.counts.rejected, { blocked: 1, 'not-allowed': 1 })
  })
})
