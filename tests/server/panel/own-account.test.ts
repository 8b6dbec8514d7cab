import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { TOTP, URI } from 'otpauth'
import { browserOf } from '../../helpers/accounts.ts'
import { temporaryFolder, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, ownerPassword, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let show: Arcade
let browser: Browser

before(async () => {
  show = await startPanel(['--chat', 'local:', '--data', folder.path])
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

describe('one’s own account', { concurrency: false }, () => {
  test('stays logged in on the page that changes its password, and is out on others', async () => {
    const panel = new URL('/panel', show.url).href
    const { page } = await openPanelPage(browser, panel)
    await enterPanel(page)
    const other = await openPanelPage(browser, panel)
    await enterPanel(other.page)
    await page.goto(`${panel}#accounts`)
    for (const [old, next] of [
      [ownerPassword, 'a second password that nobody guesses'],
      ['a second password that nobody guesses', ownerPassword],
    ] as const) {
      await page.getByLabel('The one you have').fill(old)
      await page.getByLabel('The new one').fill(next)
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      // The fields are emptied once it is done; a page that was thrown out has none.
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('[autocomplete=current-password]')?.value === '',
      )
    }
    await other.page.getByRole('heading', { name: 'Log in' }).waitFor()
    await page.getByText('The password is changed').first().waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Log in' }).count(), 0)
  })

  test('is told that a code is wrong, after it was asked for one', async () => {
    const owner = browserOf(show.url)
    assert.equal((await owner.login('owner', ownerPassword)).status, 200)
    const app = URI.parse((await owner.post('/api/totp')).body['url'] as string)
    assert.ok(app instanceof TOTP)
    assert.equal((await owner.request('PUT', '/api/totp', { code: app.generate() })).status, 200)

    const { page } = await openPanelPage(browser, new URL('/panel', show.url).href)
    await page.getByLabel('Name').fill('owner')
    await page.getByLabel('Password').fill(ownerPassword)
    await page.getByRole('button', { name: 'Log in' }).click()
    // Asking for it is no complaint.
    await page.getByLabel('Code').waitFor()
    assert.equal(await page.getByRole('alert').innerText(), '')
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('The code is wrong').waitFor()
  })
})
