import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createStills } from '../../render/stills.ts'
import { until } from '../helpers/arcade.ts'

/** A picture of one colour as I420: BT.709, limited range. */
function plain(width: number, height: number, [y, u, v]: readonly [number, number, number]): Uint8Array {
  const luma = width * height
  return new Uint8Array(luma * 1.5)
    .fill(y, 0, luma)
    .fill(u, luma, luma * 1.25)
    .fill(v, luma * 1.25)
}

async function pixelOf(jpeg: Uint8Array): Promise<{ size: [number, number]; rgb: number[] }> {
  const image = await loadImage(Buffer.from(jpeg))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(image.width >> 1, image.height >> 1, 1, 1)
  return { size: [image.width, image.height], rgb: [...data].slice(0, 3) }
}

describe('stills', () => {
  const colours: [name: string, yuv: [number, number, number], rgb: [number, number, number]][] = [
    ['white', [235, 128, 128], [255, 255, 255]],
    ['black', [16, 128, 128], [0, 0, 0]],
    ['red', [63, 102, 240], [255, 0, 0]],
    ['green', [173, 42, 26], [0, 255, 0]],
    ['blue', [32, 240, 118], [0, 0, 255]],
  ]
  for (const [name, yuv, rgb] of colours)
    it(`show ${name} as the broadcast does`, async () => {
      const made: Uint8Array[] = []
      const stills = createStills(1280, 720, (jpeg) => made.push(jpeg), assert.fail)
      stills.setOn(true)
      stills.look(plain(1280, 720, yuv))
      await until(() => made.length === 1)
      const { size, rgb: seen } = await pixelOf(made[0] as Uint8Array)
      assert.deepEqual(size, [640, 360])
      for (const [index, value] of rgb.entries())
        assert.ok(Math.abs(value - (seen[index] as number)) <= 6, `${name} is ${seen.join()}`)
    })

  for (const [width, height, wide, high] of [
    [320, 180, 320, 180],
    [854, 480, 427, 240],
    [1920, 1080, 640, 360],
    [720, 1280, 360, 640],
    [3840, 162, 640, 27],
  ] as const)
    it(`of ${width}x${height} have ${wide}x${high}`, async () => {
      const made: Uint8Array[] = []
      const stills = createStills(width, height, (jpeg) => made.push(jpeg), assert.fail)
      stills.setOn(true)
      stills.look(plain(width, height, [100, 128, 128]))
      await until(() => made.length === 1)
      assert.deepEqual((await pixelOf(made[0] as Uint8Array)).size, [wide, high])
    })

  it('are none until they are wanted, and none afterwards', async () => {
    const made: Uint8Array[] = []
    const stills = createStills(320, 180, (jpeg) => made.push(jpeg), assert.fail)
    const picture = plain(320, 180, [100, 128, 128])
    stills.look(picture)
    stills.setOn(true)
    await until(() => {
      stills.look(picture)
      return made.length === 2
    })
    stills.setOn(false)
    const end = performance.now() + 500
    await until(() => {
      stills.look(picture)
      return performance.now() > end
    })
    assert.equal(made.length, 2)
  })

  it('that can’t be made are told of once, and are tried again', async () => {
    const told: string[] = []
    let tries = 0
    const fail = () => {
      tries += 1
      throw new Error('nobody takes it')
    }
    const stills = createStills(320, 180, fail, (line) => told.push(line))
    const picture = plain(320, 180, [100, 128, 128])
    stills.setOn(true)
    await until(() => {
      stills.look(picture)
      return tries === 3
    })
    assert.equal(told.length, 1)
    assert.match(told.join(), /still.*nobody takes it/)
  })
})
