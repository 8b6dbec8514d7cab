import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createBitmaps } from '../../render/browser.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { canvasOf, pixelsOf } from '../helpers/game.ts'

const bitmaps = () => createBitmaps((width, height) => createDrawing(width, height) as unknown as Surface)
const filled = (pixels: number, ...colour: number[]) =>
  Uint8ClampedArray.from({ length: 4 * pixels }, (_, at) => colour[at % 4] as number)

describe('an image of a game’s own pixels', () => {
  it('is drawn with these very pixels, sharp at any whole scale', () => {
    const { canvas, g } = canvasOf(8, 4)
    const rgba = Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 99, 200, 255])
    g.imageSmoothingEnabled = false
    g.drawImage(bitmaps()('board', 4, 1, rgba), 0, 0, 8, 4)
    const pixels = pixelsOf(canvas)
    for (let y = 0; y < 4; y++)
      for (let x = 0; x < 8; x++) {
        const at = 4 * (8 * y + x)
        assert.deepEqual([...pixels.subarray(at, at + 4)], [...rgba.subarray(4 * (x >> 1), 4 * (x >> 1) + 4)])
      }
  })

  it('lets what lies below show through where it is clear', () => {
    const { canvas, g } = canvasOf(2, 2)
    g.fillStyle = '#204060'
    g.fillRect(0, 0, 2, 2)
    g.drawImage(bitmaps()('glass', 2, 2, filled(4, 255, 255, 255, 0)), 0, 0)
    assert.deepEqual([...pixelsOf(canvas).subarray(0, 4)], [0x20, 0x40, 0x60, 255])
  })

  it('may have other pixels each time, and what was drawn before keeps its own', () => {
    const { canvas, g } = canvasOf(2, 1)
    const bitmap = bitmaps()
    const rgba = filled(1, 255, 0, 0, 255)
    g.drawImage(bitmap('dot', 1, 1, rgba), 0, 0)
    rgba.set([0, 0, 255, 255])
    g.drawImage(bitmap('dot', 1, 1, rgba), 1, 0)
    assert.deepEqual([...pixelsOf(canvas)], [255, 0, 0, 255, 0, 0, 255, 255])
  })

  it('may change its size', () => {
    const bitmap = bitmaps()
    bitmap('map', 2, 2, filled(4, 1, 2, 3, 255))
    const larger = bitmap('map', 3, 1, filled(3, 1, 2, 3, 255)) as unknown as { width: number; height: number }
    assert.deepEqual([larger.width, larger.height], [3, 1])
  })

  const wrong: [what: string, make: (bitmap: ReturnType<typeof bitmaps>) => unknown, message: RegExp][] = [
    [
      'bytes that don’t fit its size',
      (bitmap) => bitmap('a', 2, 2, filled(3, 0, 0, 0, 0)),
      /“?"a" has 12 bytes, and 2 × 2 pixels have 16/,
    ],
    ['no size', (bitmap) => bitmap('a', 0, 2, filled(0)), /"a" is 0 × 2, and may have \d+ pixels/],
    ['half a pixel', (bitmap) => bitmap('a', 1.5, 2, filled(3, 0, 0, 0, 0)), /"a" is 1.5 × 2/],
    ['too many pixels', (bitmap) => bitmap('a', 4096, 4096, filled(1, 0, 0, 0, 0)), /4096 × 4096/],
  ]
  for (const [what, make, message] of wrong)
    it(`with ${what} is told of`, () => assert.throws(() => make(bitmaps()), { name: 'RenderError', message }))

  it('may have eight names, and a ninth is told of', () => {
    const bitmap = bitmaps()
    for (let n = 0; n < 8; n++) bitmap(`map ${n}`, 1, 1, filled(1, 0, 0, 0, 255))
    bitmap('map 3', 1, 1, filled(1, 0, 0, 0, 255))
    assert.throws(() => bitmap('one more', 1, 1, filled(1, 0, 0, 0, 255)), /"one more" is one too many: there may be 8/)
  })
})
