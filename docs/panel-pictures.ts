import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { temporaryFolder } from '../tests/helpers/arcade.ts'
import { openBrowser } from '../tests/helpers/browser.ts'
import { enterPanel, openPanelPage, startPanel } from '../tests/helpers/panel.ts'

const desktop = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }

/** The panel during a busy show, as moderators see it. */
export async function makePanelPictures(): Promise<void> {
  using folder = temporaryFolder()
  await using show = await startPanel(['--chat', 'crowd:300', '--chat', 'local:', '--data', folder.path])
  const browser = await openBrowser()
  try {
    const address = new URL('/panel', show.url).href
    const { page } = await openPanelPage(browser, address, { viewport: desktop })
    await enterPanel(page)
    await busy(page)
    // What the pointer lies over is held.
    await page.mouse.move(5, 5)
    await take(page, 'show')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').locator('.row').first().waitFor()
    await take(page, 'person')
    const small = await openPanelPage(browser, address, { viewport: phone })
    await enterPanel(small.page)
    await busy(small.page)
    await take(small.page, 'phone')
  } finally {
    await browser.close()
  }
}

/** Until there is something of everything: a picture, a full chat, and moments to go back to where they are shown. */
async function busy(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300)
  await page.locator('.row').nth(30).waitFor()
  const moments = () => {
    const section = document.querySelector('.moments')
    return section === null || section.querySelectorAll('img').length > 3
  }
  // One comes every few seconds.
  await page.waitForFunction(moments, undefined, { timeout: 60_000 })
}

async function take(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`pictures/panel-${name}.png`, import.meta.url))
  await page.screenshot({ path, animations: 'disabled' })
}
