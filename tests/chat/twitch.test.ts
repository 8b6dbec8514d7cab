import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { twitchCapacity, type TwitchSource } from '../../chat/sources/twitch.ts'
import type { ChatMessage } from '../../chat/index.ts'
import { sharedData, until } from '../helpers/chat.ts'
import { startTwitchIrc, type TwitchIrc } from '../helpers/twitch-irc.ts'
import { isMessage, joinTwitch, openTwitch, readToEnd, type OpenOptions } from '../helpers/twitch-source.ts'

const recorded = sharedData('irc/twitch-irc-inputs.jsonl')

async function join(irc: TwitchIrc, options: OpenOptions = {}): Promise<TwitchSource> {
  return await joinTwitch(irc, { channel: 'pajlada', ...options })
}

function privmsg(tags: string, text: string): string {
  return `@${tags} :bob!bob@bob.tmi.twitch.tv PRIVMSG #pajlada :${text}`
}

/** Sends lines and gives the messages that came of them. */
async function exchange(irc: TwitchIrc, source: TwitchSource, lines: readonly string[]): Promise<ChatMessage[]> {
  for (const line of lines) irc.sendLine(line)
  return (await readToEnd(irc, source, 'pajlada')).filter(isMessage)
}

describe('a Twitch channel', () => {
  it('is joined anonymously without a token', async () => {
    await using irc = await startTwitchIrc()
    await using source = await join(irc)
    await irc.waitForJoin('pajlada')
    assert.match(
      irc.received.join('\n'),
      /^CAP REQ :twitch\.tv\/tags twitch\.tv\/commands\nPASS SCHMOOPIIE\nNICK justinfan[0-9]+\nJOIN #pajlada$/,
    )
    assert.equal(source.id, 'twitch:pajlada')
  })

  it('is joined with a token, however it is written, which no log line shows', async () => {
    for (const token of ['s3cr3t', 'oauth:s3cr3t', ' s3cr3t\n']) {
      await using irc = await startTwitchIrc({ tokens: ['s3cr3t'] })
      const lines: string[] = []
      await using source = await join(irc, {
        settings: { username: 'Arcade_Bot', token },
        lines,
      })
      assert.deepEqual(irc.received.slice(1, 3), ['PASS oauth:s3cr3t', 'NICK arcade_bot'])
      assert.equal(source.state, 'live')
      assert.deepEqual(lines, ['twitch:pajlada: connected'])
    }
  })

  it('is read anonymously while the login is refused, which is said once, and again with the login later', async () => {
    await using irc = await startTwitchIrc({ tokens: ['other'] })
    const lines: string[] = []
    await using source = openTwitch(irc.url, { settings: { username: 'bot', token: 's3cr3t' }, lines })
    await until('it reads all the same', () => source.state === 'live')
    irc.say('bob', { login: 'a', userId: '1', text: 'red' })
    await until('a message has come', () => source.drain().some(isMessage))
    await until('the login was tried again', () => irc.received.filter((line) => line === 'NICK bot').length >= 3)
    assert.equal(source.voice?.isReady, false)
    irc.allow(['s3cr3t'])
    await until('the login is accepted', () => source.voice?.isReady === true)
    await until('the other link is let go', () => irc.connections === 1)
    const refusals = lines.filter((line) => line.includes('login refused: check TWITCH_USERNAME and TWITCH_TOKEN'))
    assert.ok(refusals.length <= 2, lines.join('\n'))
    assert.doesNotMatch(lines.join('\n'), /s3cr3t/)
  })

  it('gives messages with who, what and badges, unescaped', async () => {
    await using irc = await startTwitchIrc()
    await using source = await join(irc)
    const messages = await exchange(irc, source, [
      privmsg(
        'badges=broadcaster/1,subscriber/3072;display-name=Bob\\sthe\\:1\\\\;id=a1;room-id=1;user-id=9;mod=1',
        'red',
      ),
      privmsg('badges=;display-name=;id=a2;room-id=1;user-id=9', '\u0001ACTION red\u0001'),
      privmsg('bits=100;badges=bits/100;id=a3;room-id=1;user-id=9', 'red'),
      ':bob!bob@bob.tmi.twitch.tv PRIVMSG #pajlada :red',
      privmsg('id=a4;room-id=1;source-room-id=2;user-id=9', 'from a shared chat'),
      privmsg('id=a5;room-id=1;source-room-id=1;user-id=9', 'from here in a shared chat'),
      ':bob!bob@bob.tmi.twitch.tv PRIVMSG #another :not ours',
    ])
    const from = { type: 'message', source: 'twitch:pajlada', login: 'bob', colour: null }
    assert.deepEqual(messages, [
      {
        ...from,
        id: 'a1',
        userId: 'twitch:9',
        user: 'Bob the;1\\',
        text: 'red',
        badges: ['broadcaster', 'subscriber'],
      },
      { ...from, id: 'a2', userId: 'twitch:9', user: 'bob', text: 'red', badges: [] },
      { ...from, id: 'a3', userId: 'twitch:9', user: 'bob', text: 'red', badges: ['bits'] },
      { ...from, id: null, userId: 'twitch:@bob', user: 'bob', text: 'red', badges: [] },
      { ...from, id: 'a5', userId: 'twitch:9', user: 'bob', text: 'from here in a shared chat', badges: [] },
    ])
  })

  it('counts a message once, however often it is delivered', async () => {
    await using irc = await startTwitchIrc()
    await using source = await join(irc)
    const line = privmsg('id=same;room-id=1;user-id=9', 'red')
    assert.equal((await exchange(irc, source, [line, line, line])).length, 1)
  })

  it('survives malformed lines and keeps what is around them', async () => {
    await using irc = await startTwitchIrc()
    const lines: string[] = []
    await using source = await join(irc, { lines })
    const good = (id: string) => privmsg(`id=${id};room-id=1;user-id=9`, 'red')
    const bad = [
      '@',
      ':',
      '@a',
      ' ',
      ':x',
      '@=;=;; :p C',
      ':tmi.twitch.tv',
      'PRIVMSG',
      ':a!a@a PRIVMSG',
      ':a!a@a PRIVMSG #pajlada',
      '@id=z PRIVMSG #pajlada :x',
      '@__proto__=1;constructor=2 :a PRIVMSG',
      ':tmi.twitch.tv NOTICE',
      ':tmi.twitch.tv CLEARCHAT',
      ':tmi.twitch.tv HOSTTARGET #pajlada',
      ':tmi.twitch.tv 353',
      ':jtv MODE',
      '\u0000',
      'x'.repeat(100_000),
    ]
    irc.sendFrame([good('1'), ...bad, good('2')].join('\r\n'))
    irc.sendFrame('')
    irc.sendFrame(good('3').slice(0, 40))
    const messages = await exchange(irc, source, [good('4')])
    assert.deepEqual(
      messages.map(({ id }) => id),
      ['1', '2', '4'],
    )
    assert.equal(irc.connectionsSoFar, 1)
    assert.match(lines.join('\n'), /malformed lines skipped so far/)
  })

  it('reads every recorded line of Twitch’s, each message once', { skip: recorded.skip }, async () => {
    await using irc = await startTwitchIrc()
    await using source = await join(irc)
    const inputs = recorded.text
      .trim()
      .split('\n')
      .map((json) => JSON.parse(json) as { input: string })
    const lines = inputs.map(({ input }) => input)
    assert.ok(lines.length >= 110)
    const messages = await exchange(irc, source, lines)
    assert.deepEqual(
      messages.map(({ id, text }) => [id, text]),
      expectedOf(lines),
    )
    assert.deepEqual(
      messages.map(({ text }) => text).filter((text) => text.includes('\u0001')),
      [],
    )
    assert.ok(messages.some(({ user }) => user === '테스트계정420'))
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('answers PING, and accounts for every message of a burst that its queue can’t hold', async () => {
    await using irc = await startTwitchIrc()
    await using source = await join(irc)
    irc.sendLine('PING :tmi.twitch.tv')
    await until('PONG has come', () => irc.received.includes('PONG'))
    const burst = twitchCapacity + 1000
    const lines = Array.from({ length: burst }, (_, i) => privmsg(`id=b${i};room-id=1;user-id=${i}`, 'red'))
    irc.sendFrame(lines.join('\r\n'))
    await until('the burst has come', () => source.dropped === 1000)
    assert.equal(source.waiting, twitchCapacity)
    assert.equal(source.drain(0, 100).length, 100)
    const rest = source.drain().filter(isMessage)
    assert.equal(rest.length, twitchCapacity - 100)
    assert.equal(rest.at(-1)?.id, `b${burst - 1}`)
  })
})

/** Names of the emotes of Twitch's own that the recording has. */
const recordedEmotes = new Set(['Kappa', 'Keepo', 'PogChamp', ':)', 'FailFish', 'Pajlada'])

/**
 * What recorded lines hold, read another way than the code does: each PRIVMSG of this room, and what new subscribers wrote,
 * once, actions unwrapped, without whom replies answer, what cheers pay with, and emotes that are words.
 */
function expectedOf(lines: readonly string[]): [id: string | null, text: string][] {
  const seen = new Set<string>()
  return lines.flatMap((line) => {
    const match = /^(?:@(?<tags>\S+) )?:\S+ (?<command>PRIVMSG|USERNOTICE) #pajlada :(?:ACTION )?(?<text>.*)$/.exec(
      line.replaceAll('\u0001', ''),
    )
    const tags = new URLSearchParams(match?.groups?.['tags']?.replaceAll(';', '&'))
    const id = tags.get('id')
    const isForeign = tags.has('source-room-id') && tags.get('source-room-id') !== tags.get('room-id')
    const isSub = ['sub', 'resub'].includes(tags.get('msg-id') ?? '')
    if (match?.groups?.['command'] === 'USERNOTICE' && !isSub) return []
    if (!match || isForeign || (id !== null && seen.has(id))) return []
    if (id !== null) seen.add(id)
    const text = match.groups?.['text'] ?? ''
    const said = tags.has('reply-parent-msg-id') ? text.replace(/^@\S+ /, '') : text
    const paid = tags.has('bits') ? said.replace(/(?:Cheer|PogChamp)\d+ ?/g, '') : said
    const words = paid.split(' ').map((word) => (tags.get('emotes') && recordedEmotes.has(word) ? '' : word))
    return [[id, words.join('') === '' ? paid : words.join(' ')]]
  })
}
