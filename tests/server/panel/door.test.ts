import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startArcade, temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, ownerPassword } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let show: Arcade
let browser: Browser

before(async () => {
  show = await startArcade(['--output', 'null:', '--chat', 'local:', '--data', folder.path])
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

const panel = () => new URL('/panel', show.url).href

const screens = (page: Page) => page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allInnerTexts()

/** Opens a link of the panel, as its reader’s browser does, and chooses a password. */
async function redeem(link: string, name: string | null, password: string) {
  const { page, troubles } = await openPanelPage(browser, link)
  const title = name === null ? 'Choose a password' : 'Welcome'
  await page.getByRole('heading', { name: title }).waitFor()
  assert.doesNotMatch(page.url(), /invite/, 'the secret stays in the address')
  if (name !== null) await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Enter the panel' }).click()
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
  return { page, troubles }
}

describe('the door of the panel', { concurrency: false }, () => {
  test('the link of the first start makes the owner, who invites a moderator by another', async () => {
    const printed = await until(() => /\/panel#invite=[\w-]+/.exec(show.text.stdout)?.[0])
    const owner = await redeem(new URL(printed, show.url).href, null, ownerPassword)
    assert.equal((await screens(owner.page)).length, 8)

    await owner.page.goto(`${panel()}#accounts`)
    await owner.page.getByRole('radio', { name: 'People' }).check()
    await owner.page.getByLabel('As').selectOption('moderator')
    await owner.page.getByRole('button', { name: 'Make a link' }).click()
    const link = await owner.page.getByText('#invite=').innerText()
    await owner.page.getByText('opens on this machine alone').waitFor()
    await owner.page.getByRole('list', { name: 'Links that nobody has used yet' }).waitFor()
    const moderator = await redeem(link, 'ann', 'teapot-glacier-violin-nine')
    // The screen that the owner has open follows.
    await owner.page.locator('.people li', { hasText: 'ann' }).waitFor()
    await owner.page.getByRole('list', { name: 'Links that nobody has used yet' }).waitFor({ state: 'detached' })

    // What the role may not do isn’t there.
    assert.deepEqual(await screens(moderator.page), ['Show', 'Chat', 'Stream', 'Numbers', 'Log', 'Accounts'])
    assert.equal(await moderator.page.getByRole('heading', { name: 'Controls' }).count(), 0)
    await moderator.page.goto(`${panel()}#stream`)
    await moderator.page.getByRole('heading', { name: 'null' }).waitFor()
    for (const name of ['Add an output', 'Stop everywhere …', 'Change …', 'Remove'])
      assert.equal(await moderator.page.getByRole('button', { name }).count(), 0, name)
    await owner.page.goto(`${panel()}#stream`)
    await owner.page.getByRole('button', { name: 'Add an output' }).waitFor()

    // A link is good once.
    const again = await openPanelPage(browser, link)
    await again.page.getByRole('heading', { name: 'This link doesn’t open anything' }).waitFor()
    assert.deepEqual([...owner.troubles, ...moderator.troubles, ...again.troubles], [])
  })

  test('a wrong password is a sentence, and the right one opens the panel', async () => {
    const { page } = await openPanelPage(browser, panel())
    await page.getByLabel('Name').fill('owner')
    await page.getByLabel('Password').fill('something quite else')
    await page.getByRole('button', { name: 'Log in' }).click()
    await until(async () => /\w+ .*\./.test(await page.getByRole('alert').innerText()))
    await enterPanel(page)
    // What was sent is shown by the first press, also of who has just sent something.
    // A show that is still starting says so, and is asked again.
    let refusals = 0
    await page.route('**/api/webhooks', async (route) => {
      if (refusals++ > 0) return await route.fallback()
      await route.fulfill({ status: 503, json: { code: 'not-open', error: 'not yet' } })
    })
    await page.goto(`${panel()}#accounts`)
    await page.getByRole('radio', { name: 'Webhooks' }).check()
    await page.getByText('Nobody is told yet.').waitFor()
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    await page.getByLabel('Address').fill('https://program.invalid/hook')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Ping' }).click()
    await page.locator('.note', { hasText: 'on its way' }).waitFor()
    await page.getByRole('button', { name: 'Deliveries' }).click()
    await page.getByRole('list', { name: 'Deliveries' }).getByText('ping').waitFor()
    await page.getByRole('button', { name: 'Remove' }).dblclick()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Tell it nothing more' }).click()
    await page.getByText('Nobody is told yet.').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
  })

  test('no screen is wider than a phone', async () => {
    const { page, troubles } = await openPanelPage(browser, panel(), { viewport: { width: 390, height: 844 } })
    await enterPanel(page)
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300)
    const isWhole = await page.getByText('Nobody has typed yet.').evaluate((line) => {
      const words = document.createRange()
      words.selectNodeContents(line)
      const box = document.querySelector('.tab-panel')?.getBoundingClientRect().left ?? Infinity
      return words.getBoundingClientRect().left >= box
    })
    assert.ok(isWhole, 'the first letters are cut off')
    for (const id of ['show', 'chat', 'stream', 'media', 'numbers', 'log', 'settings', 'accounts']) {
      await page.evaluate((hash) => (location.hash = hash), id)
      await page.locator(`#screen-${id}`).waitFor()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(width <= 390, `${id} is ${width} pixels wide`)
      assert.ok((await page.screenshot()).byteLength > 5000)
    }
    assert.deepEqual(troubles, [])
  })
})
