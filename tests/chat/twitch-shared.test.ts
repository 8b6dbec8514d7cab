import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseChatUrls } from '../../chat/url.ts'
import { openSources } from '../../chat/sources/open.ts'
import type { ChatItem, ChatSource } from '../../chat/sources/source.ts'
import { colourTone, until } from '../helpers/chat.ts'
import { startTwitchIrc, type TwitchIrc } from '../helpers/twitch-irc.ts'
import { isEvent, isMessage } from '../helpers/twitch-source.ts'

const roomIds = new Map([
  ['ann', '1'],
  ['bob', '2'],
])

async function open(irc: TwitchIrc, urls: readonly string[]): Promise<AsyncDisposable & { sources: ChatSource[] }> {
  const twitch = { username: null, token: null, ircUrl: irc.url }
  const sources = await openSources(parseChatUrls(urls), { game: colourTone, seed: 1, twitch, log: () => {} })
  await until('all are joined', () => sources.every(({ state }) => state === 'live'))
  for (const source of sources) Array.from(source.drain(0, Infinity))
  return {
    sources,
    async [Symbol.asyncDispose]() {
      await Promise.all(sources.map((source) => source[Symbol.asyncDispose]()))
    },
  }
}

/** What each source gives until both ends have come. */
async function readAll(irc: TwitchIrc, sources: readonly ChatSource[]): Promise<ChatItem[]> {
  const ends = ['ann', 'bob'].filter((channel) => sources.some(({ id }) => id.includes(channel)))
  for (const channel of ends) irc.say(channel, { login: 'end', userId: '0', text: 'end' })
  const items: ChatItem[] = []
  const isEnd = (item: ChatItem) => isMessage(item) && item.text === 'end'
  await until('all ends have come', () => {
    for (const source of sources) items.push(...source.drain(0, Infinity))
    return items.filter(isEnd).length === ends.length
  })
  return items.filter((item) => !isEnd(item))
}

/** The copy of a message that a shared chat brings into another room. */
function copy(id: string, sourceId: string, text: string, more = ''): string {
  return `@id=${id};room-id=1;source-id=${sourceId};source-room-id=2;user-id=7${more} :eve!eve@eve PRIVMSG #ann :${text}`
}

describe('several Twitch channels', () => {
  it('are read side by side, and a viewer is the same in each', async () => {
    await using irc = await startTwitchIrc({ roomIds })
    await using chat = await open(irc, ['twitch:ann', 'twitch:Bob'])
    irc.say('ann', { login: 'eve', userId: '7', text: 'red' })
    irc.say('bob', { login: 'eve', userId: '7', text: 'blue' })
    const messages = (await readAll(irc, chat.sources)).filter(isMessage)
    assert.deepEqual(
      messages.map(({ source, userId, text }) => [source, userId, text]),
      [
        ['twitch:ann', 'twitch:7', 'red'],
        ['twitch:Bob', 'twitch:7', 'blue'],
      ],
    )
  })

  it('count what a shared chat brings into both once', async () => {
    await using irc = await startTwitchIrc({ roomIds })
    await using chat = await open(irc, ['twitch:ann?shared=yes', 'twitch:bob?shared=yes'])
    irc.sendLine(copy('copy-1', 'home-1', 'red'))
    irc.say('bob', { login: 'eve', userId: '7', text: 'red', id: 'home-1', tags: 'source-id=home-1;source-room-id=2' })
    irc.say('bob', { login: 'eve', userId: '7', text: 'blue', id: 'home-2', tags: 'source-id=home-2;source-room-id=2' })
    irc.sendLine(copy('copy-2', 'home-2', 'blue'))
    const messages = (await readAll(irc, chat.sources)).filter(isMessage)
    assert.deepEqual(messages.map(({ text }) => text).sort(), ['blue', 'red'])
  })
})

describe('a shared chat', () => {
  const lines = [
    copy('c1', 'h1', 'red', ';bits=100'),
    '@msg-id=sharedchatnotice;source-msg-id=resub;id=c2;source-id=h2;room-id=1;source-room-id=2;login=eve;user-id=7;msg-param-months=3 :tmi.twitch.tv USERNOTICE #ann :left',
    '@msg-id=sharedchatnotice;source-msg-id=raid;id=c3;source-id=h3;room-id=1;source-room-id=2;login=eve;user-id=7 :tmi.twitch.tv USERNOTICE #ann',
    '@room-id=1;source-room-id=2 :tmi.twitch.tv CLEARCHAT #ann',
  ]

  it('is left out by default', async () => {
    await using irc = await startTwitchIrc({ roomIds })
    await using chat = await open(irc, ['twitch:ann'])
    for (const line of lines) irc.sendLine(line)
    assert.deepEqual(await readAll(irc, chat.sources), [])
  })

  it('gives its messages where that is asked for, and no other room’s events', async () => {
    await using irc = await startTwitchIrc({ roomIds })
    await using chat = await open(irc, ['twitch:ann?shared=yes'])
    for (const line of lines) irc.sendLine(line)
    const items = await readAll(irc, chat.sources)
    assert.deepEqual(
      items.filter(isMessage).map(({ text }) => text),
      ['red', 'left'],
    )
    assert.deepEqual(items.filter(isEvent), [])
  })
})
