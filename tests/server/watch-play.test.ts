import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startArcade, type Arcade } from '../helpers/arcade.ts'
import { openBrowser, watchPage } from '../helpers/browser.ts'

let server: Arcade
let browser: Browser

const start = (game: string, port = '0') =>
  startArcade(['--game', game, '--chat', 'local:', '--output', 'null:', '--port', port, '--set', 'window=600'])

before(async () => {
  server = await start('colour-tone')
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
})

async function onPage(width: number, visit: (page: Page) => Promise<void>, { url } = server): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 844 } })
  try {
    const troubles = watchPage(page, url)
    await page.goto(url)
    await page.getByText('Live', { exact: true }).waitFor()
    await visit(page)
    assert.deepEqual(troubles, [])
  } finally {
    await page.close()
  }
}

const message = (page: Page) => page.getByRole('combobox', { name: 'Message' })
const outcome = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()

async function say(page: Page, text: string): Promise<void> {
  await message(page).fill(text)
  await message(page).press('Enter')
}

describe('playing on the page', { timeout: 120_000 }, () => {
  test('a message that is refused is in the box again, chosen, so that it can be mended or typed over', () =>
    onPage(1280, async (page) => {
      await say(page, 'rde')
      await outcome(page, 'did you mean red?')
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[role=combobox]')?.value === 'rde')
      await page.waitForFunction(() => String(getSelection()) === 'rde')
      await page.keyboard.type('red')
      await page.keyboard.press('Enter')
      await outcome(page, 'You vote for red')
      assert.equal(await message(page).inputValue(), '')
      // What a button sent was never in the box.
      await page.getByRole('button', { name: 'green' }).click()
      await outcome(page, 'You vote for green')
      assert.equal(await message(page).inputValue(), '')
    }))

  test('what is being typed already is left alone', () =>
    onPage(1280, async (page) => {
      // Before the answer can have come.
      await message(page).evaluate((input: HTMLInputElement) => {
        const type = (text: string) => {
          input.value = text
          input.dispatchEvent(new Event('input', { bubbles: true }))
        }
        type('rde')
        requestAnimationFrame(() => {
          input.form?.requestSubmit()
          setTimeout(() => type('bl'), 0)
        })
      })
      await outcome(page, 'did you mean red?')
      assert.equal(await message(page).inputValue(), 'bl')
    }))

  for (const width of [360, 390, 801, 820, 1000, 1280])
    test(`a command and the start of another fit into the message box at ${width} pixels`, () =>
      onPage(width, async (page) => {
        const box = await message(page).boundingBox()
        assert.ok(box && box.width >= (width < 800 ? 105 : 190), `${box?.width} px`)
        const input = await message(page).evaluate((element: HTMLInputElement) => {
          const g = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
          const style = getComputedStyle(element)
          g.font = style.font
          const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
          return { room, placeholder: g.measureText(element.placeholder).width }
        })
        assert.ok(input.placeholder <= input.room, JSON.stringify(input))
        const name = await page.getByLabel('Name').boundingBox()
        assert.ok(name && name.width >= 90, `${name?.width} px for the name`)
      }))

  test('ways to say a thing stand apart in the help', async () => {
    await using race = await start('marble-race')
    await onPage(
      1280,
      async (page) => {
        const ways = page.locator('.help dt', { hasText: 'join blue' }).locator('span')
        assert.deepEqual(
          (await ways.allInnerTexts()).map((text) => text.trim()),
          ['join', 'join blue'],
        )
        const [one, two] = [await ways.first().boundingBox(), await ways.last().boundingBox()]
        assert.ok(one && two && two.x - (one.x + one.width) >= 8)
      },
      race,
    )
  })

  test('after a loss nothing is said of the vote that the connection took with it', async () => {
    let own = await start('colour-tone')
    try {
      await onPage(
        1280,
        async (page) => {
          await say(page, '440')
          await outcome(page, 'You vote for 440')
          await own.stop('SIGKILL')
          await page.getByText('The connection is lost').waitFor()
          assert.equal(await page.locator('.outcome').innerText(), '')
          own = await start('colour-tone', new URL(own.url).port)
          await outcome(page, 'Type a command or press a button.')
        },
        own,
      )
    } finally {
      await own.stop('SIGKILL')
    }
  })
})
