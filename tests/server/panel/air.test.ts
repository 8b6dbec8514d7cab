import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder, until, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { encodePng } from '../../helpers/golden.ts'
import { ffmpeg, packetTimes } from '../../helpers/media.ts'
import { startRtmpServer, type RtmpServer } from '../../helpers/nginx-rtmp.ts'
import { enterPanel, openPanelPage, startPanel } from '../../helpers/panel.ts'

const folder = temporaryFolder()
let server: RtmpServer
let show: Arcade
let browser: Browser
let page: Page
let troubles: string[]

before(async () => {
  server = await startRtmpServer()
  const output = ['--output', `${server.url}/first`, '--size', '320x180', '--fps', '30', '--preset', 'custom:300k']
  show = await startPanel(['--chat', 'local:', '--data', folder.path, ...output])
  browser = await openBrowser()
  ;({ page, troubles } = await openPanelPage(browser, new URL('/panel', show.url).href))
  await enterPanel(page)
})

after(async () => {
  await browser?.close()
  await show?.stop()
  await server?.[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const goTo = (screen: string) => page.evaluate((id) => (location.hash = id), screen)
/** Those that somebody receives. */
const outputs = async () => (await show.status()).stream.outputs.filter(({ id }) => id !== 'null')

/** Plays the stream as a viewer does, from when its first packet has come. */
async function receive(file: string): Promise<{ stop(): Promise<void> }> {
  const args = ['-v', 'error', '-y', '-rw_timeout', '8000000', '-i', `${server.url}/first`, '-c', 'copy']
  const child: ChildProcess = spawn(ffmpeg, [...args, '-progress', 'pipe:1', file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let progress = ''
  child.stdout?.on('data', (chunk: Buffer) => (progress += chunk.toString()))
  await until(() => /out_time_us=[1-9]/.test(progress), 20_000)
  return {
    async stop() {
      child.stdin?.write('q')
      await closed
    },
  }
}

describe('what goes out', { concurrency: false }, () => {
  test('the game is switched, and who receives the stream sees no gap', async () => {
    await until(async () => (await outputs())[0]?.state === 'live', 20_000)
    const file = folder.file('received.flv')
    const viewer = await receive(file)
    await page.locator('#games').selectOption('vote-chess')
    await page.getByRole('button', { name: 'Switch', exact: true }).click()
    await until(async () => (await show.status()).game === 'vote-chess', 20_000)
    const { written } = (await show.status()).stream.frames
    await until(async () => (await show.status()).stream.frames.written > written + 60, 20_000)
    await viewer.stop()
    const { video } = await packetTimes(file)
    assert.ok(video.length > 60, `${video.length} packets`)
    const steps = video.slice(1).map((at, index) => at - (video[index] as number))
    assert.ok(Math.max(...steps) < 1.5 / 30, `a gap of ${Math.max(...steps)} s`)
    assert.equal((await outputs())[0]?.reconnects, 0)
    await page.locator('.deeds li', { hasText: 'switched the game to Vote Chess' }).first().waitFor()
    await goTo('log')
    await page.locator('.changes', { hasText: 'from Colour & Tone to Vote Chess' }).waitFor()
    await goTo('settings')
    await page.getByText('On at the moment: vote-chess').waitFor()
    // Which isn't what the next start begins with, since nobody has set another one.
    assert.equal(await page.getByLabel('Game', { exact: true }).inputValue(), 'colour-tone')
    const early = page.getByRole('switch', { name: 'Close early' })
    assert.deepEqual([await early.isChecked(), await page.getByText('yes, by default').count()], [true, 1])
  })

  test('a second output is added live, and the first doesn’t notice', async () => {
    await goTo('stream')
    await page.getByRole('button', { name: 'Add an output' }).click()
    await page.getByLabel('Address').fill(server.url)
    await page.getByLabel('Stream key').fill('canary-second')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await until(async () => (await page.locator('.output').count()) === 3)
    await page.locator('.output').last().getByText('live', { exact: true }).waitFor()
    const [first, second] = await outputs()
    assert.deepEqual([first?.state, first?.reconnects, second?.state], ['live', 0, 'live'])
    // The key is only ever written.
    assert.doesNotMatch(await page.content(), /canary-second/)
    await page.locator('.output').last().getByLabel('On the air').uncheck()
    // By its words: a note of what was done before may still be there with an Undo of its own.
    await page.locator('.note', { hasText: 'is off' }).getByRole('button', { name: 'Undo' }).click()
    await page.locator('.output').last().getByText('live', { exact: true }).waitFor()
    assert.equal((await outputs())[0]?.reconnects, 0)
    // One that was removed by mistake is back with its key, and nobody had to type it again.
    await page.locator('.output').last().getByRole('button', { name: 'Remove' }).dblclick()
    assert.equal(await page.locator('.output').count(), 3)
    await page.locator('.output').last().getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'End it' }).click()
    await until(async () => (await page.locator('.output').count()) === 2)
    await page.locator('.note', { hasText: 'has ended' }).getByRole('button', { name: 'Undo' }).click()
    await until(async () => (await page.locator('.output').count()) === 3)
    await page.locator('.output').last().getByText('live', { exact: true }).waitFor()
    assert.doesNotMatch(await page.content(), /canary-second/)
  })

  test('an image is uploaded, put into the corner, and taken out of it again', async () => {
    await goTo('media')
    const buffer = encodePng(Buffer.alloc(64 * 32 * 4, 0xcc), 64, 32)
    await page.locator('.drop input').setInputFiles({ name: 'corner.png', mimeType: 'image/png', buffer })
    const file = page.locator('.media-file', { hasText: 'corner.png' })
    await file.getByRole('button', { name: 'Into the corner' }).click()
    await file.getByRole('button', { name: 'Empty the corner' }).click()
    await file.getByRole('button', { name: 'Delete' }).click()
    await file.getByRole('button', { name: 'Really delete' }).click()
    await file.waitFor({ state: 'detached' })
    await page
      .locator('.drop input')
      .setInputFiles({ name: 'a.svg', mimeType: 'image/png', buffer: Buffer.from('<svg/>') })
    await page.locator('.note.problem', { hasText: 'a.svg: ' }).waitFor()
    assert.deepEqual(troubles, [])
  })
})
