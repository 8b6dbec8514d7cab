import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import game from '../../game/bundled/console/index.ts'
import { assemble } from '../../game/bundled/console/homebrew/assemble.ts'
import { homebrew } from '../../game/bundled/console/homebrew/rom.ts'
import { problemOf } from '../../game/bundled/console/machine/cartridge.ts'
import { pack, unpack } from '../../game/bundled/console/machine/pack.ts'
import { createMatch } from '../../game/index.ts'

const good = homebrew.rom()

/** The cartridge with some bytes of its header changed. */
function changed(bytes: Readonly<Record<number, number>>, rom = good): Uint8Array {
  const copy = rom.slice()
  for (const [at, byte] of Object.entries(bytes)) copy[Number(at)] = byte
  return copy
}

/** A cartridge with a program of its own, which begins at $c000. */
function cartridgeOf(program: string): Uint8Array {
  const { bytes } = assemble([{ name: 'a.asm', text: `.org $c000\n${program}\n.org $fffa\n.word $c000, $c000, $c000` }])
  const rom = good.slice()
  rom.set(bytes, 16)
  return rom
}

const begin = (rom: Uint8Array) => createMatch(game, 1, { settings: { press: 12, rom }, standings: [] })

describe('a cartridge', () => {
  const cases: [what: string, rom: Uint8Array, sentence: RegExp][] = [
    ['is no cartridge', new TextEncoder().encode('a picture, say, of a cat'), /no NES cartridge.*iNES/],
    ['is empty', new Uint8Array(), /no NES cartridge/],
    ['has a header alone', good.slice(0, 16), /cut short: its header tells of 24592 bytes, and the file has 16/],
    ['is cut short', good.slice(0, -1), /cut short/],
    ['lacks its trainer', changed({ 6: 4 }), /cut short/],
    ['has no program', changed({ 4: 0 }), /no program/],
    ['needs a mapper that there is not', changed({ 6: 0x50, 7: 0x10 }), /needs mapper 21, .*it has 0, 1, 2, 3, 4/],
    ['needs a mapper beyond the old ones', changed({ 7: 0x08, 8: 1 }), /needs mapper 256/],
    ['is for PAL', changed({ 7: 0x08, 12: 1 }), /for PAL consoles/],
  ]
  for (const [what, rom, sentence] of cases)
    it(`that ${what} is refused with a sentence that says so`, () => {
      assert.match(problemOf(rom) ?? 'fine', sentence)
      assert.throws(() => begin(rom), { name: 'RangeError', message: sentence })
    })

  it('of an old tool is taken, which wrote its name over half of the mapper', () =>
    assert.equal(problemOf(changed({ 7: 0x44, 8: 0x69, 9: 0x73 })), null))

  it('of whatever bytes is taken or refused with a sentence', () => {
    const header = fc.uint8Array({ minLength: 0, maxLength: 40 })
    fc.assert(
      fc.property(header, (bytes) => {
        const problem = problemOf(Uint8Array.of(0x4e, 0x45, 0x53, 0x1a, ...bytes))
        assert.ok(problem === null || problem.length > 20)
      }),
    )
  })

  it('of the streamer’s own is played, and says nothing of its score', () => {
    const match = begin(cartridgeOf('loop: inc $05\n jmp loop'))
    for (let n = 0; n < 5; n++) match.step([])
    assert.equal(match.state.game.cartridge, '')
    assert.equal(match.score(), 'this cartridge keeps its score to itself')
    assert.equal(match.state.game.mode, 0)
  })

  it('that crashes is put in again ten seconds later, and everybody is told', () => {
    // $02 stops the processor.
    const match = begin(cartridgeOf('ldx #0\nloop: inx\n bne loop\n .byte $02'))
    match.step([])
    assert.match(match.alerts[0]?.text ?? '', /crashed/)
    for (let n = 0; n < 599; n++) {
      match.step([])
      assert.equal(match.alerts.length, 0)
    }
    match.step([])
    assert.equal(match.alerts.length, 1)
  })
})

describe('the memory of a console', () => {
  it('is packed and comes back as it was', () => {
    const plain = fc.anything({
      values: [fc.integer(), fc.double(), fc.string(), fc.boolean(), fc.constant(null)],
      withNullPrototype: false,
      key: fc.stringMatching(/^[a-z]{1,4}$/),
    })
    fc.assert(fc.property(plain, (value) => assert.deepEqual(unpack(pack(value)), value)))
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 60, maxLength: 200 })
    fc.assert(fc.property(bytes, (list) => assert.deepEqual(unpack(pack({ list: Uint8Array.from(list) })), { list })))
    const words = fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 60, maxLength: 200 })
    fc.assert(fc.property(words, (list) => assert.deepEqual(unpack(pack(list)), list)))
  })

  it('takes little room where it is empty, or counts upwards', () => {
    assert.ok(JSON.stringify(pack(new Uint8Array(65_536))).length < 100)
    assert.ok(JSON.stringify(pack(Uint16Array.from({ length: 32_768 }, (_, at) => at))).length < 100)
  })
})
