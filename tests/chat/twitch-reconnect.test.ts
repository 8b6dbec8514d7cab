import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { RecentIds } from '../../chat/sources/recent-ids.ts'
import type { TwitchSource } from '../../chat/sources/twitch.ts'
import { until } from '../helpers/chat.ts'
import { startTwitchIrc, type TwitchIrc } from '../helpers/twitch-irc.ts'
import { isMessage, openTwitch } from '../helpers/twitch-source.ts'

function open(url: string, lines: string[] = []): TwitchSource {
  return openTwitch(url, { lines })
}

function texts(source: TwitchSource): string[] {
  return source
    .drain()
    .filter(isMessage)
    .map(({ text }) => text)
}

/** Says numbers into the channel, one every few milliseconds, until stopped; each has an id of its own. */
function chatter(irc: TwitchIrc): { stop(): number } {
  let said = 0
  const timer = setInterval(() => {
    if (irc.connections === 0) return
    said += 1
    irc.say('bob', { login: 'a', userId: '1', text: String(said), id: `c${said}` })
  }, 2)
  return {
    stop() {
      clearInterval(timer)
      return said
    },
  }
}

describe('a Twitch link', () => {
  it('is made again on RECONNECT without a gap and without a double', async () => {
    await using irc = await startTwitchIrc()
    await using source = open(irc.url)
    await irc.waitForJoin('bob')
    await until('it is live', () => source.state === 'live')
    const talk = chatter(irc)
    for (let times = 2; times <= 4; times++) {
      irc.sendLine(':tmi.twitch.tv RECONNECT')
      await irc.waitForJoin('bob', times)
      await until('the old link is let go', () => irc.connections === 1)
    }
    const said = talk.stop()
    irc.say('bob', { login: 'a', userId: '1', text: 'end' })
    const heard: string[] = []
    await until('the end has come', () => heard.push(...texts(source)) > 0 && heard.includes('end'))
    assert.ok(said > 10)
    // Two sockets may be read in either order, so the order of what comes through both is left open.
    const numbers = heard.filter((text) => text !== 'end').map(Number)
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      Array.from({ length: said }, (_, i) => i + 1),
    )
  })

  it('takes no more than one new connection for many RECONNECTs', async () => {
    await using irc = await startTwitchIrc()
    await using source = open(irc.url)
    await until('it is live', () => source.state === 'live')
    irc.sendFrame(':tmi.twitch.tv RECONNECT\r\n'.repeat(20))
    await irc.waitForJoin('bob', 2)
    await until('the old link is let go', () => irc.connections === 1)
    assert.equal(irc.connectionsSoFar, 2)
    assert.equal(source.state, 'live')
  })

  it('recovers each time the socket is cut, with one connection', async () => {
    await using irc = await startTwitchIrc()
    await using source = open(irc.url)
    for (let times = 1; times <= 5; times++) {
      await irc.waitForJoin('bob', times)
      await until('it is live', () => source.state === 'live')
      assert.equal(irc.connections, 1)
      irc.say('bob', { login: 'a', userId: '1', text: String(times) })
      await until('the message has come', () => texts(source).includes(String(times)))
      irc.drop()
      await until('it is recovering', () => source.state === 'recovering')
    }
  })

  it('notices a half-open link by silence, and makes a new one', async () => {
    await using irc = await startTwitchIrc()
    const lines: string[] = []
    await using source = open(irc.url, lines)
    await until('it is live', () => source.state === 'live')
    irc.mute(true)
    await until('it is recovering', () => source.state === 'recovering')
    assert.ok(irc.received.includes('PING :chatarcade'))
    assert.match(lines.join('\n'), /no answer to PING/)
    irc.mute(false)
    await until('it is live again', () => source.state === 'live')
  })

  it('stays up in silence as long as PING is answered', async () => {
    await using irc = await startTwitchIrc()
    await using source = open(irc.url)
    await until('it is live', () => source.state === 'live')
    await new Promise((resolve) => setTimeout(resolve, 900))
    assert.ok(irc.received.filter((line) => line.startsWith('PING')).length >= 3)
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('gives up a server that never answers, and goes on trying', async () => {
    await using irc = await startTwitchIrc()
    irc.mute(true)
    const lines: string[] = []
    await using source = open(irc.url, lines)
    await until('it has tried again', () => irc.connectionsSoFar >= 2)
    assert.equal(source.state, 'pending')
    assert.match(lines[0] ?? '', /not connected \(.+\), trying again/)
  })

  it('waits for a server that isn’t there yet', async () => {
    const lines: string[] = []
    let url: string
    {
      await using gone = await startTwitchIrc()
      url = gone.url
    }
    await using source = open(url, lines)
    await until('it has failed', () => lines.length > 0)
    assert.match(lines[0] ?? '', /ECONNREFUSED/)
    assert.equal(source.state, 'pending')
  })

  it('leaves nothing that keeps the process alive', async () => {
    await using irc = await startTwitchIrc()
    const program = `
      const { openChat } = await import(${JSON.stringify(new URL('../../chat/index.ts', import.meta.url).href)})
      const { rules } = await import(${JSON.stringify(new URL('../../game/bundled/colour-tone/rules.ts', import.meta.url).href)})
      const twitch = { username: null, token: null, ircUrl: ${JSON.stringify(irc.url)} }
      const chat = await openChat({ urls: ['twitch:bob'], game: rules, seed: 1, twitch, log: () => {} })
      while (chat.sources[0].state !== 'live') await new Promise((resolve) => setTimeout(resolve, 5))
      await chat[Symbol.asyncDispose]()
      console.log(chat.sources[0].state, typeof globalThis.WebSocket)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    const [code]: unknown[] = await once(child, 'exit', { signal: AbortSignal.timeout(5000) })
    assert.deepEqual([code, output.trim()], [0, 'closed function'])
    assert.equal(irc.connections, 0)
  })
})

describe('recent message ids', () => {
  it('are remembered for at least the capacity, and not for ever', () => {
    const ids = new RecentIds(100)
    for (let i = 0; i < 1000; i++) {
      assert.equal(ids.add(`id ${i}`), true)
      assert.equal(ids.add(`id ${Math.max(0, i - 99)}`), false)
    }
    assert.equal(ids.add('id 0'), true)
  })
})
