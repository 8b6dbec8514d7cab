import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { createParser } from '../../chat/parse.ts'
import { integer, type CommandSpecs } from '../../game/index.ts'
import { colourTone } from '../helpers/chat.ts'

const parse = createParser(colourTone)

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
    for (const text of ['red is nice', 'red blue', '440 hz', '440hz', 'is it red', 'tone 440 please'])
      assert.equal(code(text), 'unknown-command')
    for (const text of ['440 hz', '440hz', '440 please'])
      assert.equal(sentence(text), '`440` counts alone: leave out what is after it')
    assert.equal(sentence('9999hz'), '`9999hz`: a whole number from 20 to 2000')
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
  const commands: CommandSpecs = {
    move: {
      args: z.object({ from: z.string().regex(/^[a-h][1-8]$/), to: z.string().regex(/^[a-h][1-8]$/) }),
      aliases: { castle: 'move e1 g1' },
      help: 'move',
    },
    go: {
      words: ['left', 'right'],
      aliases: { l: 'left', far: 'right 9' },
      args: z.object({ steps: integer(1, 9).optional() }),
      help: 'go',
    },
    piece: { args: z.object({ piece: z.enum(['q', 'r']) }), aliases: { queen: 'q' }, bare: true, help: 'promote' },
    resign: { prefixed: true, help: 'give up' },
  }
  const house: CommandSpecs = {
    '!help': { words: ['help'], prefixed: true, help: 'explain' },
    '!abstain': { words: ['abstain', 'pass', 'left'], help: 'no vote' },
    '!join': { args: z.object({ team: z.enum(['red', 'blue']) }), help: 'join a team' },
  }
  const chess = createParser({ commands, house })
  const read = (text: string) => {
    const outcome = chess(text)
    return outcome.accepted ? `${outcome.command.name} ${outcome.command.label}` : outcome.code
  }

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

  it('puts what is meant on the ballot where an alias is typed', () => {
    assert.deepEqual(['castle', '!CASTLE', 'l', 'l 4', 'far', 'queen'].map(read), [
      'move move e1 g1',
      'move move e1 g1',
      'go left',
      'go left 4',
      'go right 9',
      'piece q',
    ])
    assert.deepEqual(['far 2', 'castle e4', 'queen r'].map(read), Array(3).fill('unknown-command'))
  })

  it('wants the prefix where the game says so, and takes the word for talk without it', () => {
    assert.deepEqual(['!resign', '! resign', '!Resign!'].map(read), Array(3).fill('resign !resign'))
    assert.deepEqual(['resign', 'resign already'].map(read), Array(2).fill('unknown-command'))
  })

  it('knows the show’s own words, and lets the game’s own win', () => {
    assert.deepEqual(['!help', 'pass', '!abstain', 'join RED', '!join blue'].map(read), [
      '!help !help',
      '!abstain pass',
      '!abstain abstain',
      '!join join red',
      '!join join blue',
    ])
    assert.deepEqual(['help', 'help me', 'join green', 'join'].map(read), [
      'unknown-command',
      'unknown-command',
      'bad-argument',
      'bad-argument',
    ])
    assert.deepEqual(['left', '!left'].map(read), ['go left', 'go left'])
  })

  it('takes what is said to somebody for no command', () => {
    for (const text of ['@somebody left', '@a_b @c !left', '@left', '@ left'])
      assert.equal(read(text), 'unknown-command')
  })

  it('gives everybody who types a word the same command, which nobody can change', () => {
    const [one, other] = [chess('left'), chess('!LEFT')]
    assert.ok(one.accepted && other.accepted && one.command === other.command)
    assert.ok(Object.isFrozen(one.command) && Object.isFrozen(one.command.args))
  })

  it('refuses arguments that are not plain, whatever the schema allows', () => {
    const loose = createParser({ commands: { name: { args: z.object({ name: z.string() }), help: 'name it' } } })
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
    const outcome = createParser({ commands: { n: { args: broken, bare: true, help: 'n' } } })('7')
    assert.ok(!outcome.accepted && outcome.code === 'bad-argument')
  })

  it('tells the author of a word that nobody can type, or that two commands have', () => {
    for (const word of ['', 'two words', 'Red', '!go', '@go', 'stop.', 'b'])
      assert.throws(() => createParser({ commands: specsWith(word) }), TypeError, word)
  })

  it('tells the author of an alias that stands for nothing', () => {
    const withAlias = (alias: string, target: string) => () =>
      createParser({ commands: { ...commands, go: { ...commands['go']!, aliases: { [alias]: target } } } })
    assert.throws(withAlias('w', 'west'), {
      name: 'TypeError',
      message: 'command "go": the alias "w" stands for "west", which it doesn’t understand',
    })
    assert.throws(withAlias('w', 'left 10'), /the alias "w" stands for "left 10"; `10`: a whole number from 1 to 9/)
    assert.throws(withAlias('w', 'left 1 2'), TypeError)
    assert.throws(withAlias('left', 'right'), /the word "left" belongs to command "go" twice/)
    assert.throws(withAlias('move', 'right'), /the word "move" belongs to two commands, move and go/)
    assert.throws(() => createParser({ commands, house: { help: { help: 'x' } } }), /"help" needs a !/)
  })
})

describe('labels of commands that could be taken for one another', () => {
  const parseBoth = createParser({
    commands: {
      tone: { args: z.object({ hz: integer(20, 2000) }), bare: true, help: 'pitch' },
      volume: { args: z.object({ level: integer(0, 100) }), bare: true, help: 'loudness' },
      guess: { args: z.object({ word: z.string() }), help: 'guess' },
      skip: { help: 'skip' },
    },
  })
  const labelOf = (text: string) => {
    const outcome = parseBoth(text)
    return outcome.accepted ? `${outcome.command.name}: ${outcome.command.label}` : outcome.code
  }

  it('differ, and are read as the same command again', () => {
    for (const [text, label] of [
      ['tone 50', 'tone: 50'],
      ['50', 'tone: 50'],
      ['volume 50', 'volume: volume 50'],
      ['5', 'volume: volume 5'],
      ['guess skip', 'guess: guess skip'],
      ['skip', 'skip: skip'],
    ] as const) {
      assert.equal(labelOf(text), label)
      assert.equal(labelOf(label.slice(label.indexOf(' ') + 1)), label)
    }
  })

  it('differ where a free word alone would be a command', () => {
    const bare = createParser({
      commands: { guess: { args: z.object({ word: z.string() }), bare: true, help: 'guess' }, skip: { help: 'skip' } },
    })
    const outcomes = ['guess skip', 'skip', 'hello'].map((text) => bare(text))
    assert.deepEqual(
      outcomes.map((outcome) => outcome.accepted && `${outcome.command.name}: ${outcome.command.label}`),
      ['guess: guess skip', 'skip: skip', 'guess: hello'],
    )
  })
})
