import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import type { createFlashGuard } from '../../server/web/watch/picture/flash.ts'
import { openBrowser } from '../helpers/browser.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const site = 'http://page.test/'

/** Of the scene's face for pages only what the guard needs: the rest would bring libraries along. */
const face = ['count', 'light', 'points'].map((name) => `export * from './raster/flash-${name}.ts'`).join('\n')

let browser: Browser
let page: Page

before(async () => {
  browser = await openBrowser()
  page = await browser.newPage()
  await page.route(`${site}**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    if (path === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
    const body = path === 'render/browser.ts' ? face : stripTypeScriptTypes(readFileSync(`${root}${path}`, 'utf8'))
    return route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(site)
})

after(() => browser?.close())

interface Asked {
  readonly width: number
  readonly height: number
  /** Pixels of a cell of the checkerboard, of which every other goes on and off with each picture. */
  readonly cell: number
  readonly pictures: number
}

/** Runs in the page: shows the pictures at 60 a second of the guard's own time. Gives the light of a flashing cell, and what a picture costs. */
async function flash({ width, height, cell, pictures }: Asked): Promise<{ lights: number[]; msEach: number }> {
  const address = '/server/web/watch/picture/flash.ts'
  const module = (await import(address)) as { createFlashGuard: typeof createFlashGuard }
  const canvases = [0, 1].map(() => Object.assign(document.createElement('canvas'), { width, height }))
  const [shown, drawn] = canvases as [HTMLCanvasElement, HTMLCanvasElement]
  const g = drawn.getContext('2d', { alpha: false }) as CanvasRenderingContext2D
  const guard = module.createFlashGuard(shown, drawn, { width: 1280, height: 720 })
  const lights: number[] = []
  let spentMs = 0
  for (let number = 0; number < pictures; number++) {
    g.fillStyle = '#000'
    g.fillRect(0, 0, width, height)
    g.fillStyle = number % 2 === 0 ? '#000' : '#fff'
    for (let y = 0; y * cell < height; y++)
      for (let x = (y + 1) % 2; x * cell < width; x += 2) g.fillRect(x * cell, y * cell, cell, cell)
    const from = performance.now()
    guard.show((number * 1000) / 60, false)
    spentMs += performance.now() - from
    const [value = 0] = (shown.getContext('2d') as CanvasRenderingContext2D).getImageData(
      cell * 1.5,
      cell / 2,
      1,
      1,
    ).data
    lights.push(value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  }
  return { lights, msEach: spentMs / pictures }
}

/** Opposing changes by a tenth of the light within the busiest second of 60 pictures. */
function busiest(lights: readonly number[]): number {
  const turns: number[] = []
  let [low, high, last] = [1, 0, 0]
  for (const [at, light] of lights.entries()) {
    ;[low, high] = [Math.min(low, light), Math.max(high, light)]
    const turn = last <= 0 && light - low >= 0.1 ? 1 : last >= 0 && high - light >= 0.1 ? -1 : 0
    if (turn === 0) continue
    turns.push(at)
    ;[low, high, last] = [light, light, turn]
  }
  return Math.max(0, ...turns.map((from) => turns.filter((at) => at >= from && at - from < 60).length))
}

describe('on the spectator page, a checkerboard that flashes', () => {
  for (const [width, height, cell] of [
    [1280, 720, 10],
    [960, 540, 15],
    [800, 450, 4],
  ] as const)
    it(`in cells of ${cell} pixels comes out with three flashes a second, on ${width}×${height}`, async (t) => {
      const { lights, msEach } = await page.evaluate(flash, { width, height, cell, pictures: 120 })
      const turns = busiest(lights)
      t.diagnostic(`${turns} opposing changes in the busiest second; ${msEach.toFixed(2)} ms a picture`)
      assert.ok(turns >= 4 && turns <= 6, `${turns} opposing changes in a second`)
    })
})
