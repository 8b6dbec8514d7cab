import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { assemble } from '../../game/bundled/console/homebrew/assemble.ts'
import { homebrew } from '../../game/bundled/console/homebrew/rom.ts'
import { createMachine } from '../../game/bundled/console/machine/machine.ts'
import { buildHomebrew, cartridgeFile } from '../helpers/homebrew.ts'
import { createKeeper } from '../helpers/keeper.ts'

const bytesOf = (text: string) => Buffer.from(assemble([{ name: 'a.asm', text }]).bytes).toString('hex')

describe('the assembler', () => {
  it('writes each mode of an instruction, the short one where the address is known to be short', () => {
    const source = `near = $10
      .org $c000
      start: lda #<table
      sta near
      sta near,x
      stx near,y
      lda table,y
      lda (near),y
      ora (near,x)
      jmp (table)
      asl a
      rol
      table: .byte 1, "a;b", ';', 2*3+1, -1
      .word start, >start`
    assert.equal(bytesOf(source), 'a914851095109610b914c0b11001106c14c00a2a01613b623b07ff00c0c000')
  })

  it('branches to names of the same scope, forwards and backwards', () => {
    assert.equal(bytesOf('a:\n@x: bne @x\nbeq @y\n@y: rts\nb:\n@x: bcc @x'), 'd0fef0006090fe')
  })

  const wrong: [what: string, source: string, message: RegExp][] = [
    ['an unknown instruction', '.org 0\n  ldq 1', /^a\.asm, line 2: “ldq” is no instruction$/],
    ['an unknown name', 'lda there', /line 1: a name in “there” is unknown/],
    ['a name that is there twice', 'a: rts\na: rts', /line 2: a is there twice/],
    ['a mode that there is not', 'sta #1', /line 1: sta has no such operand/],
    ['a branch that is too long', 'a: rts\n.res 130\nbne a', /line 3: the branch is -13\d bytes long/],
    ['a number that is no byte', '.byte 256', /line 1: 256 is no byte/],
    ['half an expression', 'lda #(1+', /line 1: .*ends too early/],
    ['signs that mean nothing', 'lda #1?', /line 1: .*can’t be read/],
  ]
  for (const [what, source, message] of wrong)
    it(`tells of ${what}, with file and line`, () =>
      assert.throws(() => assemble([{ name: 'a.asm', text: source }]), { name: 'SyntaxError', message }))
})

describe('Lantern Keeper', () => {
  const { rom, names } = buildHomebrew()

  it('is built of its sources, byte for byte: npm run build:rom', () => {
    assert.deepEqual(new Uint8Array(readFileSync(cartridgeFile)), rom)
    assert.deepEqual(homebrew.rom(), rom)
    for (const [name, address] of Object.entries(homebrew.addresses)) assert.equal(address, names.get(name), name)
  })

  it('shows its title, and plays by itself after nine seconds without anybody', () => {
    const machine = createMachine(rom)
    const { mode, demo, lit } = homebrew.addresses
    for (let n = 0; n < 300; n++) machine.run(0)
    assert.deepEqual([machine.peek(mode), machine.peek(demo)], [0, 0])
    for (let n = 0; n < 900; n++) machine.run(0)
    assert.deepEqual([machine.peek(mode), machine.peek(demo)], [1, 1])
    assert.ok(machine.peek(lit) > 0, 'the demo lights nothing')
  })

  it('goes one cell for a press of one step, and two where B is held as well', () => {
    const machine = createMachine(rom)
    const press = (buttons: number, ticks = 12) => {
      for (let n = 0; n < 16; n++) machine.run(n < ticks ? buttons : 0)
    }
    for (let n = 0; n < 60; n++) machine.run(0)
    press(8)
    press(0)
    const cell = () => machine.peek(names.get('pcell') as number)
    const from = cell()
    press(128)
    assert.equal(cell(), from + 1)
    press(64)
    assert.equal(cell(), from)
    press(64 | 2)
    assert.equal(cell(), from - 2)
  })

  it('can be played: the first garden can be lit in time, and what is left of it counts', () => {
    const machine = createMachine(rom)
    const { mode, garden, score, lanterns } = homebrew.addresses
    const keeper = createKeeper(machine, names)
    for (let n = 0; n < 60; n++) machine.run(0)
    for (let n = 0; n < 4; n++) machine.run(8)
    for (let n = 0; n < 6000 && machine.peek(garden) === 0; n++)
      // He runs, and rings the bell whenever it can be rung.
      machine.run(machine.peek(mode) === 1 ? keeper() | 2 | (n % 100 < 2 ? 1 : 0) : 0)
    assert.equal(machine.peek(garden), 1)
    assert.ok(machine.peek(lanterns) > 5)
    assert.ok(machine.peek(score + 2) > 0, 'a garden is worth more than 1000 points')
  })

  for (const garden of ['garden1', 'garden2', 'garden3', 'garden4'])
    it(`has a way to each lantern of ${garden}, and the hedge around it is whole`, () => {
      const begin = 16 + (names.get(garden) as number) - 0xc000
      const cells = Buffer.from(rom.subarray(begin, begin + 224))
        .toString('latin1')
        .split('')
      const reached = new Set([cells.indexOf('p')])
      for (const at of reached)
        for (const step of [1, -1, 16, -16]) if (cells[at + step] !== '#') reached.add(at + step)
      assert.deepEqual(
        [...reached].filter((at) => at < 16 || at > 207 || at % 16 === 0 || at % 16 === 15),
        [],
      )
      const lanterns = cells.flatMap((sign, at) => (sign === 'o' ? [at] : []))
      assert.ok(lanterns.length >= 10 && lanterns.length <= 16, `${lanterns.length} lanterns`)
      assert.deepEqual(
        lanterns.filter((at) => !reached.has(at)),
        [],
      )
    })
})
