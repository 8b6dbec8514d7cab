import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { Rect } from '../../game/index.ts'
import { layoutFor } from '../../render/scene/layout.ts'

const shapes = { '16:9': [16, 9], '9:16': [9, 16], '1:1': [1, 1], '4:3': [4, 3] } as const

/** From 640×360 to 1920×1080, by the shorter side. */
const sides = [360, 480, 540, 720, 900, 1080]

const even = (pixels: number) => 2 * Math.round(pixels / 2)
const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function check(width: number, height: number): void {
  const { title, vote, feed, help, clear, text } = layoutFor(width, height)
  const rects = Object.entries({ title, vote, feed, help, clear })
  for (const [name, rect] of rects) {
    const said = `${name} of ${width}×${height}: ${JSON.stringify(rect)}`
    assert.ok(Object.values(rect).every(Number.isInteger), said)
    assert.ok(rect.x >= Math.round(width * 0.05) && rect.y >= Math.round(height * 0.05), said)
    assert.ok(rect.x + rect.width <= Math.round(width * 0.95), said)
    assert.ok(rect.y + rect.height <= Math.round(height * 0.95), said)
    assert.ok(rect.width > text * 5 && rect.height > text, said)
    for (const [other, against] of rects) if (other !== name) assert.ok(!overlap(rect, against), `${said} and ${other}`)
  }
}

describe('the layout', () => {
  for (const [name, [across, down]] of Object.entries(shapes))
    it(`of ${name} keeps everything apart and inside the safe area, at every size`, () => {
      for (const side of sides) {
        const unit = side / Math.min(across, down)
        check(even(across * unit), even(down * unit))
      }
    })

  it('does so for any shape from 1:2.5 to 2.5:1', () => {
    const side = fc.integer({ min: 180, max: 1080 }).map((half) => half * 2)
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(Math.max(width, height) <= 2.5 * Math.min(width, height))
        check(width, height)
      }),
      { numRuns: 1000 },
    )
  })

  it('has text of 18 px or more at 480p, in proportion to the shorter side', () => {
    for (const side of sides) {
      assert.ok(layoutFor(side * 2, side).text >= (18 * side) / 480)
      assert.equal(layoutFor(side * 2, side).text, layoutFor(side, side * 2).text)
    }
  })

  it('leaves the game at least a sixth of the picture’s height and a third of its width', () => {
    for (const [across, down] of Object.values(shapes)) {
      const { clear } = layoutFor(across * 80, down * 80)
      assert.ok(clear.height >= (down * 80) / 6 && clear.width >= (across * 80) / 3, `${across}:${down}`)
    }
  })
})
