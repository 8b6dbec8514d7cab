import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
const phone = { width: 390, height: 844 }
let show: Arcade
let browser: Browser
/** Two moderators: one on a phone, whose forms go with each tab, and one at a desk. */
let page: Page
let other: Page
const troubles: string[][] = []

before(async () => {
  show = await startPanel(['--chat', 'local:', '--data', folder.path])
  browser = await openBrowser()
  const address = new URL('/panel', show.url).href
  const open = async (viewport: { width: number; height: number }) => {
    const opened = await openPanelPage(browser, address, { viewport })
    troubles.push(opened.troubles)
    await enterPanel(opened.page)
    return opened.page
  }
  ;[page, other] = [await open(phone), await open({ width: 1280, height: 800 })]
})

after(async () => {
  await browser?.close()
  await show?.stop()
  folder[Symbol.dispose]()
})

const goTo = (screen: string, by = page) => by.evaluate((id) => (location.hash = id), screen)
const tab = (name: string) => page.getByRole('tab', { name }).click()
const part = (name: string) => page.locator('.choice', { hasText: new RegExp(`^${name}$`) }).click()
const reads = (field: Locator, text: string) => until(async () => (await field.inputValue()) === text)
const button = (name: string, by = page) => by.getByRole('button', { name, exact: true })
const get = async (path: string) => (await (await page.request.get(new URL(path, show.url).href)).json()) as unknown
const filter = () => get('/api/chat/filter')
const saved = async () => ((await get('/api/settings')) as { saved: unknown }).saved

describe('what is typed and not sent yet', { concurrency: false }, () => {
  test('is there again after another tab and another screen, and goes once it is sent', async () => {
    const fields = () =>
      [
        [page.getByLabel('What everybody is told'), 'Pizza at nine'],
        [page.getByLabel('What the slate says'), 'Back in five'],
        [page.getByLabel('What the status says'), 'Half-way there'],
      ] as const
    await tab('Controls')
    for (const [field, text] of fields()) await field.fill(text)
    await tab('Votes')
    await tab('Controls')
    for (const [field, text] of fields()) assert.equal(await field.inputValue(), text)
    await goTo('media')
    await page.locator('#screen-media').waitFor()
    await goTo('show')
    await tab('Controls')
    for (const [field, text] of fields()) assert.equal(await field.inputValue(), text)

    const [[announcement], [slate]] = fields()
    await announcement.press('Enter')
    await reads(announcement, '')
    await button('Break').click()
    // From then on it is what is up, for the other one too.
    await reads(other.getByLabel('What the slate says'), 'Back in five')
    await page.locator('.on-air[data-state=slate]').waitFor()
    await button('Break').click()
    await reads(slate, '')
    // An emptied field is no wish any more.
    const [, , [line]] = fields()
    await line.fill('')
    await line.blur()
    await other.getByLabel('What the status says').fill('By the other one')
    await other.getByLabel('What the status says').press('Enter')
    await reads(line, 'By the other one')
  })

  test('a poll is there again after Escape and a tap outside, until it is asked or cleared', async () => {
    await tab('Votes')
    const dialog = page.getByRole('dialog', { name: 'Ask the crowd' })
    const open = () => button('Poll …').click()
    await open()
    await dialog.getByLabel('Question').fill('Tea or coffee?')
    await dialog.getByLabel('Option 1').fill('tea')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await open()
    assert.equal(await dialog.getByLabel('Question').inputValue(), 'Tea or coffee?')
    await page.mouse.click(5, 5)
    await dialog.waitFor({ state: 'detached' })
    await open()
    assert.equal(await dialog.getByLabel('Option 1').inputValue(), 'tea')
    await dialog.getByRole('button', { name: 'Clear' }).click()
    assert.equal(await dialog.getByLabel('Question').inputValue(), '')
    await dialog.getByLabel('Question').fill('Cats?')
    await dialog.getByRole('button', { name: 'Ask' }).click()
    await dialog.waitFor({ state: 'detached' })
    await button('End the poll').click()
    await open()
    assert.equal(await dialog.getByLabel('Question').inputValue(), '')
    await page.keyboard.press('Escape')
  })

  test('a stream key stays after a refusal, which is in the words of the form, and goes with the form', async () => {
    await goTo('stream')
    await button('Add an output').click()
    await page.getByLabel('Address').fill('rtmp://127.0.0.1/live')
    await button('Add').click()
    await page.locator('.note.problem', { hasText: 'type its stream key' }).waitFor()
    assert.equal(await page.locator('.note', { hasText: 'STREAM_KEY_FILE' }).count(), 0)
    const key = page.getByLabel('Stream key')
    await key.fill('canary key')
    await button('Add').click()
    await page.locator('.note.problem', { hasText: 'a character that no key has' }).waitFor()
    assert.equal(await key.inputValue(), 'canary key')
    await goTo('show')
    await goTo('stream')
    await button('Add an output').click()
    assert.equal(await key.inputValue(), '')
  })
})

describe('two moderators with one list', { concurrency: false }, () => {
  test('terms that are edited stay through other screens, say what another has changed, and are laid over it', async () => {
    const terms = page.getByLabel('Blocked terms')
    await goTo('chat')
    await part('Terms')
    await terms.fill('turnip\nswede')
    await button('Put in force').click()
    await goTo('chat', other)
    await reads(other.getByLabel('Blocked terms'), 'turnip\nswede')

    await terms.fill('turnip\nparsnip')
    await other.getByLabel('Blocked terms').fill('turnip\nswede\nradish')
    await button('Put in force', other).click()
    await page.getByText('Changed by somebody else meanwhile: “radish” added.').waitFor()
    await part('Out')
    await part('Terms')
    assert.equal(await terms.inputValue(), 'turnip\nparsnip')
    await button('Put in force').click()
    await reads(terms, 'turnip\nradish\nparsnip')
    await reads(other.getByLabel('Blocked terms'), 'turnip\nradish\nparsnip')
    assert.deepEqual(await filter(), { blocked: ['turnip', 'radish', 'parsnip'], ignore: [] })
  })

  test('settings that were opened long ago are brought up to date, and saving them changes what was touched alone', async () => {
    const save = button('Save')
    await goTo('settings')
    const quorum = page.getByLabel('Quorum')
    await quorum.fill('7')
    await page.getByLabel('Not heard').pressSequentially('ann\nbob')
    // What another one changes comes, and takes nothing of what is typed.
    await other.getByLabel('Blocked terms').fill('turnip\nradish\nparsnip\nleek')
    await other.getByLabel('Not heard').fill('zoe')
    await button('Put in force', other).click()
    await reads(page.getByLabel('Blocked terms'), 'turnip\nradish\nparsnip\nleek')
    await page.getByText('Changed by somebody else meanwhile: “zoe” added.').waitFor()
    await goTo('settings', other)
    await other.getByLabel('Vote length').fill('42')
    await button('Save', other).click()
    await reads(page.getByLabel('Vote length'), '42')
    assert.equal(await page.getByLabel('Not heard').inputValue(), 'ann\nbob')

    await goTo('show')
    await goTo('settings')
    assert.equal(await quorum.inputValue(), '7')
    // However far down one is.
    await page.getByLabel('Voice').scrollIntoViewIfNeeded()
    const isUncovered = await save.evaluate((each) => {
      const { left, top, width, height } = each.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) === each
    })
    assert.ok(isUncovered)
    await page.getByText('2 changes', { exact: true }).waitFor()
    await save.click()
    await until(() => save.isDisabled())
    const lists = { blocked: ['turnip', 'radish', 'parsnip', 'leek'], ignore: ['zoe', 'ann', 'bob'] }
    assert.deepEqual(await saved(), { ...lists, set: { window: 42, quorum: 7 } })
    await until(async () => JSON.stringify(await filter()) === JSON.stringify(lists))
  })

  test('a file replaces all that was set, once it is saved', async () => {
    const file = { perSecond: 5, blocked: ['kale'] }
    const buffer = Buffer.from(JSON.stringify(file))
    await page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer })
    await reads(page.getByLabel('Messages a second'), '5')
    assert.notDeepEqual(await saved(), file)
    await button('Save').click()
    await until(() => button('Save').isDisabled())
    assert.deepEqual(await saved(), file)
    assert.deepEqual(troubles.flat(), [])
  })
})
