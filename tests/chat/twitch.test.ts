import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat, type Chat, type ChatMessage, type ChatOptions } from '../../chat/index.ts'
import { twitchCapacity } from '../../chat/sources/twitch.ts'
import { chatOptions, sharedData, until } from '../helpers/chat.ts'
import { startTwitchIrc, type TwitchIrc } from '../helpers/twitch-irc.ts'

const recorded = sharedData('irc/twitch-irc-inputs.jsonl')

async function join(irc: TwitchIrc, options: Partial<ChatOptions> = {}): Promise<Chat> {
  const twitch = { username: null, token: null, ircUrl: irc.url }
  const chat = await openChat(chatOptions({ urls: ['twitch:pajlada'], twitch, ...options }))
  await until('the channel is joined', () => chat.sources[0]?.state === 'live')
  return chat
}

/** All messages up to one that says `text`, which is left out. */
async function readUntil(chat: Chat, text: string): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = []
  await until(`${text} has come`, () => {
    messages.push(...(chat.sources[0]?.drain(0) ?? []))
    return messages.some((message) => message.text === text)
  })
  return messages.filter((message) => message.text !== text)
}

function privmsg(tags: string, text: string): string {
  return `@${tags} :bob!bob@bob.tmi.twitch.tv PRIVMSG #pajlada :${text}`
}

/** Sends lines, then a last one, and gives what the chat made of them. */
async function exchange(irc: TwitchIrc, chat: Chat, lines: readonly string[]): Promise<ChatMessage[]> {
  for (const line of lines) irc.sendLine(line)
  irc.say('pajlada', { login: 'end', userId: '0', text: 'the end' })
  return await readUntil(chat, 'the end')
}

describe('a Twitch channel', () => {
  it('is joined anonymously without a token', async () => {
    await using irc = await startTwitchIrc()
    await using chat = await join(irc)
    await irc.waitForJoin('pajlada')
    assert.match(
      irc.received.join('\n'),
      /^CAP REQ :twitch\.tv\/tags twitch\.tv\/commands\nPASS SCHMOOPIIE\nNICK justinfan[0-9]+\nJOIN #pajlada$/,
    )
    assert.equal(chat.sources[0]?.id, 'twitch:pajlada')
  })

  it('is joined with a token, however it is written, which no log line shows', async () => {
    for (const token of ['s3cr3t', 'oauth:s3cr3t', ' s3cr3t\n']) {
      await using irc = await startTwitchIrc({ tokens: ['s3cr3t'] })
      const lines: string[] = []
      await using chat = await join(irc, {
        twitch: { username: 'Arcade_Bot', token, ircUrl: irc.url },
        log: (_, line) => lines.push(line),
      })
      assert.deepEqual(irc.received.slice(1, 3), ['PASS oauth:s3cr3t', 'NICK arcade_bot'])
      assert.equal(chat.sources[0]?.state, 'live')
      assert.deepEqual(lines, ['twitch:pajlada: connected'])
    }
  })

  it('says so when the login is refused, and goes on trying', async () => {
    await using irc = await startTwitchIrc({ tokens: ['other'] })
    const lines: string[] = []
    const twitch = { username: 'bot', token: 's3cr3t', ircUrl: irc.url }
    await using chat = await openChat(
      chatOptions({ urls: ['twitch:pajlada'], twitch, log: (_, line) => lines.push(line) }),
    )
    await until('it has tried twice', () => irc.connectionsSoFar >= 2)
    assert.equal(chat.sources[0]?.state, 'pending')
    assert.match(lines.join('\n'), /login refused: check TWITCH_USERNAME and TWITCH_TOKEN/)
    assert.doesNotMatch(lines.join('\n'), /s3cr3t/)
  })

  it('gives messages with who, what and badges, unescaped', async () => {
    await using irc = await startTwitchIrc()
    await using chat = await join(irc)
    const messages = await exchange(irc, chat, [
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
    const source = 'twitch:pajlada'
    assert.deepEqual(messages, [
      { source, id: 'a1', userId: 'twitch:9', user: 'Bob the;1\\', text: 'red', badges: ['broadcaster', 'subscriber'] },
      { source, id: 'a2', userId: 'twitch:9', user: 'bob', text: 'red', badges: [] },
      { source, id: 'a3', userId: 'twitch:9', user: 'bob', text: 'red', badges: ['bits'] },
      { source, id: null, userId: 'twitch:@bob', user: 'bob', text: 'red', badges: [] },
      { source, id: 'a5', userId: 'twitch:9', user: 'bob', text: 'from here in a shared chat', badges: [] },
    ])
  })

  it('counts a message once, however often it is delivered', async () => {
    await using irc = await startTwitchIrc()
    await using chat = await join(irc)
    const line = privmsg('id=same;room-id=1;user-id=9', 'red')
    assert.equal((await exchange(irc, chat, [line, line, line])).length, 1)
  })

  it('survives malformed lines and keeps what is around them', async () => {
    await using irc = await startTwitchIrc()
    const lines: string[] = []
    await using chat = await join(irc, { log: (_, line) => lines.push(line) })
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
    const messages = await exchange(irc, chat, [good('4')])
    assert.deepEqual(
      messages.map(({ id }) => id),
      ['1', '2', '4'],
    )
    assert.equal(irc.connectionsSoFar, 1)
    assert.match(lines.join('\n'), /malformed lines skipped so far/)
  })

  it('reads every recorded line of Twitch’s, each message once', { skip: recorded.skip }, async () => {
    await using irc = await startTwitchIrc()
    await using chat = await join(irc)
    const inputs = recorded.text
      .trim()
      .split('\n')
      .map((json) => JSON.parse(json) as { input: string })
    const lines = inputs.map(({ input }) => input)
    assert.ok(lines.length >= 110)
    const messages = await exchange(irc, chat, lines)
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
    await using chat = await join(irc)
    irc.sendLine('PING :tmi.twitch.tv')
    await until('PONG has come', () => irc.received.includes('PONG'))
    const burst = twitchCapacity + 1000
    const lines = Array.from({ length: burst }, (_, i) => privmsg(`id=b${i};room-id=1;user-id=${i}`, 'red'))
    irc.sendFrame(lines.join('\r\n'))
    await until('the burst has come', () => chat.sources[0]?.dropped === 1000)
    assert.equal(chat.drain(1).inputs.length, 64)
    assert.equal(chat.counts.received, twitchCapacity)
    assert.equal(chat.tally.voters, twitchCapacity)
  })
})

/** What recorded lines hold, read another way than the code does: each PRIVMSG of this room once, actions unwrapped. */
function expectedOf(lines: readonly string[]): [id: string | null, text: string][] {
  const seen = new Set<string>()
  return lines.flatMap((line) => {
    const match = /^(?:@(?<tags>\S+) )?:\S+ PRIVMSG #pajlada :(?:ACTION )?(?<text>.*)$/.exec(
      line.replaceAll('\u0001', ''),
    )
    const tags = new URLSearchParams(match?.groups?.['tags']?.replaceAll(';', '&'))
    const id = tags.get('id')
    const isForeign = tags.has('source-room-id') && tags.get('source-room-id') !== tags.get('room-id')
    if (!match || isForeign || (id !== null && seen.has(id))) return []
    if (id !== null) seen.add(id)
    return [[id, match.groups?.['text'] ?? '']]
  })
}
