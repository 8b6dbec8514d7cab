import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { longest, tasksDuring } from '../../helpers/page-tasks.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let show: Arcade
let browser: Browser

before(async () => {
  // Each of the crowd types once in eight seconds: 200 messages a second.
  show = await startPanel(['--chat', 'crowd:1600', '--data', folder.path])
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

/** The longest that a task may take, in ms of the processor: the time on the clock is as much that of whatever else runs on the machine. */
const longestMs = 100

const received = async () => (await show.status()).chat.received

test('200 messages a second leave the panel smooth: no task takes 100 ms', async (context) => {
  const { page, troubles } = await openPanelPage(browser, new URL('/panel', show.url).href)
  await enterPanel(page)
  for (const screen of ['show', 'chat']) {
    await page.goto(new URL(`/panel#${screen}`, show.url).href)
    await page.reload()
    await page.locator('.row').nth(30).waitFor()
    const tasks = await tasksDuring(browser, page, async () => {
      const least = (await received()) + 800
      await until(async () => (await received()) > least, 30_000)
    })
    const ofThread = longest(tasks.map(({ threadMs }) => threadMs))
    const onClock = longest(tasks.map(({ clockMs }) => clockMs))
    context.diagnostic(
      `${screen}: ${ofThread.map(Math.round).join(', ')} ms of the thread, ${onClock.map(Math.round).join(', ')} ms on the clock`,
    )
    assert.ok((ofThread[0] ?? Infinity) < longestMs, `a task took ${ofThread[0]} ms`)
    // However many are typed, only what is read is there.
    assert.ok((await page.locator('.row').count()) <= 60)
  }

  // Held, what is read stays, whatever comes.
  await page.locator('.rows').first().hover()
  await page.locator('.held').waitFor()
  const first = () => page.locator('.row').last().innerText()
  const text = await first()
  await until(async () => /Held · \d{3,}/.test(await page.locator('.held').innerText()))
  assert.equal(await first(), text)
  assert.deepEqual(troubles, [])
})

test('a finger holds the chat: what it went down on stays under it, and letting go lets the chat move on', async () => {
  const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const { page, troubles } = await openPanelPage(browser, new URL('/panel', show.url).href, options)
  await enterPanel(page)
  // There is no mouse on a phone, and the one that logged in here would hold the chat.
  await page.mouse.move(5, 5)
  await page.locator('.row').nth(30).waitFor()
  const box = await page.locator('.rows').boundingBox()
  assert.ok(box)
  const point = { x: Math.round(box.x + box.width - 20), y: Math.round(box.y + box.height / 2) }
  const under = () =>
    page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest<HTMLElement>('.row')?.dataset['number'], point)
  await page.evaluate(() =>
    addEventListener('pointerdown', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null
      document.body.dataset['pressed'] = row?.dataset['number'] ?? ''
    }),
  )
  const touch = await page.context().newCDPSession(page)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await page.locator('.held', { hasText: /Held · \d{3,}/ }).waitFor()
  assert.equal(await under(), await page.evaluate(() => document.body.dataset['pressed']))
  // As when it slides off: what was pressed for so long isn’t chosen.
  await touch.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] })
  await page.locator('.held').waitFor({ state: 'detached' })
  assert.deepEqual(troubles, [])
})
