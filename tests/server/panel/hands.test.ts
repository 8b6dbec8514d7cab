import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let show: Arcade
let browser: Browser
let page: Page
let phone: Page
let ann: Page
let bob: Page
const troubles: string[][] = []

before(async () => {
  const voting = ['--set', 'input=democracy', '--set', 'window=600', '--set', 'early=false']
  show = await startPanel(['--chat', 'local:', '--data', folder.path, '--size', '320x180', ...voting])
  browser = await openBrowser()
  const open = async (options: object) => {
    const opened = await openPanelPage(browser, new URL('/panel', show.url).href, options)
    troubles.push(opened.troubles)
    await enterPanel(opened.page)
    // What the mouse is left over would be held.
    await opened.page.mouse.move(5, 5)
    return opened.page
  }
  page = await open({ viewport: { width: 1280, height: 768 } })
  phone = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  ann = await enter('ann')
  bob = await enter('bob')
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

async function enter(name: string): Promise<Page> {
  const viewer = await (await browser.newContext()).newPage()
  await viewer.goto(show.url)
  await viewer.getByLabel('Name').fill(name)
  return viewer
}

/** Types something, and waits until the panel has it. */
async function say(viewer: Page, text: string): Promise<void> {
  const row = page.locator('#at-chat .row', { hasText: text })
  const soFar = await row.count()
  await viewer.getByLabel('Message').fill(text)
  await viewer.getByLabel('Message').press('Enter')
  await until(async () => (await row.count()) > soFar)
}

const note = (on: Page, text: string) => on.locator('.note').filter({ hasText: text })
const tally = () => page.locator('.tally li .tally-label').allInnerTexts()

describe('under a hand', { concurrency: false }, () => {
  test('the options of a vote stay where they are while the pointer is over them, and a press that misses does nothing', async () => {
    await say(ann, 'red')
    await page.getByRole('button', { name: 'Veto red' }).hover()
    await say(bob, 'green')
    await say(ann, 'green')
    await page.locator('.tally li', { hasText: '2 · 100 %' }).waitFor()
    assert.deepEqual(await tally(), ['red', 'green'])
    // As when a finger goes down on one, and another is there by the time its click comes.
    await page.evaluate(() => {
      const [first, second] = document.querySelectorAll('.tally-veto')
      first?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }))
      dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch' }))
      second?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
    })
    await page.mouse.move(5, 5)
    await until(async () => (await tally()).join() === 'green')
    assert.equal(await page.locator('.vetoed').count(), 0)
    await page.getByRole('button', { name: 'Veto green' }).click()
    await page.locator('.vetoed').getByRole('button', { name: 'green' }).click()
    await page.locator('.vetoed').waitFor({ state: 'detached' })
  })

  test('panic is one key and one press over a dialog too, and a letter where somebody writes', async () => {
    await page.keyboard.press('k')
    await page.keyboard.press('t')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.keyboard.press('!')
    await page.locator('.on-air[data-state=panic]').waitFor()
    assert.ok(await dialog.isVisible())
    await dialog.getByLabel('Why').pressSequentially('!')
    assert.equal(await dialog.getByLabel('Why').inputValue(), '!')
    await dialog.getByRole('button', { name: 'Back to the game' }).click()
    await page.locator('.on-air[data-state=live]').waitFor()
    // Whoever has ended it by hand is offered no undo of it any more, and still reads that it was.
    const told = note(page, 'Panic: a calm picture')
    await told.filter({ hasNot: page.getByRole('button', { name: 'Undo' }) }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })

  test('what was found has the same keys as the chat, and says why it was refused', async () => {
    await say(bob, 'blarg')
    await page.keyboard.press('/')
    await page.keyboard.type('blarg')
    await until(async () => (await page.getByLabel('Messages with blarg').locator('.row').count()) === 1)
    await page.keyboard.press('Enter')
    await page.keyboard.press('k')
    const chosen = page.locator('.row.chosen')
    await chosen.locator('.row-why code', { hasText: 'blarg' }).waitFor()
    await page.keyboard.press('t')
    await page.getByRole('dialog', { name: 'Time out bob' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByLabel('Chat, newest last').waitFor()
  })

  test('Tab goes past the names of a chat, and keys still lead to who wrote', async () => {
    await page.locator('#at-chat .rows').focus()
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.rows') === null), true)
    // Where the focus is on a choice that Enter does nothing to, too.
    await page.locator('#at-chat').getByRole('radio', { name: 'All' }).focus()
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('complementary', { name: 'bob' })
    const last = drawer.locator('.row', { hasText: 'blarg' })
    await last.getByRole('button', { name: 'Delete the message' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })

  test('? shows the keys that are held, and those of the widgets', async () => {
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.getByText('hold the chat while it is down').waitFor()
    await dialog.getByText('on the dots of a widget').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('on a phone', { concurrency: false }, () => {
  test('a message that is tapped has buttons for fingers, and nothing scrolls sideways', async () => {
    await phone.locator('.row', { hasText: 'blarg' }).locator('.text').tap()
    for (const button of await phone.locator('.row.chosen .row-acts button').all()) {
      const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
      assert.ok(width >= 44 && height >= 44, `${width}×${height}`)
    }
    const sideways = await phone
      .locator('.tab-panel')
      .evaluate((panel) => [panel.scrollWidth - panel.clientWidth, document.documentElement.scrollWidth - innerWidth])
    assert.deepEqual(sideways, [0, 0])
    await phone.locator('.held').tap()
  })

  test('a note that was there makes room for a drawer, and another screen closes it', async () => {
    await phone.getByRole('button', { name: 'Panic' }).tap()
    await note(phone, 'Panic: a calm picture').waitFor()
    await phone.locator('.row .name', { hasText: 'bob' }).first().tap()
    const drawer = phone.getByRole('complementary', { name: 'bob' })
    await drawer.getByRole('button', { name: 'Time out' }).waitFor()
    await phone.waitForFunction(() => {
      const box = (name: string) => document.querySelector(name)?.getBoundingClientRect() ?? new DOMRect()
      return document.querySelector('.note') !== null && box('.notes').top > box('.drawer .chips').bottom
    })
    await phone.getByRole('link', { name: 'Log', exact: true }).tap()
    await drawer.waitFor({ state: 'detached' })
    await phone.getByRole('button', { name: 'Back to the game' }).tap()
    await phone.locator('.on-air[data-state=live]').waitFor()
  })

  test('nothing lies beside panic, and the way out is with the account', async () => {
    assert.ok(!(await phone.getByRole('button', { name: 'Log out' }).isVisible()))
    await phone.evaluate(() => (location.hash = 'accounts'))
    await phone.getByRole('button', { name: 'Log out' }).filter({ visible: true }).tap()
    await phone.getByRole('button', { name: 'Log in' }).waitFor()
    assert.deepEqual(troubles.flat(), [])
  })
})
