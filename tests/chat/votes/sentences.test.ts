import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resultSentence } from '../../../chat/votes/sentences.ts'
import { democracy, teams } from '../../../game/index.ts'
import { cast, choice, from, modeOf, taken } from './voting.ts'

describe('the sentence of a result', () => {
  it('is the reason, or a short form of each team in their order', () => {
    const plain = modeOf(democracy({ seconds: 1 }))
    cast(plain, { a: 'up' })
    assert.equal(resultSentence(plain.close(1).results), '')
    assert.equal(resultSentence(plain.close(10).results), 'up won with the only vote')
    const mode = modeOf(teams({ names: ['red', 'blue'], seconds: 1 }))
    taken(mode.cast(from('a'), choice('blue:up', { side: 'blue' })))
    assert.equal(resultSentence(mode.close(10).results), 'red: nobody voted, blue: up (1 of 1)')
  })
})
