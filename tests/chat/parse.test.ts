import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { createParser } from '../../chat/parse.ts'
import { integer, type CommandSpecs } from '../../game/index.ts'
import { colourTone } from '../helpers/chat.ts'

const parse = createParser(colourTone.commands)

function code(text: string): string | undefined {
  const outcome = parse(text)
  return outcome.accepted ? undefined : outcome.code
}

function sentence(text: string): string {
  const outcome = parse(text)
  return outcome.accepted ? 'accepted' : outcome.sentence
}

function specsWith(word: string): CommandSpecs {
  return { a: { words: [word], help: 'a' }, b: { words: ['b'], help: 'b' } }
}

describe('the parser of a game', () => {
  it('understands a word, with or without an exclamation mark, in any case', () => {
    const command = { name: 'colour', word: 'red', args: {}, label: 'red' }
    for (const text of ['red', 'RED', '!red', ' red! ', 'red.', 'ｒｅｄ', 'red \u{e0000}'])
      assert.deepEqual(parse(text), { accepted: true, command })
  })

  it('understands a bare value, with or without its word', () => {
    const command = { name: 'tone', word: 'tone', args: { hz: 440 }, label: '440' }
    for (const text of ['440', '!440', '0440', 'tone 440', '440!'])
      assert.deepEqual(parse(text), { accepted: true, command })
  })

  it('takes a sentence for talk, not for a vote', () => {
    for (const text of ['red is nice', 'red blue', '440 hz', 'is it red', 'tone 440 please'])
      assert.equal(code(text), 'unknown-command')
  })

  it('says which numbers are valid when one is not', () => {
    assert.equal(code('5000'), 'bad-argument')
    assert.equal(sentence('5000'), '`5000`: a whole number from 20 to 2000')
    assert.equal(sentence('tone 5000'), '`5000`: a whole number from 20 to 2000')
    for (const text of ['19', '2001', '-440', '4e2', '0x10', '1e999', '440.5', '99999999999999999999'])
      assert.equal(code(text), 'bad-argument', text)
  })

  it('names the argument that is missing', () => {
    assert.equal(code('tone'), 'bad-argument')
    assert.equal(sentence('tone'), '`tone` needs <hz>')
  })

  it('guesses at a typing error, but not at talk', () => {
    assert.equal(sentence('gren'), '`gren`: did you mean `green`?')
    assert.equal(sentence('balck'), '`balck`: did you mean `black`?')
    assert.equal(sentence('purpel'), '`purpel`: did you mean `purple`?')
    assert.equal(sentence('hello'), '`hello`: not a command here')
    assert.equal(sentence('it'), '`it`: not a command here')
    assert.doesNotMatch(sentence('gren is a nice one'), /did you mean/)
  })

  it('rejects with a code whatever else is typed', () => {
    for (const text of [
      '__proto__',
      'constructor',
      'toString',
      'NaN',
      'Infinity',
      '-Infinity',
      'null',
      'réd',
      'красный',
      '../../etc',
    ])
      assert.equal(code(text), 'unknown-command', text)
    for (const text of ['', '!', '   ', '\ud800', '\u200b\u200b', '!!!']) assert.equal(code(text), 'empty', text)
    assert.equal(code('r'.repeat(115_000)), 'too-long')
    assert.equal(code('\ufdfa'.repeat(400)), 'too-long')
  })

  it('echoes a short part of the message only, with nothing in it that ends the quotation', () => {
    assert.ok(sentence('x'.repeat(400)).length < 60)
    assert.equal(sentence('a`b`c'), '`abc`: not a command here')
    assert.ok(sentence('😂'.repeat(60)).isWellFormed())
  })
})

describe('a parser of any specs', () => {
  const chess = createParser({
    move: {
      args: z.object({ from: z.string().regex(/^[a-h][1-8]$/), to: z.string().regex(/^[a-h][1-8]$/) }),
      help: 'move',
    },
    go: { words: ['left', 'right'], args: z.object({ steps: integer(1, 9).optional() }), help: 'go' },
    piece: { args: z.object({ piece: z.enum(['q', 'r']) }), bare: true, help: 'promote' },
  })

  it('reads arguments in the order of the keys', () => {
    const outcome = chess('Move E2 e4')
    assert.ok(outcome.accepted)
    assert.deepEqual(outcome.command, {
      name: 'move',
      word: 'move',
      args: { from: 'e2', to: 'e4' },
      label: 'move e2 e4',
    })
  })

  it('lets an optional argument be missing', () => {
    const labels = ['left', 'left 04', 'right 2']
      .map((text) => chess(text))
      .map((o) => (o.accepted ? o.command.label : o.code))
    assert.deepEqual(labels, ['left', 'left 4', 'right 2'])
  })

  it('refuses arguments that are not plain, whatever the schema allows', () => {
    const loose = createParser({ name: { args: z.object({ name: z.string() }), help: 'name it' } })
    assert.deepEqual(loose('name bob'), {
      accepted: true,
      command: { name: 'name', word: 'name', args: { name: 'bob' }, label: 'name bob' },
    })
    const outcome = loose('name žofie')
    assert.ok(!outcome.accepted && outcome.code === 'bad-argument')
  })

  it('survives a schema that throws', () => {
    const broken = z.object({
      n: z.string().refine(() => {
        throw new Error('oops')
      }),
    })
    const outcome = createParser({ n: { args: broken, bare: true, help: 'n' } })('7')
    assert.ok(!outcome.accepted && outcome.code === 'bad-argument')
  })

  it('tells the author of a word that nobody can type, or that two commands have', () => {
    for (const word of ['', 'two words', 'Red', '!go', 'stop.', 'b'])
      assert.throws(() => createParser(specsWith(word)), TypeError, word)
  })
})
