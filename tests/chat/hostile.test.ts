import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { openChat } from '../../chat/index.ts'
import { createParser } from '../../chat/parse.ts'
import { chatOptions, colourTone, sharedData } from '../helpers/chat.ts'

const parse = createParser(colourTone)
const codes = new Set(['empty', 'too-long', 'unknown-command', 'bad-argument'])
const words = new Set(Object.values(colourTone.commands).flatMap((spec) => spec.words ?? []))
const naughty = sharedData('hostile/blns.json')

/** Text as chat has it: any code units at all, and words of the game mixed with what is used to disturb them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('red', '440', '!', ' ', '\u200b', '\u0300', '\ud800', '\ufdfa', '__proto__', '1e999'), {
      maxLength: 40,
    })
    .map((parts) => parts.join('')),
)

function checkOutcome(text: string): void {
  const outcome = parse(text)
  if (!outcome.accepted) {
    assert.ok(codes.has(outcome.code))
    assert.ok(outcome.sentence.length > 0 && outcome.sentence.length <= 200 && outcome.sentence.isWellFormed())
  } else if (outcome.command.name === 'tone') {
    const hz = outcome.command.args['hz']
    assert.ok(Number.isInteger(hz) && Number(hz) >= 20 && Number(hz) <= 2000)
    assert.equal(outcome.command.label, String(hz))
  } else assert.ok(words.has(outcome.command.label))
}

describe('hostile chat', () => {
  it('always gets a code, or a command that the game declared', () => {
    fc.assert(fc.property(anyText, checkOutcome), { numRuns: 5000 })
  })

  it('never makes the counts disagree', async () => {
    const property = fc.asyncProperty(fc.array(fc.tuple(anyText, fc.nat(20)), { maxLength: 60 }), async (messages) => {
      await using chat = await openChat(chatOptions({ urls: ['local:'] }))
      let told = 0
      for (const [text, user] of messages)
        chat.local?.say({ userId: String(user), user: text, text, respond: () => told++ })
      chat.drain(1)
      const { received, accepted, rejected } = chat.counts
      assert.equal(received, messages.length)
      assert.equal(received, accepted + Object.values(rejected).reduce((sum, count) => sum + count, 0))
      assert.equal(told, received)
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('may use every string of the Big List of Naughty Strings', { skip: naughty.skip }, () => {
    const strings: unknown = JSON.parse(naughty.text)
    assert.ok(Array.isArray(strings) && strings.length > 400)
    for (const text of strings) checkOutcome(String(text))
  })

  it('may be 115 KB long, and is done with at once', () => {
    const start = performance.now()
    for (let i = 0; i < 1000; i++) checkOutcome('red '.repeat(28_750))
    assert.ok(performance.now() - start < 500)
  })
})
