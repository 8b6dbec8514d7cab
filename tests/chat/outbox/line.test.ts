import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { linesOf, maxLine, maxParts } from '../../../chat/outbox/line.ts'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

describe('the lines of a reply', () => {
  it('are one line where it fits', () => {
    assert.deepEqual(linesOf('type red, green or blue', []), ['type red, green or blue'])
    assert.deepEqual(linesOf('x'.repeat(500), []), ['x'.repeat(500)])
  })

  it('begin with whom they answer', () => {
    assert.deepEqual(linesOf('you have 3 points', ['alice']), ['@alice you have 3 points'])
    assert.deepEqual(linesOf('type red', ['a', 'b', 'c', 'd', 'e']), ['@a @b @c @d @e type red'])
    assert.deepEqual(linesOf('type red', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), [
      '@a @b @c @d @e and 3 more: type red',
    ])
  })

  it('never begin with what Twitch or a bot takes for a command', () => {
    for (const text of ['/ban alice', '.timeout bob', '!help shows this', '\n/me', ' \u200b.ban', '\u0000!x'])
      assert.match(linesOf(text, []).join('|'), /^› [^|]*$/)
    assert.deepEqual(linesOf('!how explains the vote', ['alice']), ['@alice !how explains the vote'])
  })

  it('have no line break, control or direction character', () => {
    assert.deepEqual(linesOf('a\r\nPRIVMSG #b :c\u0000\u2028d', []), ['a PRIVMSG #b :c d'])
    assert.deepEqual(linesOf('ev\u202eil \ud800x', []), ['evil x'])
    assert.deepEqual(linesOf('hi 👩‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿', []), ['hi 👩‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿'])
  })

  it('are none where there is nothing to say', () => {
    for (const text of ['', '  ', '\r\n', '\u202e']) assert.deepEqual(linesOf(text, ['alice']), [])
  })

  it('are split after words, and say where they go on', () => {
    const lines = linesOf('word '.repeat(150), [])
    assert.equal(lines.length, 2)
    assert.match(lines[0] ?? '', /^(word )+word$/)
    assert.match(lines[1] ?? '', /^… (word )+word$/)
    assert.equal(lines.join(' ').match(/word/g)?.length, 150)
  })

  it('are three at most, the last one with an ellipsis', () => {
    const lines = linesOf('word '.repeat(1000), ['alice'])
    assert.equal(lines.length, maxParts)
    assert.ok(lines[0]?.startsWith('@alice word'))
    assert.ok(lines.at(-1)?.endsWith('word…'))
  })

  it('are never split inside an emoji or an accented letter', () => {
    for (const unit of ['👩‍👩‍👧‍👦', '👍🏽', 'e\u0301', '🇬🇧']) {
      const text = unit.repeat(Math.ceil(1200 / unit.length))
      const whole = linesOf(text, []).map((line) => line.replaceAll('…', '').trim())
      for (const line of whole) assert.ok(graphemes(line).every((grapheme) => grapheme === unit))
    }
  })

  it('are safe and short, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2500 }),
      fc.string({ unit: 'grapheme', minLength: 300, maxLength: 1200 }),
      fc
        .array(fc.constantFrom('/', '.', '!', ' ', '\n', 'word', '👩‍🚀'), { maxLength: 900 })
        .map((parts) => parts.join('')),
    )
    const names = fc.array(fc.constantFrom('alice', 'bob', 'x'.repeat(25)), { maxLength: 9 })
    const property = fc.property(text, names, (raw, people) => {
      const lines = linesOf(raw, people)
      assert.ok(lines.length <= maxParts)
      for (const line of lines) {
        assert.ok(line.length > 0 && line.length <= maxLine && line.isWellFormed())
        assert.doesNotMatch(line, /^[/.!\s]|\p{Cc}|\p{Zl}|\p{Zp}/u)
      }
    })
    fc.assert(property, { numRuns: 400 })
  })
})
