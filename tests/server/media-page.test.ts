import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadImage, createCanvas } from '@napi-rs/canvas'
import type { Browser, Page } from 'playwright-core'
import type { Client } from '../helpers/accounts.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { openBrowser, watchPage } from '../helpers/browser.ts'
import { formOf, made, pngOf } from '../helpers/media-files.ts'
import { startOwned, type OwnedArcade } from '../helpers/owned-arcade.ts'

const blue = [20, 40, 220] as const
const green = ['-f', 'lavfi', '-i', 'color=0x00ff00:s=320x180:d=1:r=24', '-pix_fmt', 'yuv420p'] as const

describe('media on the spectators’ page', { timeout: 90_000 }, () => {
  const folder = temporaryFolder()
  let arcade: OwnedArcade
  let owner: Client
  let browser: Browser
  let page: Page
  let troubles: string[] = []

  before(async () => {
    arcade = await startOwned(['--output', 'null:', '--data', folder.path, '--chat', 'local:'])
    owner = arcade.owner
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    troubles = watchPage(page, arcade.url)
    await page.goto(arcade.url)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300)
  })
  after(async () => {
    await browser?.close()
    await arcade[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  const upload = async (name: string, content: Buffer) => {
    const { body, type } = formOf(name, content)
    const headers = { ...owner.sends, 'content-type': type }
    const response = await fetch(new URL('/api/media', arcade.url), { method: 'POST', body, headers })
    return ((await response.json()) as { id: string }).id
  }
  /** Part of the page’s picture that has about this colour. */
  const shareOf = async (colour: readonly number[]) => {
    const image = await loadImage(await page.locator('canvas').screenshot())
    const canvas = createCanvas(image.width, image.height)
    const g = canvas.getContext('2d')
    g.drawImage(image, 0, 0)
    const { data } = g.getImageData(0, 0, image.width, image.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if (colour.every((value, i) => Math.abs(value - (data[at + i] as number)) < 25)) count += 1
    return count / (data.length / 4)
  }

  it('come and go as they do on the air, and a panic hides them', async () => {
    const image = await upload('logo.png', pngOf(40, 40, blue))
    const film = await upload('loop.mp4', await made(folder.file('loop.mp4'), ...green))
    assert.equal(await shareOf(blue), 0)
    await owner.post(`/api/media/${image}/use`, { as: 'branding' })
    await until(async () => (await shareOf(blue)) > 0.002)
    await owner.post('/api/media/unuse', { as: 'branding' })
    await until(async () => (await shareOf(blue)) === 0)
    await owner.post(`/api/media/${film}/use`, { as: 'slate' })
    await owner.post('/api/show/slate', { slate: 'break' })
    const dark = [9, 62, 18]
    await until(async () => (await shareOf(dark)) > 0.3)
    await owner.post('/api/show/panic', {})
    await until(async () => (await shareOf(dark)) < 0.02)
    assert.deepEqual(troubles, [])
  })
})
