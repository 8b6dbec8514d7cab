import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import { heedThrows, logPainters } from '../../server/author/heed.ts'

describe('what painters say of a game', () => {
  it('is in the log and told its author, but a late throw of an old version is only in the log', () => {
    const lines: string[] = []
    const told: string[] = []
    const plain = pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) })
    let plays = 'file:///game.ts?version=1'
    const log = logPainters(
      heedThrows(plain, (sentence) => told.push(sentence)),
      plain,
      () => plays,
    )
    const thrown = 'own-game: draw threw (1 times so far) Error: no such colour at game.ts:3:4'
    log('warn', thrown, plays)
    assert.deepEqual(told, ['draw threw Error: no such colour at game.ts:3:4'])
    const old = plays
    plays = 'file:///game.ts?version=2'
    log('warn', thrown, old)
    assert.equal(told.length, 1)
    log('warn', thrown, plays)
    log('warn', 'a line of no game')
    assert.equal(told.length, 2)
    assert.deepEqual(lines, [thrown, thrown, thrown, 'a line of no game'])
  })
})
