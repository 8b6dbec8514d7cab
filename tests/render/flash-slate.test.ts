import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createFlashLimiter } from '../../render/raster/flash.ts'
import { countFlashes, paint, type Yuv } from '../helpers/flash.ts'

const [width, height] = [320, 180]
const fps = 30
const grounds: readonly Yuv[] = [
  [16, 128, 128],
  [235, 128, 128],
  [63, 102, 240],
]

const contents = grounds.map((colour) => paint(width, height, colour, []))
/** One dark and one bright: an image in the corner, or words, may be anything. */
const slates = [
  paint(width, height, [26, 132, 126], [{ rect: { x: 40, y: 70, width: 240, height: 30 }, colour: [235, 128, 128] }]),
  paint(width, height, [235, 128, 128], [{ rect: { x: 40, y: 70, width: 240, height: 30 }, colour: [26, 132, 126] }]),
]

interface Shown {
  readonly picture: Uint8Array
  readonly isSlate: boolean
}

function run(shown: readonly Shown[]): Uint8Array[] {
  const limiter = createFlashLimiter(width, height, { num: fps, den: 1 })
  return shown.map(({ picture, isSlate }, frame) => {
    const copy = picture.slice()
    limiter.limit(copy, frame, isSlate)
    return copy
  })
}

/** Black and white in turn, each so many frames long. */
const flashing = (frame: number, length = 1): Shown => ({
  picture: contents[Math.floor(frame / length) % 2] as Uint8Array,
  isSlate: false,
})

describe('a slate that comes up while flashes are held back', () => {
  for (const [index, picture] of slates.entries())
    it(`is seen at once, whenever it comes, and no fourth flash with it (${index === 0 ? 'dark' : 'bright'})`, () => {
      for (let from = 0; from < 50; from += 3) {
        const shown = Array.from({ length: 80 }, (_, frame) =>
          frame < from ? flashing(frame) : { picture, isSlate: true },
        )
        const left = run(shown)
        for (let frame = from; frame < 80; frame++)
          assert.ok(Buffer.from(left[frame] as Uint8Array).equals(picture), `from ${from}: frame ${frame}`)
        if (from % 6 === 0) assert.ok(countFlashes(left, width, height, fps).light <= 3, `from ${from}`)
      }
    })

  it('is faded like any other picture where it is none', () => {
    const [picture] = slates
    assert.ok(picture)
    const left = run(
      Array.from({ length: 60 }, (_, frame) => (frame < 40 ? flashing(frame) : { picture, isSlate: false })),
    )
    assert.ok(!Buffer.from(left[40] as Uint8Array).equals(picture))
  })

  it('never makes a fourth flash, however quickly it comes and goes', () => {
    const step = fc.record({
      frames: fc.integer({ min: 1, max: 12 }),
      length: fc.integer({ min: 1, max: 5 }),
      slate: fc.constantFrom(-1, -1, 0, 1),
      ground: fc.integer({ min: 0, max: grounds.length - 1 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 15, maxLength: 30 }), (steps) => {
        const shown = steps.flatMap(({ frames, length, slate, ground }) =>
          Array.from({ length: frames }, (_, frame): Shown => {
            if (slate >= 0) return { picture: slates[slate] as Uint8Array, isSlate: true }
            return frame % 2 === 0
              ? flashing(frame, length)
              : { picture: contents[ground] as Uint8Array, isSlate: false }
          }),
        )
        const counted = countFlashes(run(shown), width, height, fps)
        assert.ok(counted.light <= 3 && counted.red <= 3, JSON.stringify(counted))
      }),
      { numRuns: 12 },
    )
  })

  it('hides what was there each time that it comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 10 }), (lengths) => {
        const [picture] = slates
        assert.ok(picture)
        const shown = lengths.flatMap((length, turn) =>
          Array.from({ length }, (_, frame) => (turn % 2 === 0 ? flashing(frame) : { picture, isSlate: true })),
        )
        const left = run(shown)
        for (const [frame, { isSlate }] of shown.entries())
          if (isSlate) assert.ok(Buffer.from(left[frame] as Uint8Array).equals(picture), `frame ${frame}`)
      }),
      { numRuns: 20 },
    )
  })
})
