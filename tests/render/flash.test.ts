import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type ArcadeState } from '../../game/index.ts'
import { parseFps } from '../../render/clock.ts'
import { createRaster } from '../../render/raster/canvas.ts'
import { createFlashLimiter } from '../../render/raster/flash.ts'
import { i420Bytes } from '../../render/raster/i420.ts'
import { drawScene } from '../../render/scene/scene.ts'
import { decide, frameOf } from '../helpers/game.ts'
import { blockPixels, countFlashes, paint, type Yuv } from '../helpers/flash.ts'

const [width, height] = [320, 180]
const black: Yuv = [16, 128, 128]
const white: Yuv = [235, 128, 128]
const dark: Yuv = [110, 128, 128]
const red: Yuv = [63, 102, 240]
const everywhere = { x: 0, y: 0, width, height }

interface Show {
  readonly fps: string
  readonly seconds: number
  readonly draw: (second: number, frame: number) => Uint8Array
}

/** The pictures as they come, and as they leave the limiter. */
function run({ fps, seconds, draw }: Show): { fps: number; asked: Uint8Array[]; left: Uint8Array[] } {
  const rate = parseFps(fps)
  const perSecond = rate.num / rate.den
  const limiter = createFlashLimiter(width, height, rate)
  const asked = Array.from({ length: Math.round(seconds * perSecond) }, (_, n) => draw(n / perSecond, n))
  const left = asked.map((picture, frame) => {
    const copy = picture.slice()
    limiter.limit(copy, frame)
    return copy
  })
  return { fps: perSecond, asked, left }
}

/** On and off so often a second; at more than half the frame rate, each frame is the other. */
const flashing =
  (hz: number, on: Yuv, off: Yuv, rect = everywhere) =>
  (second: number) =>
    paint(width, height, off, [{ rect, colour: Math.floor(second * hz * 2 + 1e-6) % 2 === 1 ? on : off }])

const alternating =
  (on: Yuv, off: Yuv, rect = everywhere) =>
  (_: number, frame: number) =>
    paint(width, height, off, [{ rect, colour: frame % 2 === 1 ? on : off }])

const most = (show: Show, kind: 'light' | 'red' = 'light') => {
  const { fps, asked, left } = run(show)
  return [asked, left].map((pictures) => countFlashes(pictures, width, height, fps)[kind])
}

describe('a game that flashes', () => {
  for (const fps of ['30', '60', '30000/1001', '24'])
    it(`as fast as it can at ${fps} frames a second comes out with three flashes in any second`, () => {
      const [asked, left] = most({ fps, seconds: 4, draw: alternating(white, black) })
      assert.ok((asked as number) >= 12, `${asked}`)
      assert.equal(left, 3)
    })

  for (const hz of [30, 10, 7, 4])
    it(`${hz} times a second comes out with three at most`, () => {
      const [asked, left] = most({ fps: '60', seconds: 3.5, draw: flashing(hz, white, black) })
      assert.ok((asked as number) >= 4, `${asked}`)
      assert.equal(left, 3)
    })

  it('in a part of the picture, in grey, or in saturated red comes out with three at most', () => {
    const corner = { x: 200, y: 100, width: 60, height: 40 }
    for (const draw of [
      flashing(10, white, black, corner),
      flashing(5, dark, black),
      flashing(8, dark, [150, 128, 128]),
    ]) {
      const [asked, left] = most({ fps: '30', seconds: 5, draw })
      assert.ok((asked as number) > 3, `${asked}`)
      assert.equal(left, 3)
    }
    for (const draw of [flashing(10, red, black), flashing(6, red, [63, 128, 128], corner)]) {
      const [asked, left] = most({ fps: '30', seconds: 5, draw }, 'red')
      assert.ok((asked as number) > 3, `${asked}`)
      assert.equal(left, 2)
    }
  })

  it('in turns in different parts that are seen at once comes out with three at most', () => {
    const draw = (second: number) => {
      const step = Math.floor(second * 15 + 1e-6)
      const rect = { x: 40 + 40 * (Math.floor(step / 2) % 3), y: 60, width: 40, height: 50 }
      return paint(width, height, black, step % 2 === 1 ? [{ rect, colour: white }] : [])
    }
    const [asked, left] = most({ fps: '30', seconds: 5, draw })
    assert.ok((asked as number) > 3, `${asked}`)
    assert.ok((left as number) <= 3, `${left}`)
  })

  it('at random, in any colours, sizes and speeds, never comes out with more than three', () => {
    const colour = fc.tuple(
      fc.integer({ min: 16, max: 235 }),
      fc.constantFrom(128, 102, 240),
      fc.constantFrom(128, 240, 100),
    )
    // Whole blocks of the count that tests, which takes one that changes in part for one that changes.
    const blocks = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * blockPixels)
    const rect = fc.record({ x: blocks(0, 33), y: blocks(0, 16), width: blocks(3, 53), height: blocks(3, 30) })
    const step = fc.record({ frames: fc.integer({ min: 1, max: 6 }), colour, rect })
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 40 }), fc.constantFrom('24', '30', '60'), (steps, fps) => {
        const pictures = steps.flatMap(({ frames, colour: paintedIn, rect: where }) =>
          Array.from({ length: frames }, () => paint(width, height, black, [{ rect: where, colour: paintedIn }])),
        )
        const perSecond = Number(fps)
        const draw = (_: number, frame: number) => pictures[frame] as Uint8Array
        const { left } = run({ fps, seconds: pictures.length / perSecond, draw })
        const counted = countFlashes(left, width, height, perSecond)
        assert.ok(counted.light <= 3 && counted.red <= 3, JSON.stringify(counted))
      }),
      { numRuns: 15 },
    )
  })
})

describe('the flash limiter', () => {
  it('leaves three flashes a second alone, for as long as they last', () => {
    const { asked, left } = run({ fps: '30', seconds: 5, draw: flashing(3, white, black) })
    assert.deepEqual(left, asked)
  })

  it('lets the calm picture through again, bit for bit, within two seconds of the last flash', () => {
    const flash = flashing(15, white, black)
    const calm = paint(width, height, dark, [{ rect: { x: 30, y: 30, width: 100, height: 20 }, colour: white }])
    const { asked, left } = run({ fps: '30', seconds: 6, draw: (second) => (second < 3 ? flash(second) : calm) })
    assert.notDeepEqual(left.slice(0, 90), asked.slice(0, 90))
    assert.deepEqual(left.slice(150), asked.slice(150))
  })

  it('gives the same pictures for the same frames', () => {
    const show = { fps: '30', seconds: 3, draw: flashing(12, white, black) }
    assert.deepEqual(run(show).left, run(show).left)
  })

  it('leaves Colour & Tone alone to the bit, with chat painting as fast as its rules let it', () => {
    const match = createMatch(colourTone, 1)
    const raster = createRaster(width, height)
    const limiter = createFlashLimiter(width, height, { num: 30, den: 1 })
    const picture = new Uint8Array(i420Bytes(width, height))
    const words = ['red', 'white', 'black', 'blue', 'yellow']
    for (let tick = 1; tick <= 240; tick++) {
      match.step(tick % 30 === 0 ? [decide(words[(tick / 30) % words.length] as string)] : [])
      const frame = frameOf(match, width, height)
      drawScene(raster.context, {
        view: colourTone,
        state: match.state as unknown as ArcadeState,
        frame,
      })
      raster.read(picture.buffer)
      const before = picture.slice()
      limiter.limit(picture, frame.number)
      assert.ok(Buffer.from(picture).equals(before), `tick ${tick}`)
    }
  })
})
