import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { defaultFilterSettings, openChat, type Outcome } from '../../chat/index.ts'
import { localCapacity } from '../../chat/sources/local.ts'
import { anarchy, democracy, type GameRules } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions, colourTone, until } from '../helpers/chat.ts'
import { startTwitchApi } from '../helpers/twitch-api.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'

describe('chat', () => {
  it('goes from the page’s message to the decision, and tells its sender', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'] }))
    const outcomes: Outcome[] = []
    const say = (userId: string, text: string) =>
      chat.local?.say({ userId, user: `name ${userId}`, text, respond: (outcome) => outcomes.push(outcome) })
    assert.equal(say('a', 'red'), true)
    say('b', 'rde')
    assert.equal(outcomes.length, 0, 'nothing acts before the tick')
    const { decisions, inputs, results } = chat.drain(1)
    assert.deepEqual([decisions, results], [[], []])
    assert.deepEqual(
      inputs.map(({ name, command }) => [name, command.label]),
      [['name a', 'red']],
    )
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.accepted ? outcome.command.label : outcome.sentence)),
      ['red', '`rde`: did you mean `red`?'],
    )
    assert.equal(chat.tally.closesAtTick, 300)
    for (let tick = 2; tick < 300; tick++) assert.deepEqual(chat.drain(tick).results, [])
    assert.deepEqual(
      chat.drain(300).decisions.map(({ command, by }) => [command.label, by]),
      [['red', null]],
    )
    assert.deepEqual(chat.counts, { received: 2, accepted: 1, rejected: { 'unknown-command': 1 }, held: 0 })
  })

  it('combines its sources, and has a page chat only where local: is one', async () => {
    await using chat = await openChat(chatOptions({ urls: ['crowd:100', 'local:'] }))
    chat.local?.say({ userId: '1', user: 'a', text: 'red' })
    for (let tick = 1; tick <= 30; tick++) chat.drain(tick)
    assert.ok(chat.counts.received > 5)
    assert.deepEqual(
      chat.sources.map(({ id, state }) => `${id} ${state}`),
      ['crowd:100 live', 'local: live'],
    )
    await using crowd = await openChat(chatOptions({ urls: ['crowd:100'] }))
    assert.equal(crowd.local, null)
  })

  it('keeps a page viewer from posing as a Twitch one', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'] }))
    chat.local?.say({ userId: 'twitch:1', user: 'a', text: 'red' })
    assert.deepEqual(
      [...(chat.sources[0]?.drain(0, 10) ?? [])].map((item) => (item.type === 'message' ? item.userId : item.type)),
      ['local:twitch:1'],
    )
  })

  it('answers false when the page’s queue is full, and after the end', async () => {
    const chat = await openChat(chatOptions({ urls: ['local:'] }))
    const say = () => chat.local?.say({ userId: '1', user: 'a', text: 'red' })
    for (let i = 0; i < localCapacity; i++) assert.equal(say(), true)
    assert.equal(say(), false)
    assert.equal(chat.counts.rejected['overloaded'], 1)
    chat.drain(1)
    assert.equal(say(), true)
    await chat[Symbol.asyncDispose]()
    assert.equal(say(), false)
    assert.equal(chat.sources[0]?.state, 'closed')
  })

  it('survives a listener that throws', async () => {
    const lines: string[] = []
    await using chat = await openChat(chatOptions({ urls: ['local:'], log: (_, line) => lines.push(line) }))
    chat.local?.say({
      userId: '1',
      user: 'a',
      text: 'red',
      respond: () => {
        throw new Error('gone')
      },
    })
    assert.equal(chat.drain(1).inputs.length, 1)
    assert.deepEqual(lines, ['answering a message of local: failed: gone'])
  })
})

/** A show with the page's chat, in which what somebody says is answered within the next tick. */
async function openTalk(options: Partial<Parameters<typeof chatOptions>[0]> = {}) {
  const chat = await openChat(chatOptions({ urls: ['local:'], ...options }))
  let tick = 0
  const say = (userId: string, text: string, user = userId): string => {
    let said = 'no answer'
    const respond = (outcome: Outcome) => {
      said = outcome.accepted ? (outcome.note ?? outcome.command.label) : `${outcome.code}: ${outcome.sentence}`
    }
    chat.local?.say({ userId, user, text, respond })
    next()
    return said
  }
  const next = () => chat.drain((tick += 1))
  return { chat, say, next, [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose]() }
}

/** A recording of `[atMs, fields]`, as a chat URL. */
function recording(folder: { file(name: string): string }, lines: readonly (readonly [number, object])[]): string {
  const path = folder.file('chat.jsonl')
  writeFileSync(path, lines.map(([atMs, fields]) => JSON.stringify({ atMs, ...fields })).join('\n'))
  return `file:${path}`
}

const from = (userId: string, text: string, badges: readonly string[] = []) => ({ userId, user: userId, text, badges })

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

describe('a ballot', () => {
  it('goes when its message is deleted, its author sent out, or the chat cleared', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [0, { ...from('1', 'red'), id: 'm1' }],
      [0, from('2', 'red')],
      [0, from('3', 'red')],
      [0, from('4', 'blue')],
      [100, { type: 'message-deleted', messageId: 'm1' }],
      [200, { type: 'user-timed-out', userId: '2', seconds: 60 }],
      [300, { type: 'user-banned', userId: '3' }],
      [400, { type: 'chat-cleared' }],
    ])
    await using chat = await openChat(chatOptions({ urls: [url] }))
    const tallies: string[] = []
    for (let tick = 1; tick <= 15; tick++) {
      chat.drain(tick)
      const text = chat.tally.options.map(({ command, votes }) => `${command.label} ${votes}`).join(', ')
      if (tallies.at(-1) !== text) tallies.push(text)
    }
    assert.deepEqual(tallies, ['red 3, blue 1', 'red 2, blue 1', 'blue 1, red 1', 'blue 1', ''])
  })

  it('goes with a spectator who leaves the page', async () => {
    await using talk = await openTalk()
    talk.say('1', 'red')
    talk.say('2', 'blue')
    talk.chat.local?.leave('1')
    const { events } = talk.next()
    assert.deepEqual(
      events.map(({ type }) => type),
      ['user-left'],
    )
    assert.deepEqual(
      talk.chat.tally.options.map(({ command }) => command.label),
      ['blue'],
    )
  })
})

describe('the filter', () => {
  it('keeps out whom the streamer ignores, and whom the show is not open to, before anything is read', async () => {
    using folder = temporaryFolder()
    const url = recording(folder, [
      [0, from('1', 'red')],
      [0, from('2', 'red', ['subscriber'])],
      [0, from('3', 'red', ['vip'])],
    ])
    const filter = { ...defaultFilterSettings, open: 'subscribers', ignore: ['file:3'] } as const
    await using chat = await openChat(chatOptions({ urls: [url], filter }))
    chat.drain(1)
    assert.deepEqual(chat.counts, { received: 3, accepted: 1, rejected: { 'not-allowed': 1, ignored: 1 }, held: 0 })
  })

  it('counts only commands against somebody’s rate, and the same at once only once', async () => {
    await using talk = await openTalk({ filter: { ...defaultFilterSettings, burst: 3 }, input: anarchy() })
    for (let i = 0; i < 50; i++) assert.match(talk.say('1', 'what a game'), /^unknown-command/)
    assert.equal(talk.say('1', 'red'), 'red')
    assert.match(talk.say('1', 'RED!'), /^repeated/)
    assert.deepEqual(
      ['blue', 'green', 'pink'].map((text) => talk.say('1', text).split(':')[0]),
      ['blue', 'green', 'rate-limited'],
    )
    assert.equal(talk.say('2', 'pink'), 'pink')
  })

  it('shows no blocked term, neither as a name nor as what somebody chose', async () => {
    const game: GameRules = { ...colourTone, commands: { say: { args: z.object({ what: z.string() }), help: 'say' } } }
    const filter = { ...defaultFilterSettings, blocked: ['marzipan'] }
    await using chat = await openChat(chatOptions({ urls: ['local:'], game, filter, input: anarchy() }))
    chat.local?.say({ userId: '1', user: 'M4rz1pan', text: 'say hello' })
    chat.local?.say({ userId: '2', user: 'b', text: 'say marz1pan' })
    const { decisions, inputs } = chat.drain(1)
    assert.deepEqual(
      inputs.map(({ name, command }) => `${name} ${command.label}`),
      ['somebody say hello'],
    )
    assert.deepEqual(
      decisions.map(({ by }) => by),
      ['somebody'],
    )
    assert.deepEqual(chat.counts.rejected, { blocked: 1 })
  })

  it('wants to know how to ask Twitch before a show is open to followers only', async () => {
    const filter = { ...defaultFilterSettings, open: 'followers' } as const
    await assert.rejects(openChat(chatOptions({ urls: ['local:'], filter })), /TWITCH_CLIENT_ID/)
  })
})

describe('more than can be read', () => {
  it('is read a bounded part at a time, and shown as overload until two seconds after it is over', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'], input: anarchy() }))
    for (let i = 0; i < 3000; i++) chat.local?.say({ userId: String(i), user: 'a', text: 'hello' })
    const read: number[] = []
    const overloaded: boolean[] = []
    for (let tick = 1; tick <= 150; tick++) {
      const before = chat.counts.received
      overloaded.push(chat.drain(tick).overloaded)
      read.push(chat.counts.received - before)
    }
    assert.ok((read[0] ?? 0) > 0 && Math.max(...read) <= 1000, `${Math.max(...read)} in one tick`)
    assert.equal(
      read.reduce((sum, count) => sum + count),
      3000,
    )
    const last = read.findLastIndex((count) => count > 0)
    assert.deepEqual([overloaded[0], overloaded[last + 55], overloaded[last + 61]], [true, true, false])
  })
})

describe('a show for followers only', () => {
  /** Twitch’s chat and API, and a show that asks them; the API answers only when it is told to. */
  async function openFollowed(answerMs = 0) {
    const stack = new AsyncDisposableStack()
    const irc = stack.use(await startTwitchIrc())
    const api = stack.use(await startTwitchApi({ token: 'abc', clientId: 'id', answerMs }))
    const twitch = { username: null, token: 'abc', clientId: 'id', ircUrl: irc.url, apiUrl: api.url }
    const filter = { ...defaultFilterSettings, open: 'followers' } as const
    const chat = stack.use(
      await openChat(chatOptions({ urls: ['twitch:show'], twitch, filter, input: democracy({ seconds: 1 }) })),
    )
    await irc.waitForJoin('show')
    return { irc, api, chat, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  it('holds what somebody says until it is known whether they follow', async () => {
    await using show = await openFollowed()
    show.api.followers.add('5')
    let tick = 0
    show.irc.say('show', { login: 'a', userId: '5', text: 'red' })
    show.irc.say('show', { login: 'b', userId: '6', text: 'red' })
    await until('both are answered', () => {
      if (tick < 29) show.chat.drain((tick += 1))
      const { accepted, rejected } = show.chat.counts
      return accepted === 1 && rejected['not-allowed'] === 1
    })
    assert.deepEqual(show.chat.counts, { received: 2, accepted: 1, rejected: { 'not-allowed': 1 }, held: 0 })
  })

  it('lets nothing that was held count once it was withdrawn, or its vote is over', async () => {
    await using show = await openFollowed(60_000)
    for (const [userId, id] of [
      ['5', 'm5'],
      ['6', 'm6'],
      ['7', 'm7'],
    ] as const) {
      show.api.followers.add(userId)
      show.irc.say('show', { login: `l${userId}`, userId, text: 'red', id })
    }
    await until('all are held', () => {
      show.chat.drain(1)
      return show.chat.counts.held === 3
    })
    show.irc.sendLine('@room-id=1;target-user-id=5 :tmi.twitch.tv CLEARCHAT #show :l5')
    show.irc.sendLine('@room-id=1;target-msg-id=m6;login=l6 :tmi.twitch.tv CLEARMSG #show :red')
    await until('two are withdrawn', () => {
      show.chat.drain(1)
      return show.chat.counts.rejected['withdrawn'] === 2
    })
    for (let tick = 2; tick <= 30; tick++) show.chat.drain(tick)
    assert.deepEqual(show.chat.counts, {
      received: 3,
      accepted: 0,
      rejected: { withdrawn: 2, 'not-allowed': 1 },
      held: 0,
    })
  })
})
