import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startArcade, until, type Arcade } from '../helpers/arcade.ts'
import { openBrowser, watchPage } from '../helpers/browser.ts'
import { ownGame, type OwnGame } from '../helpers/own-game.ts'
import { temporaryFolder } from '../helpers/arcade.ts'

let browser: Browser
let arcade: Arcade
let own: OwnGame
const folder = temporaryFolder()

before(async () => {
  own = ownGame()
  browser = await openBrowser()
  arcade = await startArcade([
    ...['--game', own.folder, '--chat', 'local:', '--output', 'null:', '--size', '320x180'],
    ...['--data', folder.file('data'), '--speech', 'off'],
  ])
})

after(async () => {
  await browser?.close()
  await arcade?.stop()
  own?.[Symbol.dispose]()
  folder[Symbol.dispose]()
})

/** The colour near the upper edge of the picture, `r,g,b,a`. */
const colourOf = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement
    const { data } = canvas.getContext('2d')?.getImageData(canvas.width >> 1, 4, 1, 1) ?? {}
    return [...(data ?? [])].join()
  })

/** Runs in the page: notes what lies over the picture, and the old vote beside it where that is to be seen meanwhile. */
function watchInterruptions(): void {
  const interruptions: string[] = []
  Object.assign(window, { interruptions })
  const look = () => {
    const title = document.querySelector('.interruption-title')?.textContent
    const column = document.querySelector('.column')
    const isOldSeen = column !== null && getComputedStyle(column).visibility === 'visible'
    const seen = `${title}${isOldSeen ? ' beside the old vote' : ''}`
    if (title && seen !== interruptions.at(-1)) interruptions.push(seen)
  }
  new MutationObserver(look).observe(document.body, {
    ...{ childList: true, characterData: true, attributes: true, subtree: true },
  })
}

describe('a game outside the arcade, on the page', { timeout: 90_000 }, () => {
  test('is drawn and heard there, and a new version takes its place without a reload', async () => {
    const page = await browser.newPage()
    const troubles = watchPage(page, arcade.url)
    await page.goto(arcade.url)
    await page.getByText('Live', { exact: true }).waitFor()
    await until(async () => (await colourOf(page)) === '32,64,96,255', 20_000)
    await page.evaluate(watchInterruptions)
    const sound = page.getByRole('button', { name: /sound/i }).first()
    await sound.click()
    await page.getByRole('button', { name: /turn sound off/i }).waitFor()

    own.paint('#a02020')
    await until(async () => (await colourOf(page)) === '160,32,32,255', 30_000)
    // Of a page that was loaded anew there would be none.
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'interruptions') as string[]), ['The game changes'])
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('button', { name: /turn sound off/i }).waitFor()
    assert.deepEqual(troubles, [])
    const { game, stream } = await arcade.status()
    assert.equal(game, 'own-game')
    assert.ok(stream.frames.due - stream.frames.written <= 2)
  })

  test('is served as it was built, and nothing else of its author’s', async () => {
    const { build } = (await (await fetch(new URL('/api/show', arcade.url))).json()) as { build: string }
    assert.match(build, /^\/game\/[0-9a-f]{32}\/$/)
    const answer = async (address: string) => {
      const { status, headers } = await fetch(new URL(address, arcade.url))
      return [status, headers.get('cache-control')]
    }
    assert.deepEqual(await answer(`${build}view.js`), [200, 'public, max-age=31536000, immutable'])
    for (const address of ['index.ts', 'colour.ts', '../', '%2e%2e/', 'files/index.ts'])
      assert.equal((await answer(build + address))[0], 404)
  })
})
