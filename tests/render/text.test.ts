import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { Context2D } from '../../game/index.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { fit, forgetCuts, widthOf as widthIn, wrap, write } from '../../render/scene/text.ts'
import { bars, colours, font } from '../../render/scene/theme.ts'
import { isolate } from '../../render/text/direction.ts'
import { drawable } from '../../render/text/drawable.ts'
import { createMemory } from '../../render/text/memory.ts'
import { contrast, rgb } from '../helpers/game.ts'
import { inkOf } from '../helpers/ink.ts'

const { context: g } = createDrawing(64, 64)
g.font = font(600, 20)

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }))
const graphemes = (text: string) => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
const widthOf = (text: string) => g.measureText(text).width

/** A context that counts how often text is measured. */
function counting(): { context: Context2D; readonly count: number } {
  let count = 0
  const measureText = (text: string) => {
    count += 1
    return { width: text.length * 10 }
  }
  return {
    context: { font: 'x', measureText } as unknown as Context2D,
    get count() {
      return count
    },
  }
}

describe('fit', () => {
  it('leaves alone what has room', () => assert.equal(fit(g, 'alice', Math.ceil(widthOf('alice'))), 'alice'))

  it('is never wider than asked, cuts between graphemes, and says so with …', () => {
    fc.assert(
      fc.property(anyText, fc.double({ min: 0, max: 400, noNaN: true }), (text, width) => {
        const cut = fit(g, text, width)
        assert.ok(widthOf(cut) <= width, `${widthOf(cut)} > ${width}`)
        if (cut === drawable(text) || cut === '') return
        assert.ok(cut.endsWith('…'))
        const kept = graphemes(cut.slice(0, -1))
        assert.deepEqual(kept, graphemes(drawable(text)).slice(0, kept.length))
      }),
      { numRuns: 500 },
    )
  })

  it('cuts as little as it can', () => {
    const width = widthOf('WWWWW…') + 1
    assert.equal(fit(g, 'WWWWWWWW', width), 'WWWWW…')
    assert.equal(fit(g, 'e\u0301'.repeat(50), widthOf(`${'e\u0301'.repeat(7)}…`) + 1), `${'e\u0301'.repeat(7)}…`)
  })

  it('is as narrow as asked when it was asked for a little more before', () => {
    const text = 'mmmmmmmmmm'
    const width = widthOf('mmmmm…')
    fit(g, text, Math.floor(width) + 0.999)
    assert.ok(widthOf(fit(g, text, Math.floor(width))) <= Math.floor(width))
  })

  it('takes a number whole or not at all, and what begins like one too', () => {
    const cutAfter = (text: string, kept: string) => fit(g, text, widthOf(`${kept}…`) + 1)
    assert.equal(cutAfter('won with 12345 of 99', 'won with 123'), 'won with…')
    assert.equal(cutAfter('won with 12345 of 99', 'won with 12345'), 'won with…')
    assert.equal(cutAfter('won with 12345 of 99', 'won with 12345 '), 'won with 12345 …')
    assert.equal(cutAfter('it took 12.345 s', 'it took 12.3'), 'it took…')
    assert.equal(cutAfter('guest_12345', 'guest_12'), 'guest_…')
    assert.equal(cutAfter('1'.repeat(40), '1'.repeat(20)), `${'1'.repeat(20)}…`)
  })

  it('cuts a name of 500 characters in any script, and looks at no more than a thousand units of it', () => {
    for (const letter of ['x', 'é', 'e\u0301', 'ж', '名', 'が', '한', 'م', 'ש', 'ที่', 'क्ष', '👨‍👩‍👧‍👦', '🇩🇪']) {
      const cut = fit(g, letter.repeat(500), 200)
      const kept = graphemes(cut.slice(0, -1))
      assert.deepEqual([...new Set(kept)], [letter])
      assert.ok(kept.length > 2 && cut.endsWith('…') && widthOf(cut) <= 200, letter)
    }
    assert.ok(fit(g, '\u200b'.repeat(1e6), 200).length <= 1001)
  })

  it('gives nothing where not even one grapheme has room', () => assert.equal(fit(g, 'WWW', 5), ''))

  it('remembers what it cut, forgets the oldest of many, and everything when told to', () => {
    const seen = counting()
    const measured = (text: string) => {
      const before = seen.count
      fit(seen.context, text, 50)
      return seen.count > before
    }
    assert.deepEqual([measured('the first one'), measured('the first one')], [true, false])
    for (let i = 0; i < 511; i++) measured(`text ${i}`)
    assert.equal(measured('the first one'), false)
    measured('one more')
    assert.deepEqual([measured('one more'), measured('the first one')], [false, true])
    forgetCuts()
    assert.equal(measured('one more'), true)
  })
})

describe('wrap', () => {
  it('breaks between words, and cuts the last line', () => {
    const width = widthOf('red won with')
    assert.deepEqual(wrap(g, 'red won', width + 1, 2), ['red won'])
    assert.deepEqual(wrap(g, 'red won with votes', width + 1, 2), ['red won with', 'votes'])
    const [first, last, ...none] = wrap(g, 'red won with a very great many votes', width + 1, 2)
    assert.deepEqual([first, last?.endsWith('…'), none.length], ['red won with', true, 0])
  })

  it('has no line that is too wide and no more lines than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3 }), (text, width, lines) => {
        const made = wrap(g, text, width, lines)
        assert.ok(made.length <= lines)
        assert.ok(made.every((line) => widthOf(line) <= width))
      }),
    )
  })
})

describe('wrap, of text without spaces', () => {
  const widest = 8 * 20
  const wrapped = (text: string, lines = 9) => wrap(g, text, widest, lines)

  it('breaks Chinese, Japanese and Thai between words, loses no letter, and leaves no mark at the beginning of a line', () => {
    for (const text of [
      '今天我们一起玩游戏，大家投票选择颜色。',
      '「みんなで色を選んで」、ゲームをしましょう。',
      'วันนี้เรามาเล่นเกมด้วยกันทุกคนช่วยกันเลือกสี',
    ]) {
      const lines = wrapped(text)
      assert.ok(lines.length > 1, text)
      assert.equal(lines.join(''), text)
      assert.ok(
        lines.every((line) => widthOf(line) <= widest && !/^[，。、」]|「$/u.test(line)),
        lines.join('|'),
      )
      const ends = new Set(
        Array.from(new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text), ({ index }) => index),
      )
      let at = 0
      for (const line of lines.slice(0, -1)) assert.ok(ends.has((at += line.length)), `${text} after ${at}`)
    }
  })

  it('breaks a word that is longer than a line between graphemes', () => {
    const flags = '🇩🇪'.repeat(30)
    for (const text of ['x'.repeat(60), flags]) {
      const lines = wrapped(text)
      assert.ok(lines.length > 1)
      assert.equal(lines.join(''), text)
      assert.deepEqual(lines.flatMap(graphemes), graphemes(text))
    }
  })

  it('measures the same text once', () => {
    const counter = counting()
    forgetCuts()
    wrap(counter.context, 'red won with a very great many votes', 100, 3)
    const { count } = counter
    wrap(counter.context, 'red won with a very great many votes', 100, 3)
    assert.equal(counter.count, count)
  })

  it('takes a line break in a text for a space', () => {
    assert.deepEqual(wrap(g, 'red\nwon', 300, 2), ['red won'])
  })
})

describe('a line of text', () => {
  const width = 600
  const height = 120
  const px = 24
  const drawing = createDrawing(width, height)
  /** Where ink is after `draw`, as a rectangle. */
  const ink = (draw: (g: Context2D) => void) => {
    drawing.context.clearRect(0, 0, width, height)
    draw(drawing.context)
    return inkOf(drawing.canvas.data(), width)
  }
  const label = { px, weight: 800, colour: '#ff0000' } as const

  it('stays in its line, whatever is piled upon its letters', () => {
    const piles = [
      'Z\u0300\u0301\u0303\u0308\u0309\u0323'.repeat(8),
      'a\u0301'.repeat(3) + '\u0301'.repeat(60),
      'ก\u0e49'.repeat(4) + '\u0e49'.repeat(40),
    ]
    for (const pile of piles) {
      const { top, bottom } = ink((to) => write(to, pile, 20, 60, { px }))
      assert.ok(top >= 60 - px * 0.75 && bottom <= 60 + px * 0.75, `${top} to ${bottom}`)
    }
  })

  it('leaves the clip as it was', () => {
    const { top } = ink((to) => {
      write(to, 'ế', 20, 100, { px })
      to.fillRect(0, 0, 10, 10)
    })
    assert.equal(top, 0)
  })

  it('keeps a label in its place beside a name from right to left', () => {
    for (const name of ['محمد', 'שירה כהן', 'محمد 42', '\u202emoc', 'שלום!', '(אבג']) {
      const alone = ink((to) => write(to, 'red (1)', 300, 60, label))
      const beside = ink((to) => {
        const used = write(to, name, 20, 60, { px, colour: '#00ff00', width: 200 })
        assert.ok(Number.isFinite(used) && used > 0 && used <= 200)
        write(to, 'red (1)', 300, 60, label)
      })
      assert.deepEqual([beside.right, beside.left < 60], [alone.right, true], name)
    }
  })

  it('turns nothing around a name that is kept apart in a sentence', () => {
    const plain = isolate('\u202eabc\u200f\n')
    assert.equal(plain, 'abc ')
    assert.equal(isolate('שירה'), '\u2068שירה\u2069')
    assert.equal(isolate('alice'), 'alice')
    // The isolates take no room, so a text is as wide as it was measured.
    assert.equal(widthOf(isolate('שירה')), widthOf('שירה'))
  })

  it('has a finite width for every text, and the width that it is written with', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const measured = widthIn(g, text, 600, px)
        assert.ok(Number.isFinite(measured) && measured >= 0)
        assert.equal(write(g, text, 0, 32, { px, weight: 600 }), measured)
      }),
      { numRuns: 300 },
    )
  })

  it('shows no mark that the font has not, and fancy letters as plain ones', () => {
    assert.equal(drawable('Z\u0351a\u0489\u0336l\u0321g\u035fo'), 'Zalgo')
    assert.equal(drawable('𝓐𝓵𝓲𝓬𝓮 𝟙'), 'Alice 1')
    assert.equal(drawable('o\u0302\u0323 nghe\u0300'), 'ộ nghè')
    for (const text of ['Zoë', 'ἀρχή', 'ที่', 'क्ष', 'مُحَمَّد', '1\ufe0f\u20e3']) assert.equal(drawable(text), text)
  })
})

describe('a memory', () => {
  it('works once for a key, and forgets the oldest at its bound', () => {
    const memory = createMemory<number>(3)
    let worked = 0
    const ask = (key: string) => memory.of(key, () => (worked += 1))
    for (const key of ['a', 'b', 'c', 'a', 'b', 'd', 'a']) ask(key)
    assert.deepEqual([worked, memory.size], [5, 3])
    memory.clear()
    assert.equal(memory.size, 0)
  })
})

describe('the theme', () => {
  /** A colour with alpha over an opaque one. */
  const over = (top: readonly number[], alpha: number, ground: readonly number[]) =>
    ground.map((value, i) => value * (1 - alpha) + (top[i] as number) * alpha)
  const parts = (colour: string) => [...colour.matchAll(/[\d.]+/g)].map(Number) as [number, number, number, number]
  const on = (name: 'panel' | 'track', ground: readonly number[]) =>
    colours[name].startsWith('#') ? rgb(colours[name]) : over(parts(colours[name]), parts(colours[name])[3], ground)
  const pictures = [rgb('#000000'), rgb('#ffffff'), rgb('#ffd60a'), rgb('#22c7d6')]

  for (const name of ['text', 'quiet', 'accent'] as const)
    it(`has a contrast of 7 : 1 or more for ${name} on a panel over any picture`, () => {
      for (const picture of pictures) assert.ok(contrast(rgb(colours[name]), on('panel', picture)) >= 7)
    })

  it('has a contrast of 4.5 : 1 or more for a label over every bar of the tally', () => {
    for (const picture of pictures)
      for (const bar of Object.values(bars)) {
        const ground = on('panel', on('track', on('panel', picture)))
        assert.ok(contrast(rgb(colours.text), over(rgb(bar), 0.45, ground)) >= 4.5, bar)
      }
  })
})
