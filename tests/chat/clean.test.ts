import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { cleanName, cleanText, maxText } from '../../chat/clean.ts'

describe('cleanText', () => {
  const same: [why: string, raw: string][] = [
    ['case', 'ReD'],
    ['spaces around and between', '  red \t\n '],
    ['exclamation marks and full stops at the end', 'red !!!...!'],
    ['an ellipsis character', 'red…'],
    ['full-width letters', 'ｒｅｄ'],
    ['mathematical letters', '𝐫𝐞𝐝'],
    ['a zero-width space inside', 'r\u200be\u200cd'],
    ['a byte-order mark inside', 'r\ufeffed'],
    ['a soft hyphen', 'r\u00aded'],
    ['direction overrides', '\u202ered\u202c'],
    ['zalgo', 'r\u0337\u0353e\u0334d\u0335\u0352'],
    ['lone surrogates', '\ud800red\udfff'],
    ['control characters', 'r\u0000e\u0007d\u009f'],
    ['the dodge suffix U+E0000', 'red \u{e0000}'],
    ['the dodge suffix U+034F', 'red \u034f'],
    ['the dodge suffix U+2800', 'red \u2800'],
    ['the dodge suffix U+180E', 'red \u180e'],
    ['a Hangul filler', 'red \u3164'],
    ['several dodges in a row', 'red \u{e0000} \u034f\u2800\u{e0000}'],
    ['variation selectors and tags', 'red\ufe0f\u{e0101}\u{e0072}'],
  ]
  for (const [why, raw] of same) it(`makes nothing of ${why}`, () => assert.equal(cleanText(raw), 'red'))

  it('leaves nothing of a message that shows nothing', () => {
    for (const raw of ['', '   ', '\u200b\u200b', '\u2800', '!!!', '...', '\ud800', '\u{e0000}'])
      assert.equal(cleanText(raw), '')
  })

  it('keeps names: what is said to somebody is no command', () => {
    for (const text of ['@somebody', '@somebody red', 'red @somebody', '@ red']) assert.equal(cleanText(text), text)
  })

  it('gives a clean message back as it is', () => {
    for (const text of ['red', 'left 4', 'a+b', '12,34', '!help']) assert.equal(cleanText(text), text)
  })

  it('caps the length before normalising and after', () => {
    assert.equal(cleanText('x'.repeat(maxText))?.length, maxText)
    assert.equal(cleanText('x'.repeat(maxText + 1)), null)
    assert.equal(cleanText('x'.repeat(115_000)), null)
    // One U+FDFA becomes 18 letters.
    assert.notEqual(cleanText('\ufdfa'.repeat(27)), null)
    assert.equal(cleanText('\ufdfa'.repeat(28)), null)
  })

  it('is done with the worst runs in no time', () => {
    const runs = [`${'!'.repeat(499)}a`, ' '.repeat(500), '\u0300'.repeat(500), '\u200b'.repeat(500), '. '.repeat(250)]
    const start = performance.now()
    for (let i = 0; i < 200; i++) for (const run of runs) cleanText(run)
    assert.ok(performance.now() - start < 1000)
  })

  it('gives text that cleaning again leaves alone, whatever comes in', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (raw) => {
      const text = cleanText(raw)
      if (text === null) return
      assert.ok(text.length <= maxText)
      assert.ok(text.isWellFormed())
      assert.doesNotMatch(text, /^\s|\s\s|\s$|\p{Cc}|\p{Cf}/u)
      if (/^[\x20-\x7e]*$/.test(text)) assert.equal(cleanText(text), text)
    })
    fc.assert(property, { numRuns: 2000 })
  })
})

describe('cleanName', () => {
  it('leaves an ordinary name as it is, of any script', () => {
    for (const name of ['alice', 'Zoë', '테스트계정420', 'נועה', 'ปลา', '🦊 fox']) assert.equal(cleanName(name), name)
  })

  it('removes what could disturb the picture', () => {
    assert.equal(cleanName('ev\u202eil\u0000\n'), 'evil')
    assert.equal(cleanName('\ud800bob\udc00'), 'bob')
    assert.equal(cleanName(`z${'\u0337'.repeat(80)}o`), 'z\u0337\u0337o')
    assert.equal(cleanName('a \u2800  b'), 'a b')
  })

  it('cuts at 25 graphemes and never inside one', () => {
    assert.equal(cleanName('x'.repeat(10_000)), 'x'.repeat(25))
    assert.equal(cleanName('e\u0301'.repeat(90)), 'e\u0301'.repeat(25))
    assert.equal(cleanName('👍🏽'.repeat(30)), '👍🏽'.repeat(25))
  })

  it('calls a viewer without a visible name somebody', () => {
    for (const name of ['', '   ', '\u200b', '\u2800', '\u0301\u0301', '\u{e0000}'])
      assert.equal(cleanName(name), 'somebody')
  })

  it('is never empty, over-long or ill-formed, whatever comes in', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
      const name = cleanName(raw)
      assert.ok(name.length > 0 && name.length <= 200 && name.isWellFormed())
      assert.doesNotMatch(name, /\p{Cc}|\p{Cf}/u)
    })
    fc.assert(property, { numRuns: 2000 })
  })
})

describe('emoji', () => {
  it('beside a word say nothing to the parser', () => {
    for (const text of ['red ❤️', '😂 red 😂😂', 'red 👨‍👩‍👧‍👦', 'red 🇧🇷', 'red 👍🏽'])
      assert.equal(cleanText(text), 'red', JSON.stringify(text))
    assert.equal(cleanText('😂'), '')
  })
})
