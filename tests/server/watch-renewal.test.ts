import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startArcade, until, type Arcade } from '../helpers/arcade.ts'
import { openBrowser } from '../helpers/browser.ts'
import { bundleGame } from '../helpers/bundle.ts'

const hasPicture = (page: Page) => page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300)

test('an update with another game leaves no open page behind', { timeout: 120_000 }, async () => {
  using bundle = bundleGame('flicker')
  const start = (game: string, port: string) =>
    startArcade(['--game', game, '--port', port, '--chat', 'local:', '--output', 'null:'], {}, bundle.main)
  const browser = await openBrowser()
  let server = await start('colour-tone', '0')
  try {
    const open = async (query: string) => {
      const page = await browser.newPage()
      await page.goto(`${server.url}${query}`)
      await hasPicture(page)
      return page
    }
    const [page, source] = [await open(''), await open('?embed=1')]
    // Without a picture there is nothing to wait for.
    await page.getByLabel('Message').fill('half a sen')
    const loads: string[] = []
    page.on('load', () => loads.push('page'))
    source.on('load', () => loads.push('source'))
    await server.stop()
    // What that game is drawn by has another name from now on.
    const view = path.join(path.dirname(bundle.main), '../game/bundled/vote-chess/view.ts')
    appendFileSync(view, '\nObject.assign(globalThis, { isUpdated: true })\n')
    server = await start('vote-chess', new URL(server.url).port)
    await Promise.all([page, source].map((each) => each.waitForFunction(() => 'isUpdated' in window)))
    await Promise.all([page, source].map(hasPicture))
    assert.deepEqual(loads.toSorted(), ['page', 'source'])
  } finally {
    await browser.close()
    await server.stop('SIGKILL')
  }
})

describe('a page that is not of the server’s build', { timeout: 60_000 }, () => {
  let server: Arcade
  let browser: Browser
  let page: Page
  let loads = 0
  const start = (port = '0') => startArcade(['--chat', 'local:', '--output', 'null:', '--port', port])
  before(async () => {
    server = await start()
    browser = await openBrowser()
  })
  beforeEach(async () => {
    page = await browser.newPage()
    loads = 0
    page.on('load', () => (loads += 1))
  })
  after(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
  })

  /** Longer than the page waits before it looks again. */
  async function isLoaded(times: number): Promise<void> {
    await until(() => loads === times)
    await page.waitForTimeout(1500)
    assert.equal(loads, times)
  }

  test('is loaded anew once where a part of it stays away, and then says so', async () => {
    await page.route('**/assets/view-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(server.url)
    await isLoaded(2)
    await page.getByText('The picture has failed').waitFor()
  })

  test('is not loaded anew while a message is being typed, and only once', async () => {
    await page.goto(server.url)
    await hasPicture(page)
    await page.getByLabel('Message').fill('half a sen')
    await page.route('**/api/show', async (route) => {
      const response = await route.fetch().catch(() => null)
      if (response === null) return await route.abort()
      const info = (await response.json()) as object
      await route.fulfill({ json: { ...info, scripts: ['watch-of-tomorrow.js'] } })
    })
    await server.stop('SIGKILL')
    await page.getByText('The connection is lost').waitFor()
    server = await start(new URL(server.url).port)
    await page.getByText('Live', { exact: true }).waitFor()
    await isLoaded(1)
    assert.equal(await page.getByLabel('Message').inputValue(), 'half a sen')
    await page.getByLabel('Message').fill('')
    await isLoaded(2)
    await hasPicture(page)
  })
})
