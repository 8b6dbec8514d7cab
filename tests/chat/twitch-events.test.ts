import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ChatItem } from '../../chat/sources/source.ts'
import { sharedData } from '../helpers/chat.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'
import { isEvent, joinTwitch, openTwitch, readToEnd, type OpenOptions } from '../helpers/twitch-source.ts'

const recorded = sharedData('irc/twitch-irc-inputs.jsonl')
const source = 'twitch:bob'

/** What lines become, sent by the stand-in and read by the real source; `source` and what messages have besides is left out. */
async function read(lines: readonly string[], options: OpenOptions = {}): Promise<ChatItem[]> {
  await using irc = await startTwitchIrc()
  await using chat = await joinTwitch(irc, options)
  irc.sendFrame(lines.map((line) => `${line}\r\n`).join(''))
  return await readToEnd(irc, chat, options.channel)
}

async function readEvents(lines: readonly string[], options?: OpenOptions): Promise<ChatItem[]> {
  return (await read(lines, options)).filter(isEvent)
}

function notice(kind: string, tags: string, text = ''): string {
  const who = 'display-name=Ann;login=ann;user-id=7;room-id=1'
  return `@msg-id=${kind};${who}${tags && `;${tags}`} :tmi.twitch.tv USERNOTICE #bob${text && ` :${text}`}`
}

const ann = { source, userId: 'twitch:7', user: 'Ann' }

describe('what happens in a Twitch channel', () => {
  it('is told in order with the messages', async () => {
    const items = await read([
      '@id=m1;room-id=1;user-id=7 :ann!ann@ann PRIVMSG #bob :red',
      '@target-msg-id=m1;login=ann;room-id= :tmi.twitch.tv CLEARMSG #bob :red',
      '@id=m2;room-id=1;user-id=7;bits=50;display-name=Ann :ann!ann@ann PRIVMSG #bob :Cheer50 blue',
      '@ban-duration=600;room-id=1;target-user-id=7 :tmi.twitch.tv CLEARCHAT #bob :ann',
      '@room-id=1;target-user-id=8 :tmi.twitch.tv CLEARCHAT #bob :eve',
      ':tmi.twitch.tv CLEARCHAT #bob :mallory',
      '@room-id=1 :tmi.twitch.tv CLEARCHAT #bob',
    ])
    assert.deepEqual(
      items.map((item) => (item.type === 'message' ? item.text : item)),
      [
        'red',
        { type: 'message-deleted', source, messageId: 'm1' },
        'blue',
        { type: 'cheer', ...ann, bits: 50 },
        { type: 'user-timed-out', source, userId: 'twitch:7', seconds: 600 },
        { type: 'user-banned', source, userId: 'twitch:8' },
        { type: 'user-banned', source, userId: 'twitch:@mallory' },
        { type: 'chat-cleared', source },
      ],
    )
  })

  it('tells subs with their months and tier, and what was written with them as a message', async () => {
    const items = await read([
      notice('sub', 'msg-param-cumulative-months=1;msg-param-sub-plan=Prime;badges=subscriber/0;id=n1'),
      notice('resub', 'msg-param-cumulative-months=9;msg-param-months=0;msg-param-sub-plan=3000;id=n2', 'left'),
      notice('resub', 'msg-param-months=6;msg-param-sub-plan=2000'),
      notice('announcement', 'id=n3', 'red'),
      notice('viewermilestone', 'id=n4'),
    ])
    const login = { type: 'message', ...ann, login: 'ann', colour: null, badges: [] }
    assert.deepEqual(items, [
      { type: 'sub', ...ann, months: 1, tier: 1 },
      { type: 'sub', ...ann, months: 9, tier: 3 },
      { ...login, id: 'n2', text: 'left' },
      { type: 'sub', ...ann, months: 6, tier: 2 },
    ])
  })

  it('tells a raid, and gifts, also of people without a name', async () => {
    const events = await readEvents([
      notice('raid', 'msg-param-displayName=Ann;msg-param-login=ann;msg-param-viewerCount=42'),
      notice(
        'subgift',
        'msg-param-sub-plan=2000;msg-param-recipient-id=9;msg-param-gift-months=6;msg-param-origin-id=o1',
      ),
      notice('anonsubgift', 'msg-param-sub-plan=1000'),
      notice('anonsubmysterygift', 'msg-param-sub-plan=1000;msg-param-mass-gift-count=5'),
    ])
    const nobody = { source, userId: 'twitch:274598607', user: 'AnAnonymousGifter' }
    assert.deepEqual(events, [
      { type: 'raid', ...ann, viewers: 42 },
      { type: 'gift', ...ann, count: 1, tier: 2 },
      { type: 'gift', ...nobody, count: 1, tier: 1 },
      { type: 'gift', ...nobody, count: 5, tier: 1 },
    ])
  })

  it('counts a bomb of gifts once, even where some of its gifts overtake it', async () => {
    const bomb = (id: string, count: number) =>
      notice('submysterygift', `msg-param-sub-plan=1000;msg-param-mass-gift-count=${count};msg-param-origin-id=${id}`)
    const one = (id: string) =>
      notice('subgift', `msg-param-sub-plan=1000;msg-param-community-gift-id=${id};msg-param-origin-id=${id}`)
    const counts = async (lines: string[]) =>
      (await readEvents(lines)).map((event) => (event.type === 'gift' ? event.count : event))
    assert.deepEqual(await counts([bomb('x', 3), one('x'), one('x'), one('x')]), [3])
    assert.deepEqual(await counts([bomb('x', 2), one('y'), one('x'), one('x'), one('x')]), [2, 1, 1])
    assert.deepEqual(await counts([one('x'), bomb('x', 3), one('x'), one('x')]), [1, 2])
    assert.deepEqual(await counts([one('x'), bomb('x', 1)]), [1])
  })

  it('tells all room settings at first, and then what changes', async () => {
    await using irc = await startTwitchIrc({ roomIds: new Map([['bob', '77']]) })
    await using chat = openTwitch(irc.url)
    await irc.waitForJoin('bob')
    const first = await readToEnd(irc, chat)
    irc.sendLine('@room-id=77;slow=30 :tmi.twitch.tv ROOMSTATE #bob')
    irc.sendLine('@room-id=77;followers-only=0 :tmi.twitch.tv ROOMSTATE #bob')
    irc.sendLine('@room-id=77;subs-only=1;emote-only=x;slow=-5 :tmi.twitch.tv ROOMSTATE #bob')
    irc.sendLine('@room-id=77 :tmi.twitch.tv ROOMSTATE #bob')
    const all = {
      emoteOnly: false,
      subscribersOnly: false,
      uniqueOnly: false,
      slowSeconds: null,
      followersMinutes: null,
    }
    assert.deepEqual(first, [{ type: 'room-settings', source, ...all }])
    assert.deepEqual(await readToEnd(irc, chat), [
      { type: 'room-settings', source, slowSeconds: 30 },
      { type: 'room-settings', source, followersMinutes: 0 },
      { type: 'room-settings', source, subscribersOnly: true },
    ])
    assert.equal(chat.broadcasterId, '77')
  })

  it('is told once, though two links bring it', async () => {
    const line = notice('sub', 'msg-param-cumulative-months=1;msg-param-sub-plan=1000;id=n1')
    assert.equal((await readEvents([line, line])).length, 1)
  })

  it('is nothing where the line makes no sense', async () => {
    const events = await readEvents([
      ':tmi.twitch.tv CLEARMSG #bob :red',
      '@target-msg-id= :tmi.twitch.tv CLEARMSG #bob :red',
      ':tmi.twitch.tv USERNOTICE #bob',
      '@msg-id=sub :tmi.twitch.tv USERNOTICE #bob',
      notice('__proto__', ''),
      notice('submysterygift', 'msg-param-mass-gift-count=many'),
      '@bits=-5;user-id=7;id=m1 :ann!ann@ann PRIVMSG #bob :red',
      '@bits=1e9;user-id=7;id=m2 :ann!ann@ann PRIVMSG #bob :red',
      '@room-id=1;target-user-id=8 :tmi.twitch.tv CLEARCHAT #another :eve',
    ])
    assert.deepEqual(events, [])
  })

  it('is found in the recorded lines of Twitch’s', { skip: recorded.skip }, async () => {
    const lines = recorded.text
      .trim()
      .split('\n')
      .map((json) => (JSON.parse(json) as { input: string }).input)
    const counts = new Map<string, number>()
    for (const { type } of await readEvents(lines, { channel: 'pajlada' }))
      counts.set(type, (counts.get(type) ?? 0) + 1)
    // Counted by hand, those with the same message id and those of other rooms left out.
    assert.deepEqual(Object.fromEntries(counts), {
      'chat-cleared': 4,
      'message-deleted': 2,
      'user-timed-out': 4,
      cheer: 2,
      gift: 6,
      raid: 1,
      sub: 5,
    })
  })
})
