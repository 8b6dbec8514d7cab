import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { decodeSound } from '../../render/sound/decode.ts'
import { startArcade, until, type Arcade } from '../helpers/arcade.ts'
import { openBrowser, watchPage } from '../helpers/browser.ts'
import { bundleGame, type Bundle } from '../helpers/bundle.ts'
import { ffmpeg } from '../helpers/media.ts'

let bundle: Bundle
let browser: Browser
let flicker: Arcade
let colours: Arcade

before(async () => {
  bundle = bundleGame('flicker')
  makeSounds()
  browser = await openBrowser()
  const start = (id: string, input: string) =>
    startArcade(['--game', id, '--chat', 'local:', '--set', input, '--output', 'null:'], {}, bundle.main)
  flicker = await start('flicker', 'input=anarchy')
  colours = await start('colour-tone', 'window=2')
})

after(async () => {
  await browser?.close()
  await flicker?.stop()
  await colours?.stop()
  bundle?.[Symbol.dispose]()
})

function makeSounds(): void {
  const make = (name: string, source: string, ...args: string[]) =>
    execFileSync(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...args, bundle.file(name)])
  const tones = 'aevalsrc=0.5*sin(2*PI*600*t)|0.4*sin(2*PI*900*t):s=44100:d=1.5'
  make('hit.wav', tones)
  make('songs/song.ogg', tones, '-q:a', '6')
  make('long.mp3', 'anullsrc=r=48000:cl=mono', '-t', '700', '-b:a', '16k')
  make('many.wav', 'anullsrc=r=48000:cl=5.1', '-t', '1')
  writeFileSync(bundle.file('text.wav'), 'no sound at all')
}

/** Opens a page in which `spy` ran before anything else, waits until it is live and shows something, and closes it at the end. */
async function onPage({ url }: Arcade, spy: () => void, visit: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const troubles = watchPage(page, url)
    await page.addInitScript(spy)
    await page.goto(url)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300)
    await visit(page)
    assert.deepEqual(troubles, [])
  } finally {
    await context.close()
  }
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message').fill(text)
  await page.getByLabel('Message').press('Enter')
}

/** A picture that was put on the canvas that is seen. */
interface Put {
  readonly weight: number
  /** Whether what is seen is what was drawn, to the bit; null where that wasn't looked at. */
  readonly isSame: boolean | null
}

/** Runs in the page: notes in `puts` each picture that comes onto the canvas that is seen. */
function spyOnCanvas(): void {
  const puts: Put[] = []
  Object.assign(window, { puts })
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this` below
  const { drawImage } = CanvasRenderingContext2D.prototype
  const pixels = (canvas: HTMLCanvasElement) =>
    canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? ''
  CanvasRenderingContext2D.prototype.drawImage = function (
    this: CanvasRenderingContext2D,
    ...args: [HTMLCanvasElement, number, number]
  ) {
    drawImage.apply(this, args as unknown as Parameters<typeof drawImage>)
    if (!this.canvas.isConnected || args.length > 3) return
    const isLooked = puts.length % 20 === 0
    puts.push({ weight: this.globalAlpha, isSame: isLooked ? pixels(this.canvas) === pixels(args[0]) : null })
  }
}

const putsOf = (page: Page) => page.evaluate(() => (window as unknown as { puts: Put[] }).puts)

/** Runs in the page: the mean light of what is seen, 0 to 1, at each refresh of the screen for `ms`. */
function watchLight(ms: number): Promise<{ ms: number; light: number }[]> {
  const canvas = document.querySelector('canvas') as HTMLCanvasElement
  const g = new OffscreenCanvas(16, 9).getContext('2d', {
    willReadFrequently: true,
  }) as OffscreenCanvasRenderingContext2D
  g.imageSmoothingEnabled = false
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const seen: { ms: number; light: number }[] = []
  return new Promise((resolve) => {
    const look = (nowMs: number) => {
      g.drawImage(canvas, 0, 0, 16, 9)
      const { data } = g.getImageData(0, 0, 16, 9)
      let light = 0
      for (let i = 0; i < data.length; i += 4)
        light += 0.2126 * linear(data[i] ?? 0) + 0.7152 * linear(data[i + 1] ?? 0) + 0.0722 * linear(data[i + 2] ?? 0)
      seen.push({ ms: nowMs, light: light / (data.length / 4) })
      if (nowMs - (seen[0]?.ms ?? 0) > ms) resolve(seen)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** The most opposing changes of a tenth of the light, with the darker side below 0.8, within any second. */
function busiestSecond(seen: readonly { ms: number; light: number }[]): number {
  const turns: number[] = []
  let [low, high, last] = [seen[0]?.light ?? 0, seen[0]?.light ?? 0, 0]
  for (const { ms, light } of seen) {
    const turn =
      last <= 0 && light - low >= 0.1 && low < 0.8 ? 1 : last >= 0 && high - light >= 0.1 && light < 0.8 ? -1 : 0
    if (turn === 0) [low, high] = [Math.min(low, light), Math.max(high, light)]
    else {
      turns.push(ms)
      ;[low, high, last] = [light, light, turn]
    }
  }
  return Math.max(0, ...turns.map((from) => turns.filter((ms) => ms >= from && ms - from < 1000).length))
}

describe('flashes on the spectator page', { timeout: 120_000 }, () => {
  for (const rate of [5, 12, 60])
    test(`a game that asks for ${rate} a second gets three, and its picture back when it is calm`, (t) =>
      onPage(flicker, spyOnCanvas, async (page) => {
        const seen = page.evaluate(watchLight, 5000)
        await say(page, `${rate}`)
        const turns = busiestSecond(await seen)
        t.diagnostic(`${turns} opposing changes in the busiest second`)
        assert.ok(turns >= 4 && turns <= 6, `${turns} opposing changes in a second`)
        assert.ok(
          (await putsOf(page)).some(({ weight }) => weight < 1),
          'pictures are faded',
        )
        await say(page, '0')
        await page.getByRole('listitem').filter({ hasText: ' 0' }).first().waitFor()
        const at = (await putsOf(page)).length
        await until(async () => (await putsOf(page)).slice(at).at(-1)?.weight === 1)
        const [{ light } = { light: 0 }] = await page.evaluate(watchLight, 100)
        assert.ok(light > 0.03 && light < 0.2, `the light is ${light}`)
      }))

  test('three in a second are left alone', () =>
    onPage(flicker, spyOnCanvas, async (page) => {
      await say(page, '2')
      const turns = busiestSecond(await page.evaluate(watchLight, 3000))
      assert.ok(turns >= 3 && turns <= 5, `${turns} opposing changes in a second`)
      await say(page, '0')
      assert.ok((await putsOf(page)).every(({ weight }) => weight === 1))
    }))

  test('an ordinary show is shown as it was drawn, to the bit', () =>
    onPage(colours, spyOnCanvas, async (page) => {
      for (const word of ['white', 'black']) {
        await say(page, word)
        await page
          .locator('.result')
          .filter({ hasText: `${word} won` })
          .waitFor()
      }
      await page.waitForTimeout(1000)
      const puts = await putsOf(page)
      assert.ok(puts.length > 60, `${puts.length} pictures`)
      assert.ok(puts.every(({ weight, isSame }) => weight === 1 && isSame !== false))
    }))
})

/** A sound file as it goes to the audio thread. */
interface Sent {
  readonly clip: string
  readonly left: number[]
  readonly right: number[]
}

/** Runs in the page: notes in `sent` each sound file that goes to the audio thread. */
function spyOnSounds(): void {
  const sent: Sent[] = []
  Object.assign(window, { sent })
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this` below
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function (this: MessagePort, message: any, ...rest: any[]) {
    if ('clip' in message)
      sent.push({ clip: message.clip, left: Array.from(message.left), right: Array.from(message.right) })
    postMessage.apply(this, [message, ...rest] as unknown as Parameters<typeof postMessage>)
  }
}

const sentOf = (page: Page) => page.evaluate(() => (window as unknown as { sent: Sent[] }).sent)

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let far = 0
  // The very edges are left out, where each way of changing the rate and each codec rings in its own way.
  for (let i = 2000; i < a.length - 4000; i++) far = Math.max(far, Math.abs((a[i] ?? 0) - (b[i] ?? 0)))
  return far
}

describe('the sound files of a game on the spectator page', { timeout: 120_000 }, () => {
  test('are decoded to what the broadcast plays, and are heard', () =>
    onPage(flicker, spyOnSounds, async (page) => {
      const served = new Map<string, Record<string, string>>()
      page.on('response', (response) => served.set(new URL(response.url()).pathname, response.headers()))
      await page.getByRole('button', { name: 'Turn sound on' }).click()
      const sent = await until(async () => {
        const now = await sentOf(page)
        return now.length === 2 && now
      })
      for (const [name, file] of Object.entries({ hit: 'hit.wav', song: 'songs/song.ogg' })) {
        const clip = sent.find(({ clip: each }) => each === name) as Sent
        const sampleRate = Math.round(clip.left.length / 1.5 / 100) * 100
        const { left, right } = await decodeSound(bundle.file(file), { ffmpeg, sampleRate })
        assert.ok(
          Math.abs(clip.left.length - left.length) < 100,
          `${name}: ${clip.left.length}, ${left.length} samples`,
        )
        const far = Math.max(farthest(clip.left, left), farthest(clip.right, right))
        assert.ok(far < 0.01, `${name}: ${far} apart`)
      }
      const heardOver = (level: number) =>
        page.waitForFunction(
          (least) => Number(document.querySelector('[data-level]')?.getAttribute('data-level')) > least,
          level,
        )
      assert.equal(await page.locator('[data-level]').getAttribute('data-level'), '0.000')
      await say(page, 'hit')
      await heardOver(0.3)
      const wav = [...served].find(([address]) => address.endsWith('.wav'))
      assert.equal(wav?.[1]['content-type'], 'audio/wav')
      assert.match(wav?.[1]['cache-control'] ?? '', /immutable/)
    }))

  test('that can’t be had are silent, and are told of once', () =>
    onPage(flicker, spyOnSounds, async (page) => {
      const told: string[] = []
      page.on('console', (message) => message.type() === 'warning' && told.push(message.text()))
      await page.getByRole('button', { name: 'Turn sound on' }).click()
      await until(() => told.length === 4)
      await page.getByRole('button', { name: 'Turn sound off' }).click()
      await page.getByRole('button', { name: 'Turn sound on' }).click()
      await page.waitForTimeout(500)
      const reasons = {
        gone: 'gone.ogg is no WAV, OGG or MP3 file beside the game’s module',
        text: 'text.wav is no WAV, OGG or MP3 file by its bytes',
        long: 'long.mp3 is longer than 600 s',
        many: 'it has 6 channels, and may have two',
      }
      assert.deepEqual(
        told,
        Object.entries(reasons).map(([name, why]) => `the sound "${name}" stays silent: ${why}`),
      )
    }))
})
