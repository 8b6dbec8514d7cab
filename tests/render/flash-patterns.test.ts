import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { parseFps } from '../../render/clock.ts'
import { createFlashLimiter } from '../../render/raster/flash.ts'
import { createColourReader, createColours, flashGrid } from '../../render/raster/flash-light.ts'
import { countFlashes, isOdd, paintPattern, type Pattern } from '../helpers/flash.ts'

const kinds = ['standing', 'lying', 'checkers'] as const
const [black, white] = [16, 235]

/** The most flashes in a second as the pictures come and as they leave, where the odd cells of a pattern go on and off. */
function run(pattern: Pattern, { width, height, fps, frames, hz }: Asked, odd = white, even = black) {
  const rate = parseFps(String(fps))
  const limiter = createFlashLimiter(width, height, rate)
  const [on, off] = [paintPattern(width, height, pattern, odd, even), paintPattern(width, height, pattern, even, even)]
  const asked = Array.from({ length: frames }, (_, frame) => {
    const isOn = hz * 2 >= fps ? frame % 2 === 1 : Math.floor((frame / fps) * hz * 2 + 1e-6) % 2 === 1
    return isOn ? on : off
  })
  const left = asked.map((picture, frame) => {
    const copy = picture.slice()
    limiter.limit(copy, frame)
    return copy
  })
  return [asked, left].map((pictures) => countFlashes(pictures, width, height, fps).light) as [number, number]
}

interface Asked {
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly frames: number
  readonly hz: number
}

describe('what flashes in a fine pattern', () => {
  for (const kind of kinds)
    it(`comes out with three flashes a second in ${kind} cells of any width`, () => {
      for (const period of [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 24, 30, 40, 60]) {
        const [asked, left] = run({ kind, period, phase: 0 }, { width: 320, height: 180, fps: 30, frames: 60, hz: 15 })
        assert.ok(asked >= 10 && left <= 3, `period ${period}: ${asked} and ${left}`)
      }
    })

  it('comes out with three in a checkerboard whose cells are half as wide as the points stand apart, at 720p', () => {
    const hd = { width: 1280, height: 720, fps: 30, frames: 45, hz: 15 }
    const [asked, left] = run({ kind: 'checkers', period: 20, phase: 0 }, hd)
    assert.ok(asked >= 10 && left <= 3, `${asked} and ${left}`)
  })

  it('never comes out with more than three, whatever the pattern, its greys and its speed', () => {
    const grey = fc.integer({ min: 16, max: 235 })
    const pattern = fc.record({
      kind: fc.constantFrom(...kinds),
      period: fc.integer({ min: 2, max: 60 }),
      phase: fc.integer({ min: 0, max: 59 }),
    })
    fc.assert(
      fc.property(pattern, grey, grey, fc.constantFrom(24, 30, 60), fc.integer({ min: 2, max: 30 }), (...given) => {
        const [which, odd, even, fps, hz] = given
        const [, left] = run(which, { width: 320, height: 180, fps, frames: fps * 2, hz }, odd, even)
        assert.ok(left <= 3, String(left))
      }),
      { numRuns: 25 },
    )
  })
})

/** Where the points of a picture stand, in pixels: read from pictures whose luma is a byte of each pixel's own place. */
function placesOf(width: number, height: number) {
  const grid = flashGrid(width, height)
  const read = createColourReader(width, height, grid)
  const seen = createColours(grid)
  const bytes = (of: (x: number, y: number) => number) => {
    const picture = new Uint8Array((width * height * 3) / 2)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) picture[y * width + x] = of(x, y) & 255
    read(picture, seen)
    return Array.from(seen.y)
  }
  const [xs, ys] = [bytes((x) => x), bytes((_, y) => y)]
  const [highX, highY] = [bytes((x) => x >> 8), bytes((_, y) => y >> 8)]
  return xs.map((x, at) => ({
    x: x + 256 * (highX[at] as number),
    y: (ys[at] as number) + 256 * (highY[at] as number),
  }))
}

describe('the points of the count', () => {
  const sizes = [
    [640, 360],
    [1280, 720],
    [720, 1280],
    [720, 720],
    [1920, 1080],
  ] as const

  for (const [width, height] of sizes)
    it(`meet as much of every pattern as there is of it, in each ninth of a picture of ${width}×${height}`, () => {
      const ninthOf = ({ x, y }: { x: number; y: number }) =>
        3 * Math.floor((3 * y) / height) + Math.floor((3 * x) / width)
      const ninths = Object.values(Object.groupBy(placesOf(width, height), ninthOf)) as { x: number; y: number }[][]
      assert.equal(ninths.length, 9)
      for (const kind of kinds)
        for (let period = 2; period <= 60; period++)
          for (const [ninth, places] of ninths.entries()) {
            const share = places.filter(({ x, y }) => isOdd({ kind, period, phase: 0 }, x, y)).length / places.length
            // Of an odd period one cell is a pixel narrower than the other.
            const odd = Math.floor(period / 2) / period
            const there = kind === 'checkers' ? 2 * odd * (1 - odd) : odd
            assert.ok(Math.abs(share - there) < 0.17, `${kind} of ${period} px in ninth ${ninth}: ${share.toFixed(2)}`)
          }
    })
})
