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
    const dialog = page.getByRole('dialog', { name: 'Time out spammer' })
    await dialog.waitFor()
    // Digits are for how long, and not for screens; nothing says why before somebody does.
    await page.keyboard.press('2')
    assert.ok(!(await dialog.getByRole('radio', { name: '10 min' }).isChecked()))
    for (const digit of ['7', '3']) await page.keyboard.press(digit)
    assert.ok(await dialog.getByRole('radio', { name: '10 min' }).isChecked())
    assert.equal(await dialog.getByLabel('Why').inputValue(), '')
    await page.keyboard.press('Enter')
    await page.keyboard.type('spam 1')
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
    // Two panels look on as well, and are no spectators.
    await page.locator('.watchers', { hasText: /^1 spectator$/ }).waitFor()
  })

  test('notes lie over the picture alone, and Enter presses what has the focus', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).focus()
    await page.keyboard.press('Enter')
    await note('Paused').waitFor()
    const isOver = await page.evaluate(() => {
      const [notes, ...widgets] = ['.notes', '#at-picture', '#at-chat', '#at-votes', '#at-controls', '#at-health'].map(
        (name) => document.querySelector(name)?.getBoundingClientRect() ?? new DOMRect(),
      )
      const meets = (a: DOMRect, b: DOMRect) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      return widgets.map((widget) => meets(notes as DOMRect, widget))
    })
    assert.deepEqual(isOver, [true, false, false, false, false])
    await page.getByRole('button', { name: 'Go on', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.on-air[data-state=live]').waitFor()
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

  test('what the other panel undoes isn’t offered to be undone any more', async () => {
    await say('red')
    await page.getByRole('button', { name: 'Veto red' }).click()
    const told = note('red is off the ballot')
    await told.getByRole('button', { name: 'Undo' }).waitFor()
    await other.locator('.deeds li', { hasText: 'vetoed red' }).getByRole('button', { name: 'Undo' }).click()
    await told.getByText('undone', { exact: true }).waitFor()
    assert.equal(await told.getByRole('button', { name: 'Undo' }).count(), 0)
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

  test('a line stands in the status until it is taken away, and the other panel and the page have it too', async () => {
    const line = (by: Page) => by.getByLabel('What the status says')
    await line(page).fill('Back at nine')
    await line(page).press('Enter')
    await viewer.locator('.news-line', { hasText: 'Back at nine' }).waitFor()
    await other.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[aria-label="What the status says"]')?.value === 'Back at nine',
    )
    await other.getByRole('button', { name: 'Take away' }).click()
    await viewer.waitForFunction(() => document.querySelector('.news-line')?.textContent === '')
    await page.getByRole('button', { name: 'Take away', disabled: true }).waitFor()
    await page.locator('.deeds li', { hasText: 'took the status line away' }).waitFor()
  })

  test('late ballots are given time while the show runs', async () => {
    await page.locator('summary', { hasText: 'How the crowd plays' }).click()
    await page.getByLabel('Grace, s').fill('7')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await note('The crowd plays so from now on').waitFor()
    await other.locator('summary', { hasText: 'How the crowd plays' }).click()
    await until(async () => (await other.getByLabel('Grace, s').inputValue()) === '7')
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
    await drawer.getByRole('button', { name: 'Delete the note “types in rows”' }).click()
    await drawer.getByText('types in rows').waitFor({ state: 'detached' })
    // Digits choose for how long, and are digits where somebody writes; neither goes to another screen.
    await drawer.getByRole('button', { name: 'Time out' }).first().click()
    for (const digit of ['8', '2']) await page.keyboard.press(digit)
    assert.ok(await drawer.getByRole('radio', { name: '1 min' }).isChecked())
    await drawer.getByLabel('Why').pressSequentially('3 rows')
    assert.equal(await drawer.getByLabel('Why').inputValue(), '3 rows')
    assert.equal(new URL(page.url()).hash, '')
    await drawer.focus()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  test('the log says what was done, from what to what, and what was undone', async () => {
    await other.evaluate(() => (location.hash = 'log'))
    const entry = (text: string) => other.locator('.log tr', { hasText: text, hasNotText: 'undid' })
    await other.locator('.log tr', { hasText: 'undid “timed out spammer for 10 min”' }).waitFor()
    await entry('timed out spammer for 10 min').getByText('undone', { exact: true }).waitFor()
    // Whoever pressed panic and ended it by hand has nothing left to undo.
    await entry('pressed panic').getByText('can’t be undone any more').waitFor()
    await page.evaluate(() => (location.hash = 'chat'))
    await page.getByLabel('Blocked terms').fill('turnip')
    await page.getByRole('button', { name: 'Put in force' }).click()
    const change = entry('changed the blocked terms')
    await change.locator('.changes', { hasText: 'turnip' }).waitFor()
    await change.getByRole('button', { name: 'Undo' }).click()
    await change.getByText('undone', { exact: true }).first().waitFor()
    await page.evaluate(() => (location.hash = 'show'))
    await page.locator('#at-chat').waitFor()
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
