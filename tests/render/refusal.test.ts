import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refusalOf } from '../../render/scene/refusal.ts'
import { canvasOf } from '../helpers/game.ts'

const { g } = canvasOf(10, 10)
const px = 20
const refusal = (name: string, reason: string, width: number, rows = 1) =>
  refusalOf(g, { name, reason }, width, px, rows)

describe('a refusal of one line', () => {
  const reason = '“teal”: it is Black’s turn'

  it('shortens the name before the reason', () => {
    const { who, why } = refusal('a_very_long_name_of_somebody', reason, 300)
    assert.deepEqual(why, ['it is Black’s turn'])
    assert.match(who, /^a_.*…$/)
  })

  it('leaves the name out where nothing would be left of it', () => {
    assert.deepEqual(refusal('a_very_long_name', reason, 230), { who: '', why: ['it is Black’s turn'] })
  })

  it('keeps a short name, and is cut only where there is nothing else to cut', () => {
    assert.deepEqual(refusal('kim', reason, 300), { who: 'kim', why: ['it is Black’s turn'] })
    const { who, why } = refusal('kim', reason, 150)
    assert.equal(who, '')
    assert.match(why[0] ?? '', /^it is .*…$/)
  })

  it('is whole in two where there is room for them', () => {
    const { who, why } = refusal('a_very_long_name', reason, 230, 2)
    assert.notEqual(who, '')
    assert.match(why.join(' '), /it is Black’s turn$/)
  })
})
