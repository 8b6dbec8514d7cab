import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

interface Way extends AsyncDisposable {
  readonly url: string
  /** What is open, and what is opened while it lasts, stays open and carries nothing. */
  setDead(isDead: boolean): void
}

/** A way to the server on which packets can get lost for good, without anybody being told. */
async function openWay(to: string): Promise<Way> {
  const { port, hostname: host } = new URL(to)
  const sockets = new Set<Socket>()
  let isDead = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    keep(near)
    if (isDead) return
    const far = connect({ port: Number(port), host })
    keep(far)
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDead(next) {
      isDead = next
      if (isDead) for (const socket of sockets) socket.unpipe().pause()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('a panel’s line', { concurrency: false }, () => {
  const folder = temporaryFolder()
  let show: Arcade
  let browser: Browser
  let way: Way
  let page: Page
  let troubles: string[]
  /** How often the page has tried to get onto it. */
  let tries = 0

  before(async () => {
    show = await startPanel(['--chat', 'local:', '--data', folder.path, '--size', '320x180'])
    way = await openWay(show.url)
    browser = await openBrowser()
    ;({ page, troubles } = await openPanelPage(browser, `${way.url}/panel`))
    // From here on the page’s timers can be hurried; what comes from the server comes as ever.
    await page.clock.install()
    page.on('websocket', (socket) => (tries += socket.url().endsWith('/api/live') ? 1 : 0))
    await page.reload()
    await enterPanel(page)
    await isLive()
  })

  after(async () => {
    await browser?.close()
    await way?.[Symbol.asyncDispose]()
    await show?.stop()
    folder[Symbol.dispose]()
  })

  const isLive = () => page.locator('.on-air[data-state=live]').waitFor()
  const isLost = async () => (await page.getByText('No connection.').count()) === 1
  /** Lets time pass in the page until it is so. */
  const passUntil = (ask: () => Promise<boolean>) =>
    until(async () => {
      await page.clock.fastForward(1000)
      return await ask()
    }, 30_000)

  test('is kept by a page that slept, whatever its clock says', async () => {
    const soFar = tries
    // As under a closed lid: each timer that has come due meanwhile goes off once.
    await page.clock.fastForward(3_600_000)
    await isLive()
    // Whoever is told of this is on the same line as before.
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.locator('.on-air[data-state=paused]').waitFor()
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await isLive()
    assert.ok(!(await isLost()))
    assert.equal(tries, soFar)
  })

  test('that carries nothing any more is given up, and so is a handshake that nobody answers', async () => {
    way.setDead(true)
    await passUntil(isLost)
    assert.ok(await page.locator('main').evaluate((main) => main.hasAttribute('inert')))
    // The next attempt gets as far as the connection, and never an answer; neither does the one after it.
    const soFar = tries
    await passUntil(async () => tries >= soFar + 2)
    assert.ok(await isLost(), 'a try is no connection')
    way.setDead(false)
    await passUntil(async () => !(await isLost()))
    await isLive()
    assert.deepEqual(troubles, [])
  })
})
