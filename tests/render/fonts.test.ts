import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createCanvas } from '@napi-rs/canvas'
import type { Context2D } from '../../game/index.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { resolveFile } from '../../render/raster/font-packages.ts'
import { fontFor } from '../../render/raster/fonts.ts'
import { font } from '../../render/scene/theme.ts'
import { families, fontStack } from '../../render/text/families.ts'

const size = 48
const { canvas, context: g } = createDrawing(size * 4, size * 2)

/** A canvas that has none of our fonts but what its list names. */
const plain = createCanvas(canvas.width, canvas.height)

/** The pixels of a text in a font. */
const drawn = (text: string, inFont = font(400, size, text)) => drawnOn(canvas, g, text, inFont)
const drawnPlain = (text: string, inFont: string) =>
  drawnOn(plain, plain.getContext('2d') as unknown as Context2D, text, inFont)

function drawnOn(on: { width: number; height: number; data(): Buffer }, to: Context2D, text: string, inFont: string) {
  to.clearRect(0, 0, on.width, on.height)
  to.fillStyle = '#ffffff'
  to.textBaseline = 'middle'
  to.font = inFont
  to.fillText(text, 4, size)
  return Buffer.from(on.data())
}

const hasInk = (pixels: Buffer) => pixels.some((value) => value !== 0)
const hasColour = (pixels: Buffer) => {
  for (let i = 0; i < pixels.length; i += 4)
    if (pixels[i] !== pixels[i + 1] || pixels[i + 1] !== pixels[i + 2]) return true
  return false
}

/** A noncharacter, which no font has: the box that stands for a missing glyph. */
const box = drawn('\uffff')

const samples = {
  Latin: 'aZéßłỗ',
  Greek: 'αΩάϊἀ',
  Cyrillic: 'жЯёїҐ',
} as const

const worldly = {
  emoji: ['@infolektuell/noto-color-emoji/index.css', '😀🔥🦄🎉', '🇩🇪', '👩‍🚀', '🏴‍☠️', '❤️', '👍🏽', '1️⃣'],
  hebrew: ['@fontsource-variable/noto-sans-hebrew/unicode.json', 'אבגשׁם'],
  arabic: ['@fontsource-variable/noto-sans-arabic/unicode.json', 'ابتمحپگ'],
  thai: ['@fontsource-variable/noto-sans-thai/unicode.json', 'กขฒำๆ'],
  devanagari: ['@fontsource-variable/noto-sans-devanagari/unicode.json', 'अकज्ञहि'],
  chinese: ['@fontsource-variable/noto-sans-sc/unicode.json', '你好繁體龍，'],
  japanese: ['@fontsource-variable/noto-sans-jp/unicode.json', 'あカ直ー々ｱ'],
  korean: ['@fontsource-variable/noto-sans-kr/unicode.json', '가힣빨ㄱ漢'],
} as const
const scripts = Object.keys(worldly) as (keyof typeof worldly)[]

describe('the fonts', () => {
  for (const [script, letters] of Object.entries(samples))
    it(`have the letters of ${script}, in every weight`, () => {
      for (const letter of letters)
        for (const weight of [400, 600, 800] as const) {
          const pixels = drawn(letter, font(weight, size))
          assert.ok(hasInk(pixels) && !pixels.equals(box), `${letter} ${weight}`)
        }
    })

  for (const script of scripts) {
    const [file, ...texts] = worldly[script]
    const skip = resolveFile(file) === null ? `${file} is not installed` : false

    it(`have glyphs for ${script}, from their own family and no other`, { skip }, () => {
      const graphemes = texts.flatMap((text) => Array.from(new Intl.Segmenter().segment(text), (part) => part.segment))
      for (const grapheme of graphemes) {
        const chosen = fontFor(font(400, size, texts[0]), grapheme)
        assert.ok(chosen.includes(`"${families[script]} `), `${grapheme}: ${chosen}`)
        const pixels = drawn(grapheme, font(400, size, texts[0]))
        assert.ok(hasInk(pixels) && !pixels.equals(box), grapheme)
        // An installed font would draw the same with and without ours.
        assert.ok(pixels.equals(drawnPlain(grapheme, chosen)), grapheme)
        assert.ok(!pixels.equals(drawnPlain(grapheme, `${size}px Inter`)), grapheme)
      }
    })
  }

  it('draw emoji in colour, each sequence as one picture', { skip: resolveFile(worldly.emoji[0]) === null }, () => {
    const widthOf = (text: string) => ((g.font = font(400, size)), g.measureText(text).width)
    for (const text of worldly.emoji.slice(2)) {
      assert.ok(hasColour(drawn(text)), text)
      assert.equal(widthOf(text), widthOf('😀'), text)
    }
  })

  it('give Han letters the form of the language that kana or Hangul beside them tell', () => {
    const first = (text: string) =>
      Object.values(families)
        .slice(-3)
        .toSorted((a, b) => fontStack(text).indexOf(a) - fontStack(text).indexOf(b))[0]
    assert.equal(first('直'), families.chinese)
    assert.equal(first('直す'), families.japanese)
    assert.equal(first('직直'), families.korean)
    assert.equal(first('…「直」'), families.chinese)
  })

  it('join Arabic letters', { skip: resolveFile(worldly.arabic[0]) === null }, () => {
    const apart = Array.from('محمد').join('\u200c')
    assert.ok(!drawn('محمد').equals(drawn(apart)))
  })

  it('look the same whatever was drawn before', () => {
    const before = drawn('直今A', font(400, size))
    for (const text of ['骨す', '직', '👍', '\u{20000}', 'ﷺ', '龍龜']) drawn(text)
    assert.ok(drawn('直今A', font(400, size)).equals(before))
  })

  it('serve a game that names none of them, and leave its font as it was', () => {
    g.font = 'bold 20px Inter, sans-serif'
    const { font: before } = g
    assert.ok(g.measureText('你好 שלום').width > 0)
    assert.equal(g.font, before)
    assert.equal(fontFor('20px Inter', 'plain…'), '20px Inter')
  })
})
