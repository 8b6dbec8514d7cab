import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { readTwitch } from '../../server/environment.ts'
import { findIngest, parseIngests, withNearestIngest } from '../../server/ingest.ts'
import { startArcade, temporaryFolder, until } from '../helpers/arcade.ts'

/** Something that takes TCP connections, as an ingest does. */
async function listener() {
  const server = createServer((socket) => socket.on('error', () => {}).destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { template: `rtmp://127.0.0.1:${port}/app/{stream_key}`, [Symbol.dispose]: () => server.close() }
}

/** A place that refuses connections: a port that was free a moment ago. */
async function nobody(): Promise<string> {
  using gone = await listener()
  return gone.template
}

/** A server in the place of Twitch's list. */
async function list(answer: RequestListener) {
  const server = createHttpServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/ingests`,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const listOf = (...ingests: object[]) => list((_request, response) => response.end(JSON.stringify({ ingests })))
const entry = (name: string, url_template: string, priority: number, availability = 1) => ({
  ...{ _id: priority, name, default: false, url_template, priority, availability },
})

describe('Twitch’s nearest ingest', () => {
  test('is the first by priority that answers, and those that are not available don’t count', async () => {
    using near = await listener()
    using far = await listener()
    using server = await listOf(
      entry('third', far.template, 3),
      entry('off', far.template, 0, 0),
      entry('dead', await nobody(), 1),
      entry('second', near.template, 2),
    )
    const found = await findIngest(server.url)
    assert.deepEqual(found.ingest, { name: 'second', template: near.template })
    assert.ok(found.ms >= 0 && found.ms < 1000)
    assert.equal(found.listed, 3)
  })

  test('is looked for among the first few only, and within a time limit', async () => {
    using late = await listener()
    const dead = await nobody()
    const first = Array.from({ length: 5 }, (_, index) => entry(`dead ${index}`, dead, index))
    using server = await listOf(...first, entry('late', late.template, 9))
    assert.deepEqual(await findIngest(server.url), { ingest: null, problem: 'none of the first ones answers' })
    // An address that nobody has: packets to it go nowhere (RFC 5737).
    using silent = await listOf(entry('silent', 'rtmp://192.0.2.1/app/{stream_key}', 0))
    const before = performance.now()
    assert.equal((await findIngest(silent.url)).ingest, null)
    assert.ok(performance.now() - before < 3000)
  })

  test('is not found where the list can’t be had, is none, or never ends, and the reason is one phrase', async () => {
    for (const [answer, problem] of [
      [(_request, response) => response.writeHead(503).end(), 'it answers with 503'],
      [(_request, response) => response.end('<html>'), 'it is not a list of ingests'],
      [(_request, response) => response.end('{"ingests":7}'), 'it is not a list of ingests'],
      [(_request, response) => response.end(Buffer.alloc(2 ** 21, 32)), 'it is too long'],
      [() => {}, 'no answer within 2 s'],
    ] satisfies [RequestListener, string][]) {
      using server = await list(answer)
      assert.deepEqual(await findIngest(server.url), { ingest: null, problem })
    }
    const { url } = { url: (await nobody()).replace('rtmp:', 'http:').replace('/app/{stream_key}', '/') }
    assert.deepEqual(await findIngest(url), { ingest: null, problem: 'ECONNREFUSED' })
  })

  test('one entry that is malformed leaves the others alone, and no name can write to the terminal', () => {
    const good = entry('US \u001b[2Jcity', 'rtmps://a/app/{stream_key}', 1)
    const bad = [
      7,
      null,
      {},
      { ...good, url_template: 'https://a' },
      { ...good, availability: 'yes' },
      { ...good, name: 5 },
    ]
    assert.deepEqual(parseIngests({ ingests: [...bad, good] }), [
      { name: 'US [2Jcity', template: 'rtmps://a/app/{stream_key}' },
    ])
  })

  test('takes the place of the usual one, and is told in one line', async () => {
    using near = await listener()
    using server = await listOf(entry('Frankfurt', near.template, 0))
    const settings = readTwitch({ TWITCH_INGEST_URL: server.url, TWITCH_STREAM_KEY: 'aKey' })
    assert.deepEqual([settings.ingestUrl, settings.ingestList], ['rtmp://live.twitch.tv/app', server.url])
    const { twitch, line } = await withNearestIngest(settings)
    assert.equal(twitch.ingestUrl, near.template)
    assert.match(line, /^Twitch’s nearest ingest is Frankfurt, \d+ ms away$/)
  })

  test('is the usual one where there is no list, and is not looked for where one is named', async () => {
    const dead = (await nobody()).replace('rtmp:', 'http:')
    const { twitch, line } = await withNearestIngest(readTwitch({ TWITCH_INGEST_URL: dead }))
    assert.equal(twitch.ingestUrl, 'rtmp://live.twitch.tv/app')
    assert.match(
      line,
      /list of ingests can’t be used \(ECONNREFUSED\); the stream goes to rtmp:\/\/live\.twitch\.tv\/app/,
    )
    const named = readTwitch({ TWITCH_INGEST_URL: 'rtmps://mine.example.org/app' })
    assert.deepEqual(await withNearestIngest(named), { twitch: named, line: '' })
    assert.equal(readTwitch({}).ingestList, 'https://ingest.twitch.tv/ingests')
  })

  test('is where a show goes that has a key, and the terminal says so', { timeout: 90_000 }, async () => {
    using folder = temporaryFolder()
    using near = await listener()
    using server = await listOf(entry('Frankfurt', near.template, 0))
    const env = { TWITCH_INGEST_URL: server.url, TWITCH_STREAM_KEY: 'live_doNotShow' }
    const flags = ['--size', '320x180', '--data', folder.file('data'), '--bandwidth-test', '--speech', 'off']
    await using arcade = await startArcade(flags, env)
    assert.match(arcade.text.stdout, /^ {2}Twitch’s nearest ingest is Frankfurt, \d+ ms away\.$/m)
    const output = await until(async () => (await arcade.status()).stream.outputs[0])
    assert.deepEqual([output.id, output.url], ['twitch', near.template.replace('/{stream_key}', '')])
    await arcade.stop()
    assert.doesNotMatch(arcade.text.stdout + arcade.text.stderr, /doNotShow/)
  })
})
