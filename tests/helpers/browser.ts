import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/** Starts the system's Chromium, with everything in it turned off that would talk to its maker. */
export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('no Chromium: install it with apt-get install chromium')
  return await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What went wrong in a page without anybody looking: uncaught errors, and requests that left the server it came from. */
export function watchPage(page: Page, origin: string): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.host !== new URL(origin).host && url.protocol !== 'data:') troubles.push(`went out to ${request.url()}`)
  })
  return troubles
}
