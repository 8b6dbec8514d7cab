/**
 * A moderators' panel that is open while 200 messages a second come in, of a show that is encoded beside it: how late the server's
 * ticks are, and how long the page's longest tasks take. `--seconds N` is how long each screen is looked at, 36 unless told:
 * the server tells of its last 1,000 ticks, 33 s, and neither its own start nor the page's loading is meant.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openBrowser } from '../tests/helpers/browser.ts'
import { temporaryFolder } from '../tests/helpers/arcade.ts'
import { longest, tasksDuring } from '../tests/helpers/page-tasks.ts'
import { enterPanel, openPanelPage, startPanel } from '../tests/helpers/panel.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '36' } } })
const seconds = Number(values.seconds)

/** Each of the crowd types once in eight seconds. */
const crowd = 1600

using folder = temporaryFolder()
const show = await startPanel(['--chat', `crowd:${crowd}`, '--data', folder.path, '--output', folder.file('show.flv')])
const browser = await openBrowser()
try {
  const { page } = await openPanelPage(browser, new URL('/panel', show.url).href)
  await enterPanel(page)
  console.log(
    `panel, ${crowd / 8} messages a second, a show of 1280x720 at 30 encoded beside it, ${seconds} s a screen`,
  )
  for (const screen of ['show', 'chat']) {
    await page.goto(new URL(`/panel#${screen}`, show.url).href)
    await page.reload()
    await page.locator('.row').nth(30).waitFor()
    const tasks = await tasksDuring(browser, page, () => sleep(1000 * seconds))
    const { tickLatenessMs, chat } = await show.status()
    const told = (times: readonly number[]) => longest(times).map(Math.round).join(', ')
    console.log(
      `  ${screen}: ticks late p50 ${tickLatenessMs.p50.toFixed(1)} ms, p99 ${tickLatenessMs.p99.toFixed(1)} ms (goal 5); ` +
        `longest tasks ${told(tasks.map(({ clockMs }) => clockMs))} ms on the clock (goal 100), ` +
        `${told(tasks.map(({ threadMs }) => threadMs))} ms of the thread; ${chat.received} messages`,
    )
  }
} finally {
  await browser.close()
  await show.stop()
}
