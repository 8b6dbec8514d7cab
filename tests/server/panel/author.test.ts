import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { temporaryFolder, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { ownGame } from '../../helpers/own-game.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
const own = ownGame({
  step: "if (ctx.tick === 120) throw new RangeError('no such step')",
})
let show: Arcade
let browser: Browser

before(async () => {
  show = await startPanel(['--chat', 'local:', '--data', folder.path, '--size', '320x180', '--game', own.file])
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await show?.stop()
  own[Symbol.dispose]()
  folder[Symbol.dispose]()
})

test('what a game throws while it plays is in the panel, with its author’s own line, until it is mended', async () => {
  const { page, troubles } = await openPanelPage(browser, new URL('/panel', show.url).href)
  await enterPanel(page)
  await page.evaluate(() => (location.hash = 'show'))
  const told = page.locator('.problem').filter({ hasText: 'index.ts' })
  await told.filter({ hasText: /step threw RangeError: no such step at index\.ts:13:\d+/ }).waitFor()
  assert.ok(await told.isVisible())
  await page.screenshot({ path: process.env['PANEL_PNG'] ?? folder.file('panel.png') })
  // Without scrolling: it is at the top.
  assert.ok(((await told.boundingBox())?.y ?? Infinity) < 768)
  own.save({ draw: "if (frame.tick > 60) throw new TypeError('no such colour')" })
  await told.filter({ hasText: /draw threw TypeError: no such colour at index\.ts:18:\d+/ }).waitFor()
  own.save({ sound: "synth.tone('drone', { hz: NaN, gain: 0.1 })" })
  await told.filter({ hasText: /sound gave \d+ numbers .*the first was hz of "drone"/ }).waitFor()
  own.save()
  await told.waitFor({ state: 'detached' })
  assert.deepEqual(troubles, [])
})
