import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { loadImage } from '@napi-rs/canvas'
import { startArcade, until, type Arcade } from '../helpers/arcade.ts'
import { openBrowser } from '../helpers/browser.ts'

interface Client extends AsyncDisposable {
  readonly status: number
  readonly type: string
  /** Whole pictures that came so far. */
  readonly jpegs: readonly Buffer[]
  readonly response: IncomingMessage
}

/** A real client that takes the parts apart, as a program that reads such a stream does. */
async function watch(arcade: Arcade): Promise<Client> {
  const asked: ClientRequest = request(new URL('/preview.mjpeg', arcade.url), { agent: false })
  asked.on('error', () => {})
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const jpegs: Buffer[] = []
  let pending = Buffer.alloc(0)
  response.on('error', () => {})
  const closed = new Promise((resolve) => response.once('close', resolve))
  response.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      const head = pending.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/.exec(pending.toString('latin1', 0, Math.max(0, head)))?.[1])
      if (head < 0 || !(pending.length >= head + 4 + length)) return
      jpegs.push(pending.subarray(head + 4, head + 4 + length))
      pending = pending.subarray(head + 4 + length)
    }
  })
  return {
    status: response.statusCode ?? 0,
    type: response.headers['content-type'] ?? '',
    jpegs,
    response,
    [Symbol.asyncDispose]: async () => {
      asked.destroy()
      await closed
    },
  }
}

const stills = async (arcade: Arcade) =>
  ((await arcade.status()) as unknown as { stream: { stills: number } }).stream.stills

/** Whether no more are made: the count stays for as long as a dozen would take. */
async function isQuiet(arcade: Arcade): Promise<boolean> {
  const count = await stills(arcade)
  const { tick } = await arcade.status()
  await until(async () => (await arcade.status()).tick > tick + 30)
  return (await stills(arcade)) === count
}

describe('/preview.mjpeg', () => {
  let arcade: Arcade
  before(async () => {
    arcade = await startArcade(['--output', 'null:', '--size', '1280x720', '--seed', '5'])
  })
  after(async () => {
    assert.equal(await arcade.stop(), 0)
  })

  test('costs nothing until somebody watches, and nothing after the last one has left', async () => {
    await until(async () => (await arcade.status()).tick > 30)
    // Not one for anybody who watches; a snapshot of the show has one beside it every five seconds.
    assert.ok((await stills(arcade)) <= 1)
    {
      await using first = await watch(arcade)
      await until(() => first.jpegs.length > 2)
    }
    await until(() => isQuiet(arcade))
    assert.ok((await stills(arcade)) > 2)
  })

  test('shows the picture at most 640 wide and five times a second, made once for all', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => watch(arcade)))
    const [first] = clients as [Client, ...Client[]]
    assert.equal(first.status, 200)
    assert.match(first.type, /^multipart\/x-mixed-replace; boundary=/)
    const [count, { tick }] = [await stills(arcade), await arcade.status()]
    await until(() => clients.every(({ jpegs }) => jpegs.length >= 12))
    const [made, now] = [(await stills(arcade)) - count, await arcade.status()]
    const seconds = (now.tick - tick) / 30
    assert.ok(made <= 5 * seconds + 2, `${made} in ${seconds} s`)
    assert.ok(made >= 3 * seconds - 2, `${made} in ${seconds} s`)
    const image = await loadImage(first.jpegs.at(-1) as Buffer)
    assert.deepEqual([image.width, image.height], [640, 360])
    await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()))
  })

  test('takes 20 clients, tells the next one to come later, and lets it in when a place is free', async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => watch(arcade)))
    assert.ok(clients.every(({ status }) => status === 200))
    {
      await using refused = await watch(arcade)
      assert.equal(refused.status, 503)
    }
    await clients[0]?.[Symbol.asyncDispose]()
    const free = await until(async () => {
      const client = await watch(arcade)
      if (client.status === 200) return client
      await client[Symbol.asyncDispose]()
      return undefined
    })
    await Promise.all([free, ...clients.slice(1)].map((client) => client[Symbol.asyncDispose]()))
    await until(() => isQuiet(arcade))
  })

  test('lets a client that does not read miss pictures, and delays nobody', async () => {
    const { hostname, port } = new URL(arcade.url)
    const slow = connect(Number(port), hostname)
    slow.on('error', () => {})
    slow.pause()
    slow.write('GET /preview.mjpeg HTTP/1.1\r\nHost: x\r\n\r\n')
    await using good = await watch(arcade)
    await until(() => good.jpegs.length > 3)
    const [at, { stream }] = [good.jpegs.length, await arcade.status()]
    await until(() => good.jpegs.length >= at + 20)
    const due = (await arcade.status()).stream.frames.due - stream.frames.due
    assert.ok(due >= 100 && due < 300, `${due} frames for 20 pictures`)
    slow.destroy()
  })

  test('is shown by a browser', async () => {
    await using browser = await openBrowser()
    const page = await browser.newPage()
    await page.setContent(`<img src="${new URL('/preview.mjpeg', arcade.url).href}">`, { waitUntil: 'commit' })
    await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) === 640)
    await page.close()
  })
})

test('/preview.mjpeg of a portrait is a portrait', async () => {
  await using arcade = await startArcade(['--output', 'null:?size=720x1280', '--set', 'input=anarchy', '--seed', '5'])
  await using client = await watch(arcade)
  await until(() => client.jpegs.length > 2)
  const image = await loadImage(client.jpegs.at(-1) as Buffer)
  assert.deepEqual([image.width, image.height], [360, 640])
})
