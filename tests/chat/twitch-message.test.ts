import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { openChat } from '../../chat/index.ts'
import { withoutCheermotes } from '../../chat/sources/cheermotes.ts'
import { readMessage } from '../../chat/sources/twitch-message.ts'
import { chatOptions, until } from '../helpers/chat.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'

const reply = { 'reply-parent-msg-id': 'm1' }

function textOf(text: string, tags: Readonly<Record<string, string>> = {}): string | undefined {
  const message = {
    tags: { 'user-id': '7', ...tags },
    prefix: 'ann!ann@ann',
    command: 'PRIVMSG',
    params: ['#bob', text],
  }
  return readMessage('twitch:bob', message)?.text
}

describe('the colour of a name on Twitch', () => {
  it('is what somebody chose, and nothing where that is no colour', () => {
    const colourOf = (color: string | true) => {
      const message = {
        tags: { 'user-id': '7', color },
        prefix: 'ann!ann@ann',
        command: 'PRIVMSG',
        params: ['#bob', 'red'],
      }
      return readMessage('twitch:bob', message)?.colour
    }
    assert.equal(colourOf('#1E90FF'), '#1E90FF')
    for (const color of [true, '', '#12345', 'red', '#12345g', '#1234567', 'url(x)'] as const)
      assert.equal(colourOf(color), null, String(color))
  })
})

describe('what somebody wrote on Twitch', () => {
  it('is without the name that a reply begins with', () => {
    assert.equal(textOf('@bob right', reply), 'right')
    assert.equal(textOf('@žofie_테스트 right', reply), 'right')
    assert.equal(textOf('\u0001ACTION @bob right\u0001', reply), 'right')
    assert.equal(textOf('@bob @ann right', reply), '@ann right')
    for (const text of ['right', '@bob', 'right @bob', '']) assert.equal(textOf(text, reply), text)
  })

  it('keeps a name that somebody typed, since it is said to that person', () => {
    for (const text of ['@bob right', '@a @b right']) assert.equal(textOf(text), text)
  })

  it('is without the cheermotes that its bits paid for', () => {
    assert.equal(textOf('Cheer50 blue', { bits: '50' }), 'blue')
    assert.equal(textOf('@bob Cheer50 blue', { bits: '50', ...reply }), 'blue')
    assert.equal(textOf('Cheer50 blue'), 'Cheer50 blue')
    for (const bits of ['0', '-5', '1e9', 'x']) assert.equal(textOf('Cheer50 blue', { bits }), 'Cheer50 blue')
  })
})

describe('a cheer’s words', () => {
  const cases: readonly (readonly [text: string, bits: number, words: string])[] = [
    ['left4 Cheer50', 50, 'left4'],
    ['bobsOwn50 left4', 50, 'left4'],
    ['left4 Cheer1 Cheer1 Cheer1 Cheer1', 4, 'left4'],
    ['Cheer1 a Cheer1 Cheer1 Cheer1 Cheer1 b c', 5, 'a b c'],
    ['4Head100 left', 100, 'left'],
    ['cheer100 PogChamp10 e2e4', 110, 'e2e4'],
    ['left99999999999999999999 uni1', 1, 'left99999999999999999999'],
    ['Cheer100', 100, ''],
    ['100 Cheer0 left: 5', 105, '100 Cheer0 left: 5'],
    ['', 1, ''],
  ]
  for (const [text, bits, words] of cases)
    it(`are ${JSON.stringify(words)} in ${JSON.stringify(text)} of ${bits} bits`, () =>
      assert.equal(withoutCheermotes(text, bits), words))

  it('never lose words that were worth more than the bits', () => {
    const word = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('Cheer', 'left', 'a', ''), fc.nat(200)).map((w) => w.join('')),
    )
    const property = fc.property(fc.array(word, { maxLength: 20 }), fc.nat(300), (words, bits) => {
      const text = words.join(' ')
      const kept = withoutCheermotes(text, bits).split(' ')
      const gone = text.split(' ').filter((one) => one !== '')
      for (const one of kept) if (gone.includes(one)) gone.splice(gone.indexOf(one), 1)
      const worth = gone.map((one) => Number(/[0-9]+$/.exec(one)?.[0]))
      assert.ok(worth.every((one) => one > 0) && worth.reduce((sum, one) => sum + one, 0) <= bits)
    })
    fc.assert(property, { numRuns: 500 })
  })
})

describe('a Twitch ballot', () => {
  it('counts in a cheer and in a reply, and not where it is said to somebody', async () => {
    await using irc = await startTwitchIrc()
    const twitch = { username: null, token: null, ircUrl: irc.url }
    await using chat = await openChat(chatOptions({ urls: ['twitch:bob'], twitch }))
    await irc.waitForJoin('bob')
    const say = (userId: number, tags: string, text: string) =>
      irc.sendLine(`@id=m${userId};user-id=${userId}${tags} :u${userId}!u@u PRIVMSG #bob :${text}`)
    say(1, ';bits=50', 'Cheer50 blue')
    say(2, ';reply-parent-msg-id=m1', '@u1 red')
    say(3, '', '@u1 red')
    const labels: string[] = []
    let tick = 0
    await until('all are read', () => {
      labels.push(...chat.drain((tick += 1)).inputs.map(({ command }) => command.label))
      return chat.counts.received === 3
    })
    assert.deepEqual(labels, ['blue', 'red'])
    assert.equal(chat.counts.rejected['unknown-command'], 1)
  })
})

describe('emotes in a text', () => {
  it('are taken out, so that the word before them counts', () => {
    assert.equal(textOf('red PogChamp', { emotes: '305954156:4-11' })?.trim(), 'red')
    assert.equal(textOf('Kappa red Kappa', { emotes: '25:0-4,10-14' })?.trim(), 'red')
    assert.equal(
      textOf('😂😂 red Keepo', { emotes: '1902:7-11' })?.trim(),
      '😂😂 red',
      'places are counted in characters',
    )
  })

  it('stay where there is nothing else, since a game may have one as a word', () => {
    assert.equal(textOf('Kappa', { emotes: '25:0-4' }), 'Kappa')
  })

  it('in places that make no sense change nothing and cost nothing', () => {
    for (const emotes of [
      '25',
      '25:',
      '25:9-2',
      '25:-5-2',
      'x:y-z',
      '25:0',
      '1:2-3-4',
      '25:0-0',
      `25:4-${'9'.repeat(20)}`,
    ])
      assert.equal(textOf('red blue', { emotes }), 'red blue')
  })
})
