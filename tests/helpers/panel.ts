import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startArcade, type Arcade } from './arcade.ts'
import { watchPage } from './browser.ts'

/** Password of the owner in the panels of the tests. */
export const ownerPassword = 'lantern-otter-gravel-moon'

/** A show with a panel, whose owner has a password already. */
export function startPanel(args: readonly string[]): Promise<Arcade> {
  return startArcade(['--output', 'null:', '--seed', '7', ...args], { CHATARCADE_ADMIN_PASSWORD: ownerPassword })
}

/** A page of a browser of its own, and what went wrong in it without anybody looking; a policy that was broken is told in the console alone. */
export async function openPanelPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const troubles = watchPage(page, address)
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) troubles.push(line.text())
  })
  await page.goto(address)
  return { page, troubles }
}

/** Logs in, and waits until the panel is there. */
export async function enterPanel(page: Page, name = 'owner', password = ownerPassword): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
}
