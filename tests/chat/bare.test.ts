import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { createParser } from '../../chat/parse.ts'
import chess from '../../game/bundled/vote-chess/index.ts'
import { integer, type CommandSpecs } from '../../game/index.ts'

function tellerOf(spoken: Parameters<typeof createParser>[0]) {
  const parse = createParser(spoken)
  return (text: string) => {
    const outcome = parse(text)
    return outcome.accepted ? outcome.command.label : `${outcome.code}: ${outcome.sentence}`
  }
}

describe('words that are nearly a bare command', () => {
  const told = tellerOf(chess)

  it('are told that the command counts alone, where more follows it', () => {
    const alone = (words: string) => `unknown-command: \`${words}\` counts alone: leave out what is after it`
    assert.equal(told('e4 lol'), alone('e4'))
    assert.equal(told('Nf3 gg'), alone('nf3'))
    assert.equal(told('d2d4 d4'), alone('d2d4'))
    assert.equal(told('knight f3 lol'), alone('knight f3'))
    assert.equal(told('o-o gg'), alone('o-o'))
  })

  it('are talk where nothing in them could be the command', () => {
    for (const text of ['a nice game', 'be careful', 'good game', 'gr8 game', 'long live the king', 'knight is cool'])
      assert.match(told(text), /^unknown-command: `[a-z0-9]+`: not a command here$/, text)
  })

  const commands: CommandSpecs = {
    put: {
      args: z.object({ row: z.enum(['top', 'end']), column: integer(1, 9), note: z.string().optional() }),
      bare: true,
      help: 'put',
    },
  }
  const put = tellerOf({ commands })

  it('are told what is missing, where all that is there is an argument of its own', () => {
    assert.equal(put('top'), 'bad-argument: `top` needs <column>')
    assert.equal(put('middle'), 'unknown-command: `middle`: not a command here')
  })

  it('are told what is wrong, where there is a number in them and one of them is right', () => {
    assert.equal(put('top 12'), 'bad-argument: `top 12`: a whole number from 1 to 9')
    assert.equal(put('tpo 3'), 'bad-argument: `tpo 3`: Invalid option: expected one of "top"|"end"')
    assert.equal(put('top of the world'), 'unknown-command: `top`: not a command here')
    assert.equal(put('nice one'), 'unknown-command: `nice`: not a command here')
  })

  it('are none of it where a refinement of the game throws', () => {
    const thrown = z.string().refine((): boolean => {
      throw new Error('no')
    })
    const bad = tellerOf({ commands: { put: { args: z.object({ a: thrown, b: thrown }), bare: true, help: 'put' } } })
    assert.match(bad('x1'), /^unknown-command/)
    assert.match(bad('x1 y2 z3'), /^unknown-command/)
  })
})
