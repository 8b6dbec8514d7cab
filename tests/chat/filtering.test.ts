import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { defaultFilterSettings, openChat } from '../../chat/index.ts'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { anarchy, democracy, type GameRules } from '../../game/index.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { chatOptions, colourTone, until } from '../helpers/chat.ts'
import { from, openTalk, recording } from '../helpers/talk.ts'
import { startTwitchApi } from '../helpers/twitch-api.ts'
import { startTwitchIrc } from '../helpers/twitch-irc.ts'

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

  it('takes fields of a wall and moves of chess for nobody’s words, and keeps the streamer’s own terms and free text out', async () => {
    const filter = { ...defaultFilterSettings, burst: 100, blocked: ['ar53'] }
    const own = { ...pixelWall.commands, tag: { args: z.object({ cell: z.string(), what: z.string() }), help: 'tag' } }
    const game: GameRules = { ...(pixelWall as never as GameRules), commands: own }
    await using talk = await openTalk({ game, filter, say: 'everyone', direct: { say: () => true } as never })
    for (const text of ['fk12 green', 'as54 red', 'line as53 au53 orange', 'tag ngg4 nice'])
      assert.equal(talk.say('1', text), text)
    assert.match(talk.say('1', 'ar53 yellow'), /^blocked/)
    assert.match(talk.say('1', 'tag fk12 shit'), /^blocked/)
    assert.match(talk.say('1', '!say as54'), /^blocked/)
  })

  it('shows what somebody typed of a field when it refuses it', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:'], game: pixelWall as never }))
    chat.local?.say({ userId: '1', user: 'ann', text: 'fk12 #ff0000' })
    chat.local?.say({ userId: '2', user: 'ben', text: 'fk12 shit' })
    assert.deepEqual(
      chat.drain(1).refusals.map(({ reason }) => reason),
      ['“fk12 #ff0000”: the colours stand below the wall', '“fk12 ****”: the colours stand below the wall'],
    )
  })

  it('wants to know how to ask Twitch before a show is open to followers only', async () => {
    const filter = { ...defaultFilterSettings, open: 'followers' } as const
    await assert.rejects(openChat(chatOptions({ urls: ['local:'], filter })), /TWITCH_CLIENT_ID/)
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
