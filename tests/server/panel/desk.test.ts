import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let show: Arcade
let browser: Browser
/** Two at once: what one does the other sees. */
let page: Page
let other: Page
let viewer: Page
const troubles: string[][] = []

before(async () => {
  const voting = ['--set', 'input=democracy', '--set', 'window=600', '--set', 'early=false']
  show = await startPanel(['--chat', 'local:', '--data', folder.path, ...voting])
  browser = await openBrowser()
  const address = new URL('/panel', show.url).href
  for (const open of [(each: Page) => (page = each), (each: Page) => (other = each)]) {
    const opened = await openPanelPage(browser, address)
    troubles.push(opened.troubles)
    open(opened.page)
    await enterPanel(opened.page)
  }
  viewer = await (await browser.newContext()).newPage()
  await viewer.goto(show.url)
  await viewer.getByLabel('Name').fill('spammer')
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

async function say(text: string): Promise<void> {
  await viewer.getByLabel('Message').fill(text)
  await viewer.getByLabel('Message').press('Enter')
}

const row = (text: string) => page.locator('.row').filter({ hasText: text })
const note = (text: string) => page.locator('.note').filter({ hasText: text })

describe('the desk', { concurrency: false }, () => {
  test('a spammer is timed out by keys from the feed; their next message is rejected, and undo lets them play', async () => {
    await say('red')
    await row('spammer').locator('.verdict', { hasText: 'red' }).waitFor()
    await page.keyboard.press('k')
    await page.keyboard.press('t')
    await page.getByRole('dialog', { name: 'Time out spammer' }).waitFor()
    await page.keyboard.press('Enter')
    await note('spammer is out for 10 min').waitFor()
    await page.keyboard.press('Escape')
    await say('blue')
    await row('blue').locator('.verdict', { hasText: 'banned' }).waitFor()
    // The log of the other one has it too, with the name of the person.
    await other.locator('.deeds li', { hasText: 'timed out spammer for 10 min' }).waitFor()
    await note('spammer is out').getByRole('button', { name: 'Undo' }).click()
    await note('Undone').waitFor()
    await say('green')
    await row('green').locator('.verdict[data-kind=counted]', { hasText: 'green' }).waitFor()
  })

  test('an option that is vetoed leaves the ballot, and comes back', async () => {
    await page.getByRole('button', { name: 'Veto green' }).click()
    await page.locator('.vetoed').getByRole('button', { name: 'green' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Veto green' }).count(), 0)
    await say('green')
    await row('green').last().locator('.verdict', { hasText: 'vetoed' }).waitFor()
    await page.locator('.vetoed').getByRole('button', { name: 'green' }).click()
    await page.locator('.vetoed').waitFor({ state: 'detached' })
  })

  test('one key is panic, and the same key brings the game back', async () => {
    await page.keyboard.press('!')
    await page.locator('.on-air[data-state=panic]').waitFor()
    await viewer.waitForFunction(() => document.querySelector('.news-status')?.textContent !== '')
    await page.keyboard.press('!')
    await page.locator('.on-air[data-state=live]').waitFor()
    await viewer.waitForFunction(() => document.querySelector('.news-status')?.textContent === '')
  })

  test('widgets are moved by keys, stay so after a reload, and go back', async () => {
    const place = () => page.locator('#at-votes').evaluate((widget) => (widget as HTMLElement).style.gridColumn)
    const first = await place()
    await page.getByRole('button', { name: /^Move Votes/ }).focus()
    await page.keyboard.press('ArrowLeft')
    const moved = await place()
    assert.notEqual(moved, first)
    await page.reload()
    await page.locator('#at-votes').waitFor()
    assert.equal(await place(), moved)
    await page.getByRole('button', { name: 'Reset layout' }).click()
    assert.equal(await place(), first)
  })

  test('the drawer has somebody’s history and notes, and Escape closes it', async () => {
    await row('spammer').first().getByRole('button', { name: 'spammer', exact: true }).click()
    const drawer = page.getByRole('complementary', { name: 'spammer' })
    await drawer.getByLabel('New note').fill('types in rows')
    await drawer.getByRole('button', { name: 'Keep' }).click()
    await drawer.getByText('types in rows').waitFor()
    assert.ok((await drawer.locator('.row').count()) >= 3)
    await drawer.focus()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  test('the keys are shown by ?, those of the screen among them', async () => {
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.getByText('panic, and back to the game').waitFor()
    await dialog.getByText('time them out').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a panel whose server is gone says so and takes nothing', async () => {
    await show.stop()
    await page.getByText('No connection.').waitFor()
    await until(async () => await page.locator('main').evaluate((main) => main.hasAttribute('inert')))
    assert.deepEqual(troubles.flat(), [])
  })
})
