import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import game from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Match } from '../../game/index.ts'
import { drawScene } from '../../render/browser.ts'
import { canvasOf, decide, frameOf, pixelsOf, rgb, tone } from '../helpers/game.ts'

/** Pixels of a colour in the picture as it is now. */
function count(match: Match, colour: string, width = 640, height = 360): number {
  const { canvas, g } = canvasOf(width, height)
  drawScene(g, { view: game, state: match.state, frame: frameOf(match, width, height) })
  const pixels = pixelsOf(canvas)
  const [red, green, blue] = rgb(colour)
  let found = 0
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue) found += 1
  return found
}

const cyan = '#22c7d6'

describe('the picture of Colour & Tone', () => {
  it('shows what could be typed while nobody plays, and what was chosen as soon as somebody does', () => {
    const match = createMatch(game, 1) as unknown as Match
    match.step([])
    for (const [width, height] of [
      [640, 360],
      [360, 640],
      [480, 480],
    ] as const)
      assert.ok(count(match, cyan, width, height) > 300, `${width}×${height}`)
    match.step([tone(440)])
    assert.equal(count(match, cyan), 0)
    for (let i = 0; i < 60 * 30; i++) match.step([])
    assert.ok(count(match, cyan) > 300)
    match.step([decide('black')])
    for (let i = 0; i < 30; i++) match.step([])
    assert.equal(count(match, cyan), 0)
  })
})
