import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createDrawing } from '../../render/raster/canvas.ts'
import { grouped, optionPieces, placeOptions, rowHeight } from '../../render/scene/vote-options.ts'

const px = 20

/** The pixels of two options of one name, the first of which has so many votes of 10. */
function twoAlike(votes: number): [Buffer, Buffer] {
  const options = grouped([votes, 0].map((each) => ({ label: 'red', votes: each, ofVotes: votes, team: '' })))
  const width = 300
  const placed = placeOptions(options, { rows: 2, width }, px)
  const drawn = optionPieces(placed, { x: 0, y: 0, width }, px).map(({ rect, draw }) => {
    const { canvas, context } = createDrawing(width, rowHeight(px))
    context.translate(0, -rect.y)
    draw(context)
    return canvas.data()
  })
  return drawn as [Buffer, Buffer]
}

describe('the options of a vote', () => {
  it('look alike before anybody has voted, and then the first one leads', () => {
    const [first, second] = twoAlike(0)
    assert.ok(first.equals(second))
    const [leader, other] = twoAlike(10)
    assert.ok(!leader.equals(other))
  })
})
