import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { Context2D } from '../../game/index.ts'
import { fit, forgetCuts, wrap } from '../../render/scene/text.ts'
import { bars, colours, font } from '../../render/scene/theme.ts'
import { canvasOf, contrast, rgb } from '../helpers/game.ts'

const { g } = canvasOf(64, 64)
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
        if (cut === text || cut === '') return
        assert.ok(cut.endsWith('…'))
        const kept = graphemes(cut.slice(0, -1))
        assert.deepEqual(kept, graphemes(text).slice(0, kept.length))
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

describe('the theme', () => {
  /** A colour with alpha over an opaque one. */
  const over = (top: readonly number[], alpha: number, ground: readonly number[]) =>
    ground.map((value, i) => value * (1 - alpha) + (top[i] as number) * alpha)
  const parts = (colour: string) => [...colour.matchAll(/[\d.]+/g)].map(Number) as [number, number, number, number]
  const on = (name: 'panel' | 'track', ground: readonly number[]) =>
    over(parts(colours[name]), parts(colours[name])[3], ground)
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
