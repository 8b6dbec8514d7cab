import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { colourNumber } from '../../game/bundled/console/picture/colours.ts'
import { palette } from '../../game/bundled/console/picture/palette.ts'
import { createReceiver } from '../../game/bundled/console/picture/receiver.ts'
import { screenHeight, screenWidth, stripPixels, strips } from '../../game/bundled/console/picture/screen.ts'
import { createSender, type StripTexts } from '../../game/bundled/console/picture/sender.ts'
import { readStrip, writeStrip } from '../../game/bundled/console/picture/strip.ts'
import { createRandom } from '../../game/index.ts'

/** What a state holds of a picture, and how much of it was sent. */
function createTexts() {
  const sent = { bytes: 0 }
  const texts = Array.from({ length: strips }, (): StripTexts & { changes: string[] } => {
    const changes: string[] = []
    let whole = ''
    const push = (change: string) => {
      sent.bytes += change.length
      return Array.prototype.push.call(changes, change)
    }
    const clear = () => void (changes.length = 0)
    return {
      get whole() {
        return whole
      },
      set whole(text) {
        sent.bytes += text.length
        whole = text
      },
      changes: Object.assign(changes, { push, clear }),
    }
  })
  return { texts, sent }
}

const textsOf = (texts: readonly StripTexts[]) => texts.map(({ whole, changes }) => [whole, Array.from(changes)])

/** A picture of the emulator: a colour by place. */
function pictureOf(colourAt: (x: number, y: number) => number): Uint32Array {
  return Uint32Array.from(
    { length: 256 * 240 },
    (_, at) => palette[colourAt((at % 256) - 8, Math.floor(at / 256) - 8)] as number,
  )
}

/** What is seen of a picture, as RGBA. */
function seen(picture: Uint32Array): Uint32Array {
  return Uint32Array.from({ length: screenWidth * screenHeight }, (_, at) => {
    const colour = picture[(Math.floor(at / screenWidth) + 8) * 256 + (at % screenWidth) + 8] as number
    return (0xff_00_00_00 | colour) >>> 0
  })
}

const pixels = (rgba: Uint8ClampedArray) => new Uint32Array(rgba.buffer)

/** A world wider than the screen, of tiles as games have them. */
const world = (x: number, y: number) =>
  ((x >> 4) * 7 + (y >> 4) * 3) % 5 === 0 ? 0x1a + ((x ^ y) & 1) * 15 : (x * y) % 11 === 0 ? 0x0b : 0x0f

describe('a strip of the picture', () => {
  const colour = fc.integer({ min: 0, max: 63 })
  const run = fc.tuple(colour, fc.integer({ min: 1, max: 400 }))
  const strip = fc.array(run, { maxLength: 60 }).map((parts) => {
    const made = new Uint8Array(stripPixels)
    let at = 0
    for (const [each, length] of parts) {
      made.fill(each, at, at + length)
      at += length
    }
    return made
  })

  it('is what it was once it is read, whatever it was before and however it is shifted', () => {
    fc.assert(
      fc.property(strip, strip, fc.integer({ min: -8, max: 8 }), (before, next, shift) => {
        const made = before.slice()
        readStrip(writeStrip(before, next, shift), made)
        assert.deepEqual(made, next)
      }),
    )
  })

  it('of noise is what it was as well', () => {
    const random = createRandom(1, 'noise')
    const noise = () => Uint8Array.from({ length: stripPixels }, () => random.integer(64))
    const [before, next] = [noise(), noise()]
    const text = writeStrip(before, next)
    assert.ok(text.length < stripPixels * 1.1 && /^[#-~]*$/.test(text))
    const made = before.slice()
    readStrip(text, made)
    assert.deepEqual(made, next)
  })

  it('takes no harm from a text of another making', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const made = new Uint8Array(stripPixels)
        readStrip(text, made)
        assert.equal(made.length, stripPixels)
      }),
    )
  })
})

describe('the picture of the console', () => {
  it('comes out as it went in, frame by frame, and for who joins on the way', () => {
    const sender = createSender()
    const { texts } = createTexts()
    const watching = createReceiver()
    const random = createRandom(2, 'boxes')
    const boxes = Array.from({ length: 12 }, () => ({
      x: random.integer(240),
      y: random.integer(224),
      colour: random.integer(64),
    }))
    for (let n = 0; n < 150; n++) {
      for (const box of boxes) box.x = (box.x + 1 + (box.colour % 3)) % 240
      const picture = pictureOf(
        (x, y) =>
          boxes.find((box) => x >= box.x && x < box.x + 16 && y >= box.y && y < box.y + 16)?.colour ?? world(x, y),
      )
      sender.send(picture, texts)
      assert.deepEqual(pixels(watching.read(texts)), seen(picture))
      if (n % 50 === 49) assert.deepEqual(pixels(createReceiver().read(texts)), seen(picture))
    }
  })

  it('costs nothing while it stands, and little while all of it moves sideways', (t) => {
    const sender = createSender()
    const { texts, sent } = createTexts()
    const at = (by: number) => pictureOf((x, y) => (y < 16 ? (x >> 3) & 63 : world(x + by, y)))
    sender.send(at(0), texts)
    const whole = sent.bytes
    sender.send(at(0), texts)
    assert.equal(sent.bytes, whole)
    for (let n = 1; n <= 60; n++) sender.send(at(2 * n), texts)
    const each = (sent.bytes - whole) / 60
    t.diagnostic(`${whole} bytes at first, then ${Math.round(each)} bytes a frame that scrolls`)
    assert.ok(each < 4096, `${each} bytes a frame`)
    assert.deepEqual(pixels(createReceiver().read(texts)), seen(at(120)))
  })

  it('keeps the texts within bounds, whatever happens on the screen', () => {
    const sender = createSender()
    const { texts } = createTexts()
    const random = createRandom(3, 'noise')
    for (let n = 0; n < 12; n++) {
      const noise = pictureOf(() => random.integer(64))
      for (let again = 0; again < 20; again++) {
        const picture = noise.slice()
        picture[20_000 + again] = palette[again] as number
        sender.send(picture, texts)
      }
    }
    const length = texts.reduce((sum, { whole, changes }) => sum + whole.length + changes.join('').length, 0)
    assert.ok(length < 6 * screenWidth * screenHeight, `${length} bytes`)
    for (const { changes } of texts) assert.ok(changes.length <= 120)
  })

  it('goes on after a snapshot with the very texts that it would have sent', () => {
    const [a, b] = [createSender(), createSender()]
    const [one, other] = [createTexts().texts, createTexts().texts]
    const at = (n: number) => pictureOf((x, y) => (x >= n && x < n + 16 && y > 90 && y < 106 ? 0x16 : world(x, y)))
    for (let n = 0; n < 30; n++) a.send(at(n), one)
    for (const [i, { whole, changes }] of one.entries()) {
      ;(other[i] as StripTexts).whole = whole
      for (const change of changes) other[i]?.changes.push(change)
    }
    b.resume(other)
    for (let n = 30; n < 60; n++) {
      a.send(at(n), one)
      b.send(at(n), other)
      assert.deepEqual(textsOf(other), textsOf(one))
    }
  })

  it('knows each colour of the emulator, also a darkened one', () => {
    for (const [number, colour] of palette.entries())
      assert.equal(palette[colourNumber(colour)], colour, `colour ${number}`)
    assert.equal(colourNumber(0x12_34_57), 0x0f)
    // Red emphasis takes a quarter off white’s other two parts.
    assert.equal(colourNumber(0xff_bf_bf), 0x30)
  })
})
