import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
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

interface TraceEvent {
  readonly name: string
  readonly tid: number
  readonly pid: number
  /** Microseconds of the thread’s own time. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Thread time of each task of the page’s main thread while something happens, in ms, the longest first. */
async function tasksDuring(page: Page, run: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await run()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000)
    .toSorted((a, b) => b - a)
}

const received = async () => (await show.status()).chat.received

test('200 messages a second leave the panel smooth: no task takes 100 ms', async (context) => {
  const { page, troubles } = await openPanelPage(browser, new URL('/panel', show.url).href)
  await page.addInitScript(() => {
    const long: number[] = []
    Object.assign(window, { long })
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  await enterPanel(page)
  for (const screen of ['show', 'chat']) {
    await page.goto(new URL(`/panel#${screen}`, show.url).href)
    await page.reload()
    await page.locator('.row').nth(30).waitFor()
    const tasks = await tasksDuring(page, async () => {
      const least = (await received()) + 800
      await until(async () => (await received()) > least, 30_000)
    })
    const clock = await page.evaluate(() => (window as unknown as { long: number[] }).long)
    context.diagnostic(
      `${screen}: ${tasks.slice(0, 5).map(Math.round).join(', ')} ms of the thread; on the clock ${clock.map(Math.round).join(', ') || 'none over 50'}`,
    )
    assert.ok((tasks[0] ?? Infinity) < longestMs, `a task took ${tasks[0]} ms`)
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
