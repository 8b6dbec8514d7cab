import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PictureLayout, Pixels, PixelFormat } from '../../render/output/writer.ts'
import { pixelAt } from '../helpers/media.ts'
import { side, writtenFile } from '../helpers/writer.ts'

type Colour = readonly [number, number, number]

const orange: Colour = [230, 120, 40]
const teal: Colour = [20, 130, 150]
const gray: Colour = [90, 90, 90]

/** The values of one pixel; alpha is such as must not matter. */
const valuesOf: Record<PixelFormat, (colour: Colour) => number[]> = {
  gray: ([red]) => [red],
  rgb: ([red, green, blue]) => [red, green, blue],
  rgba: ([red, green, blue]) => [red, green, blue, 0],
  bgra: ([red, green, blue]) => [blue, green, red, 100],
}

/** A picture whose left half has one colour and whose right half has another. */
function halves(format: PixelFormat, left: Colour, right: Colour, width: number, height: number): number[] {
  const row = Array.from({ length: width }, (_, x) => valuesOf[format](x < width / 2 ? left : right)).flat()
  return Array.from({ length: height }, () => row).flat()
}

const kinds: Record<string, (values: number[]) => Pixels> = {
  Uint8Array: (values) => Uint8Array.from(values),
  Uint8ClampedArray: (values) => Uint8ClampedArray.from(values),
  Buffer: (values) => Buffer.from(values),
  Float32Array: (values) => Float32Array.from(values, (value) => value / 255),
  Float64Array: (values) => Float64Array.from(values, (value) => value / 255),
}

/** 4:2:0 and 8 bits cost a little. */
function checkColour(found: Colour, wanted: Colour): void {
  assert.ok(
    found.every((value, i) => Math.abs(value - (wanted[i] as number)) <= 3),
    `${found.join(' ')} is not ${wanted.join(' ')}`,
  )
}

async function written(pictures: readonly (readonly [Pixels, PictureLayout])[]): Promise<[Colour, Colour][]> {
  using file = writtenFile()
  await using writer = await file.open()
  for (const [pixels, layout] of pictures) await writer.writeVideo(pixels, layout)
  await writer.close()
  return await Promise.all(
    pictures.map(async (_, n) => [
      await pixelAt(file.file, n, side / 4, side / 2),
      await pixelAt(file.file, n, (3 * side) / 4, side / 2),
    ]),
  )
}

describe('a picture that is written', () => {
  for (const format of ['gray', 'rgb', 'rgba', 'bgra'] as const)
    it(`has its colours in ${format}, in bytes and in floats of either length`, async () => {
      const colours = format === 'gray' ? ([gray, [200, 200, 200]] as const) : ([orange, teal] as const)
      const values = halves(format, ...colours, side, side)
      const shown = await written(Object.values(kinds).map((make) => [make(values), { format }]))
      assert.equal(shown.length, 5)
      for (const [left, right] of shown) {
        checkColour(left, colours[0])
        checkColour(right, colours[1])
      }
    })

  it('is rgb where nothing is said, and floats beyond 0 to 1 are clipped', async () => {
    const values = Float32Array.from(halves('rgb', [255, 0, 255], [0, 255, 0], side, side), (v) => v / 100 - 0.5)
    const [[left, right]] = (await written([[values, {}]])) as [[Colour, Colour]]
    checkColour(left, [255, 0, 255])
    checkColour(right, [0, 255, 0])
  })

  it('is drawn to fill the stream where it is to be resized, up and down, whatever its shape', async () => {
    const sizes = [
      [31, 7],
      [1001, 300],
      [side, 2 * side],
    ] as const
    const shown = await written(
      sizes.map(([width, height]) => [
        Uint8Array.from(halves('rgba', orange, teal, width, height)),
        { format: 'rgba', width, height, resize: true },
      ]),
    )
    for (const [left, right] of shown) {
      checkColour(left, orange)
      checkColour(right, teal)
    }
  })

  it('may be changed as soon as the call has returned', async () => {
    using file = writtenFile()
    await using writer = await file.open()
    const pixels = Uint8Array.from(halves('rgba', orange, orange, side, side))
    const isWritten = writer.writeVideo(pixels, { format: 'rgba' })
    pixels.fill(0)
    await isWritten
    await writer.close()
    checkColour(await pixelAt(file.file, 0, 10, 10), orange)
  })
})
