import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import * as fc from 'fast-check'
import type { GameAssets } from '../../game/index.ts'
import { browserAssets } from '../../render/assets/browser.ts'
import { fontLimits, readFontHeader } from '../../render/assets/font-header.ts'
import { imageLimits, isFault, readImageHeader } from '../../render/assets/header.ts'
import { loadAssets } from '../../render/assets/load.ts'
import { nodeAssets } from '../../render/assets/node.ts'
import { framesOf } from '../../render/assets/sheet.ts'
import { RenderError } from '../../render/error.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { resolveFile } from '../../render/raster/font-packages.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'assets-'))
after(() => rm(folder, { recursive: true }))
const gameUrl = pathToFileURL(path.join(folder, 'index.ts')).href
const load = (assets: GameAssets) => loadAssets(assets, nodeAssets(gameUrl))

/** A picture in red and, from `width / 2` on, in green. */
function picture(width: number, height: number) {
  const canvas = createCanvas(width, height)
  const g = canvas.getContext('2d')
  g.fillStyle = '#ff0000'
  g.fillRect(0, 0, width, height)
  g.fillStyle = '#00ff00'
  g.fillRect(width / 2, 0, width / 2, height)
  return canvas
}
const encoded = (type: 'png' | 'jpeg' | 'webp', width = 10, height = 6): Buffer => {
  const canvas = picture(width, height)
  return type === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer(`image/${type}` as 'image/jpeg')
}
const save = (name: string, bytes: Uint8Array) => writeFile(path.join(folder, name), bytes)

/** A copy with some bytes changed. */
const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}
const pngOf = (width: number, height: number) =>
  changed(encoded('png'), (copy) => (copy.writeUInt32BE(width, 16), copy.writeUInt32BE(height, 20)))
const jpegOf = (width: number, height: number) => {
  const head = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc00011080000000003012200021101031101', 'hex')
  return changed(head, (copy) => (copy.writeUInt16BE(height, 25), copy.writeUInt16BE(width, 27)))
}
const webpOf = (kind: string, data: string) => {
  const bytes = Buffer.concat([
    Buffer.from(`RIFF0000WEBP${kind}0000`, 'latin1'),
    Buffer.from(data, 'hex'),
    Buffer.alloc(8),
  ])
  return changed(bytes, (copy) => (copy.writeUInt32LE(bytes.length - 8, 4), copy.writeUInt32LE(bytes.length - 20, 16)))
}
const fault = (bytes: Uint8Array): string => {
  const header = readImageHeader(bytes)
  return isFault(header) ? header.fault : `none: ${JSON.stringify(header)}`
}
const refused = (rule: RegExp) => (error: unknown) =>
  error instanceof RenderError && error.code === 'bad-asset' && rule.test(error.message)

describe('an image’s header', () => {
  it('tells the size of PNG, JPEG and each kind of WebP without decoding', () => {
    for (const type of ['png', 'jpeg', 'webp'] as const)
      assert.deepEqual(readImageHeader(encoded(type, 33, 17)), { type: `image/${type}`, width: 33, height: 17 })
    const webp = { type: 'image/webp' }
    assert.deepEqual(readImageHeader(webpOf('VP8 ', '0000009d012a21c01180')), { ...webp, width: 33, height: 17 })
    assert.deepEqual(readImageHeader(webpOf('VP8L', '2f20000400')), { ...webp, width: 33, height: 17 })
    assert.deepEqual(readImageHeader(webpOf('VP8X', '00000000200000100000')), { ...webp, width: 33, height: 17 })
  })

  it('refuses what would unpack to more than 16 megapixels or 8192 a side', () => {
    assert.match(fault(pngOf(8193, 1)), /8193×1 pixels, and may have at most 8192 a side/)
    assert.match(fault(pngOf(2 ** 32 - 1, 2 ** 32 - 1)), /at most 8192 a side/)
    assert.match(fault(pngOf(8192, 8192)), /at most 16 megapixels/)
    assert.match(fault(pngOf(0, 5)), /nothing to draw/)
    assert.match(fault(jpegOf(65535, 65535)), /65535×65535 pixels/)
    assert.match(fault(jpegOf(100, 0)), /nothing to draw/)
    assert.match(fault(webpOf('VP8X', '00000000ffffffffffff')), /16777216×16777216 pixels/)
    assert.match(fault(webpOf('VP8L', '2fffffff0f')), /16384×16384 pixels/)
    assert.deepEqual(readImageHeader(pngOf(4096, 4096)), { type: 'image/png', width: 4096, height: 4096 })
  })

  it('goes by the bytes, and says why SVG is refused', () => {
    assert.match(fault(Buffer.from('GIF89a')), /no PNG, JPEG or WebP/)
    assert.match(fault(Buffer.from('RIFF    WAVEfmt                      ')), /no PNG, JPEG or WebP/)
    for (const svg of ['<svg xmlns="x">', '\ufeff <?xml version="1.0"?><!-- a --><svg>', '<SVG>'])
      assert.match(fault(Buffer.from(svg)), /is SVG.*save it as PNG/)
    assert.match(fault(new Uint8Array()), /no PNG/)
    assert.match(fault(new Uint8Array(imageLimits.bytes + 1)), /may have at most/)
  })

  it('sees broken files', () => {
    assert.match(fault(changed(encoded('png'), (copy) => copy.write('IDAT', 12))), /first chunk is no header/)
    assert.match(fault(changed(encoded('jpeg'), (copy) => copy.writeUInt8(0, 20))), /marker is missing/)
    assert.match(fault(Buffer.from('ffd8ffda00020000', 'hex')), /no size/)
    assert.match(fault(webpOf('VP8 ', '00000000000021001100')), /no key frame/)
    assert.match(fault(webpOf('ALPH', '0000')), /no image/)
  })

  it('takes no file that is cut off before its size, and none that is a PNG or WebP cut off anywhere', () => {
    for (const type of ['png', 'webp'] as const) {
      const whole = encoded(type)
      for (let length = 0; length < whole.length; length++)
        assert.ok(isFault(readImageHeader(whole.subarray(0, length))), `${type} ${length}`)
    }
    const jpeg = encoded('jpeg')
    for (let length = 0; length < 100; length++) assert.ok(isFault(readImageHeader(jpeg.subarray(0, length))))
  })

  it('throws for no bytes at all, nor gives a size that is not allowed', () => {
    const starts = ['89504e470d0a1a0a0000000d49484452', 'ffd8ff', '52494646ffffffff57454250', '', '774f4632']
    const hostile = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
      .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'hex'), rest]))
    fc.assert(
      fc.property(hostile, (bytes) => {
        readFontHeader(bytes)
        const header = readImageHeader(bytes)
        if (!isFault(header)) assert.ok(header.width * header.height <= imageLimits.pixels)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a font’s header', () => {
  it('tells the kind, and what it unpacks to', async () => {
    const bytes = await readFile(resolveFile('@fontsource/inter/files/inter-latin-400-normal.woff2') as string)
    const header = readFontHeader(bytes)
    assert.ok(!isFault(header) && header.type === 'woff2' && header.unpackedBytes > bytes.length)
    assert.deepEqual(readFontHeader(bytes.subarray(0, -1)), { fault: 'is cut off' })
    const bomb = changed(bytes, (copy) => copy.writeUInt32BE(fontLimits.unpackedBytes + 1, 16))
    assert.match((readFontHeader(bomb) as { fault: string }).fault, /unpacks to/)
    assert.match((readFontHeader(Buffer.from('<svg>'.repeat(20))) as { fault: string }).fault, /no TTF/)
  })
})

describe('a sprite sheet', () => {
  const grid = { file: 'a.png', frameWidth: 8, frameHeight: 4 }

  it('has its whole cells as frames, row by row', () => {
    assert.deepEqual(framesOf('a.png', { width: 9, height: 5 }), [{ x: 0, y: 0, width: 9, height: 5 }])
    const frames = framesOf(grid, { width: 20, height: 9 })
    assert.deepEqual(
      frames,
      [
        [0, 0],
        [8, 0],
        [0, 4],
        [8, 4],
      ].map(([x, y]) => ({ x, y, width: 8, height: 4 })),
    )
  })

  it('stays within its image, whatever grid it is given', () => {
    const sizes = fc.record({
      frameWidth: fc.integer({ min: 1, max: 50 }),
      frameHeight: fc.integer({ min: 1, max: 50 }),
      margin: fc.integer({ min: 0, max: 9 }),
      spacing: fc.integer({ min: 0, max: 9 }),
    })
    const side = fc.integer({ min: 1, max: 200 })
    fc.assert(
      fc.property(sizes, side, side, (sheet, width, height) => {
        const frames = framesOf({ file: 'a.png', ...sheet }, { width, height })
        if (isFault(frames)) return
        for (const { x, y, ...frame } of frames)
          assert.ok(x + frame.width <= width - sheet.margin && y + frame.height <= height - sheet.margin)
      }),
    )
  })

  it('is refused where no frame has room, where there are too many, and where a size is no whole number', () => {
    for (const [sheet, rule] of [
      [{ ...grid, frameWidth: 30 }, /too small for a frame of 30×4/],
      [{ ...grid, frameWidth: 1, frameHeight: 1 }, /frames, and may have at most 4096/],
      [{ ...grid, frameWidth: 0 }, /not whole pixels/],
      [{ ...grid, spacing: -8 }, /not whole pixels/],
      [{ ...grid, margin: Number.NaN }, /not whole pixels/],
    ] as const) {
      const frames = framesOf(sheet, { width: sheet.frameWidth === 1 ? 999 : 20, height: 9 })
      assert.match(isFault(frames) ? frames.fault : 'none', rule)
    }
  })
})

describe('the assets of a game', () => {
  it('are drawn as they are in their files, whatever the files are called', async () => {
    await save('ball.png', encoded('png'))
    await save('photo.png', encoded('jpeg', 32, 16))
    await save('hero.webp', encoded('webp', 16, 8))
    const hero = { file: 'hero.webp', frameWidth: 8, frameHeight: 8 }
    const { image } = await load({ images: { ball: 'ball.png', photo: 'photo.png', hero } })
    assert.deepEqual([image('ball').width, image('photo').height, image('hero').frames.length], [10, 16, 2])
    const { canvas, context } = createDrawing(8, 8)
    const { source, frames } = image('hero')
    const { x, y, width, height } = frames[1] as { x: number; y: number; width: number; height: number }
    context.drawImage(source, x, y, width, height, 0, 0, 8, 8)
    // In its middle, since WebP blurs colours at an edge.
    const [red, green] = canvas.data().subarray((4 * 8 + 5) * 4)
    assert.ok((red as number) < 60 && (green as number) > 200)
    assert.throws(() => image('bal'), refused(/no image "bal": the game has ball, photo, hero/))
  })

  it('are refused with the name, the file and the rule', async () => {
    await save('bomb.png', pngOf(8000, 8000))
    await save(
      'broken.png',
      changed(encoded('png'), (copy) => copy.fill(0, 45, copy.length - 12)),
    )
    await save('huge.png', encoded('png'))
    await truncate(path.join(folder, 'huge.png'), imageLimits.bytes + 1)
    for (const [file, rule] of [
      ['bomb.png', /image "it" \(bomb\.png\) is 8000×8000 pixels, and may have at most 16 megapixels/],
      ['broken.png', /image "it" \(broken\.png\)/],
      ['huge.png', /can’t be read: it has \d+ bytes, and may have at most/],
      ['none.png', /can’t be read: ENOENT/],
      ['../a.png', /below the folder/],
      ['/etc/passwd', /below the folder/],
      ['http://x/a.png', /below the folder/],
      ['a\\b.png', /below the folder/],
      ['', /below the folder/],
    ] as const)
      await assert.rejects(load({ images: { it: file } }), refused(rule), file)
  })

  it('are bounded in number and together', async () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`n${i}`, 'ball.png']))
    await assert.rejects(load({ images: many }), refused(/has 65 images, and may have at most 64/))
    await save('large.png', encoded('png', 4096, 4096))
    const three = { a: 'large.png', b: 'large.png', c: 'large.png' }
    await assert.rejects(load({ images: three }), refused(/more than 32 megapixels together/))
  })

  it('bring fonts, under families that are not the show’s', async () => {
    await save(
      'own.woff2',
      await readFile(resolveFile('@fontsource/inter/files/inter-latin-800-normal.woff2') as string),
    )
    await load({ fonts: { 'Game Font': 'own.woff2' } })
    const { context } = createDrawing(10, 10)
    const widthIn = (font: string) => ((context.font = font), context.measureText('WWii').width)
    assert.equal(widthIn('20px "Game Font"'), widthIn('800 20px Inter'))
    for (const family of ['Inter', 'inter', 'Noto Color Emoji', 'serif', 'sans-serif', 'a"b', ''])
      await assert.rejects(load({ fonts: { [family]: 'own.woff2' } }), refused(/a family of its own/), family)
    await assert.rejects(load({ fonts: { Other: 'ball.png' } }), refused(/font "Other" \(ball\.png\) is no TTF/))
  })

  it('are fetched in a page by the addresses they were built to', async () => {
    const page = browserAssets((file) => `data:,${file}`)
    assert.equal(new TextDecoder().decode(await page.read('ball.png', 100)), 'ball.png')
  })
})
