import assert from 'node:assert/strict'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, describe, it } from 'node:test'
import { until } from '../helpers/chat.ts'
import {
  closeWithoutEnd,
  sendBinary,
  sendBytes,
  sendFragments,
  sendInterleaved,
  sendNoise,
  sendTruncated,
} from '../helpers/nasty-frames.ts'
import { startTwitchIrc, type TwitchIrc } from '../helpers/twitch-irc.ts'
import { isMessage, joinTwitch, openTwitch, readToEnd } from '../helpers/twitch-source.ts'
import type { TwitchSource } from '../../chat/sources/twitch.ts'

function privmsg(id: string, text = 'red'): string {
  return `@badge-info=;badges=subscriber/24;display-name=Eve;id=${id};room-id=1;user-id=7 :eve!eve@eve PRIVMSG #bob :${text}\r\n`
}

async function readTexts(irc: TwitchIrc, source: TwitchSource): Promise<string[]> {
  return (await readToEnd(irc, source)).filter(isMessage).map(({ text }) => text)
}

/** It heals when the channel is joined anew and a message said then arrives, alone. */
async function heals(irc: TwitchIrc, source: TwitchSource): Promise<void> {
  await irc.waitForJoin('bob', 2)
  await until('one link is up', () => irc.connections === 1 && source.state === 'live')
  assert.deepEqual(await readTexts(irc, source), [])
}

describe('a Twitch link to a broken server', () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  before(() => process.on('unhandledRejection', note))
  after(() => {
    process.off('unhandledRejection', note)
    assert.deepEqual(unhandled, [])
  })

  it('reads a message that comes in fragments, cut anywhere', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    const bytes = Buffer.from(privmsg('f1', 'red 😂') + privmsg('f2', 'blue'))
    sendFragments(
      irc,
      Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7)),
    )
    assert.deepEqual(await readTexts(irc, source), ['red 😂', 'blue'])
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('skips binary frames, and survives malformed UTF-8', async () => {
    await using irc = await startTwitchIrc()
    const lines: string[] = []
    await using source = await joinTwitch(irc, { lines })
    sendBinary(irc, Buffer.from(privmsg('b1')))
    sendBytes(irc, Buffer.concat([Buffer.from(privmsg('b2').trimEnd()), Buffer.from([0xff, 0xc0, 0x80])]))
    assert.deepEqual(await readTexts(irc, source), ['red\ufffd\ufffd\ufffd'])
    assert.equal(irc.connectionsSoFar, 1)
    assert.match(lines.join('\n'), /1 malformed lines/)
  })

  for (const [name, act] of Object.entries({
    truncated: sendTruncated,
    interleaved: sendInterleaved,
    noise: sendNoise,
  }))
    it(`is made again after a frame of this kind: ${name}`, async () => {
      await using irc = await startTwitchIrc()
      await using source = await joinTwitch(irc)
      act(irc, privmsg('t1'))
      // Of a truncated frame nobody knows until there is silence, or its end.
      if (name === 'truncated') setTimeout(() => irc.drop(), 20)
      await heals(irc, source)
    })

  it('is made again soon when the server says goodbye and doesn’t end it', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    closeWithoutEnd(irc)
    await irc.waitForJoin('bob', 2)
    await until('it is live', () => source.state === 'live')
  })

  it('waits for answers that are late', async () => {
    await using irc = await startTwitchIrc()
    irc.answerAfter(80)
    await using source = openTwitch(irc.url)
    await until('it is live', () => source.state === 'live')
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('gives up a server that takes connections and says nothing', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => void sockets.push(socket.on('error', () => {})))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is never a string
      await using source = openTwitch(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
      await until('it has tried twice', () => sockets.length >= 2)
      assert.equal(source.state, 'pending')
    }
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  it('takes 10,000 lines at once without holding up anything, and accounts for each', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    for (let i = 0; i < 10_000; i++) irc.sendFrame(privmsg(`l${i}`))
    await until('all have come', () => source.waiting + source.dropped === 10_000)
    irc.sendFrame(Array.from({ length: 10_000 }, (_, i) => privmsg(`m${i}`)).join(''))
    await until('all have come', () => source.waiting + source.dropped === 20_000)
    delay.disable()
    // Most of the worst is the stand-in's, which sends from the same thread.
    assert.ok(delay.percentile(50) < 10e6, `half of all turns took over ${delay.percentile(50) / 1e6} ms`)
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('hears a ban and a RECONNECT behind a flood that is over all bounds', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    const flood = (name: string) =>
      Array.from({ length: 9000 }, (_, i) => privmsg(`${name}${i}`, 'x'.repeat(300))).join('')
    irc.sendFrame('@room-id=1;target-user-id=7 :tmi.twitch.tv CLEARCHAT #bob :eve\r\n')
    for (const name of ['a', 'b', 'c', 'd', 'e']) irc.sendFrame(flood(name))
    irc.sendFrame(':tmi.twitch.tv RECONNECT\r\n')
    await until('everything is accounted for', () => source.waiting - 1 + source.dropped === 45_000)
    assert.ok(source.drain().some(({ type }) => type === 'user-banned'))
    await irc.waitForJoin('bob', 2)
  })

  it('cuts lines of a megabyte, whatever they are', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    const long = 'x'.repeat(2 ** 20)
    irc.sendFrame(privmsg('ok1'))
    irc.sendFrame(privmsg('long', long))
    for (const line of [`@id=${long} :a!a@a PRIVMSG #bob :red`, `@${';'.repeat(2 ** 20)}`, `:${long}`, long])
      irc.sendLine(line)
    irc.sendFrame(`:a!a@a PRIVMSG ${'#bob '.repeat(200_000)}:red\r\n${'\r\n'.repeat(2 ** 20)}${privmsg('ok2')}`)
    const texts = await readTexts(irc, source)
    assert.deepEqual(
      texts.map((text) => text.length),
      [3, 501, 3],
    )
    assert.equal(irc.connectionsSoFar, 1)
  })

  it('is made again after a frame over all bounds', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    irc.sendFrame('x'.repeat(5 * 2 ** 20))
    await heals(irc, source)
  })

  it('counts nothing twice in a storm of RECONNECTs', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    const heard: string[] = []
    const rounds = 60
    for (let i = 0; i < rounds; i++) {
      irc.sendLine(':tmi.twitch.tv RECONNECT')
      if (irc.connections > 0) irc.sendFrame(privmsg(`s${i}`, `s${i}`).repeat(3))
      await new Promise((resolve) => setTimeout(resolve, 5))
      heard.push(
        ...source
          .drain()
          .filter(isMessage)
          .map(({ text }) => text),
      )
    }
    await until('it is calm', () => irc.connections === 1 && source.state === 'live')
    heard.push(...(await readTexts(irc, source)))
    assert.deepEqual(heard.toSorted(), Array.from({ length: rounds }, (_, i) => `s${i}`).toSorted())
    assert.ok(irc.connectionsSoFar < rounds)
  })

  it('answers no more PINGs than the server reads', async () => {
    await using irc = await startTwitchIrc()
    await using source = await joinTwitch(irc)
    irc.sendFrame('PING :tmi.twitch.tv\r\n'.repeat(100_000))
    assert.deepEqual(await readTexts(irc, source), [])
    await until('some were answered', () => irc.received.includes('PONG'))
    assert.equal(irc.connectionsSoFar, 1)
  })
})
