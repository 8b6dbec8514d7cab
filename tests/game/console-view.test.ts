import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createParser } from '../../chat/parse.ts'
import game from '../../game/bundled/console/index.ts'
import { createMatch, type Decision, type GameView, type Match } from '../../game/index.ts'
import { createBitmaps, createSound } from '../../render/browser.ts'
import { drawScene } from '../../render/index.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { canvasOf, frameOf, pixelsOf } from '../helpers/game.ts'
import { measureLoudness } from '../helpers/loudness.ts'

type State = InstanceType<typeof game.state>

const parse = createParser(game)
const view = game as unknown as GameView

function say(text: string): Decision {
  const outcome = parse(text)
  assert.ok(outcome.accepted)
  return { command: outcome.command, by: null, player: null, team: null }
}

function begun(ticks: number, ...said: Decision[]): Match<State> {
  const match = createMatch(game, 1)
  for (let n = 0; n < ticks; n++) match.step(n === 60 ? said : [])
  return match
}

/** The picture, and what was said of places that can't be had. */
function draw(match: Match<State>, width: number, height: number) {
  const { canvas, g } = canvasOf(width, height)
  const bitmap = createBitmaps((wide, high) => createDrawing(wide, high) as unknown as Surface)
  const said: string[] = []
  const frame = { ...frameOf(match, width, height), tickRate: 60 }
  drawScene(g, { view, state: match.state as never, frame, bitmap, warn: (line) => said.push(line) })
  return { pixels: pixelsOf(canvas), said }
}

describe('the picture of the console’s show', () => {
  const match = begun(120, say('start'))
  Object.assign(match.state.show, { mode: 'slider', plays: 'anarchy', switchPercent: 75 })

  for (const [width, height, scale] of [
    [640, 360, 1],
    [1280, 720, 2],
    [1920, 1080, 3],
    [1080, 1920, 3],
    [720, 1280, 2],
    [854, 480, 0],
    [929, 523, 0],
    [480, 480, 0],
    [720, 720, 0],
    [640, 480, 0],
    [480, 640, 0],
  ] as const)
    it(`has a place for all of the show at ${width}×${height}, and the garden is seen in it`, () => {
      const { pixels, said } = draw(match, width, height)
      assert.deepEqual(said, [])
      // The light green of the hedges is in no other part of the picture.
      let green = 0
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at] === 0 && pixels[at + 1] === 0xab && pixels[at + 2] === 0) green += 1
      // Where a pixel of the console is a whole number of pixels, they have its very colours.
      if (scale > 0) assert.equal(green % (scale * scale), 0)
      assert.ok(green > 2000 * scale * scale, `${green} pixels`)
    })

  it('is the same for the same state, and another for another', () => {
    const [one, same, other] = [match, begun(120, say('start')), begun(140, say('start'))]
    Object.assign(same.state.show, { mode: 'slider', plays: 'anarchy', switchPercent: 75 })
    assert.ok(draw(one, 640, 360).pixels.equals(draw(same, 640, 360).pixels))
    assert.ok(!draw(other, 640, 360).pixels.equals(draw(one, 640, 360).pixels))
  })

  it('lights the button that is down', () => {
    const yellow = ({ pixels }: ReturnType<typeof draw>) => {
      let count = 0
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at] === 0xf0 && pixels[at + 1] === 0xe4 && pixels[at + 2] === 0x42) count += 1
      return count
    }
    const before = yellow(draw(match, 640, 360))
    match.step([say('a')])
    assert.ok(yellow(draw(match, 640, 360)) > before + 100)
  })
})

describe('the sound of the console’s show', () => {
  const seconds = 30

  /** The title, then the demo: what five minutes with a crowd sound like as well, within a tenth of a decibel. */
  function* frames() {
    const match = createMatch(game, 1)
    const sound = createSound({
      sampleRate: 48_000,
      fps: { num: 30, den: 1 },
      tickRate: 60,
      gainDb: game.soundGainDb ?? 0,
    })
    for (let number = 0; number < 30 * seconds; number++) {
      match.step([])
      match.step([])
      const frame = sound.begin(number, match.tick)
      game.sound(sound.synth, match.state.game, frame)
      const { left, right } = sound.take()
      yield new Uint8Array(toPcm16(left, right))
    }
    assert.equal(sound.mended, 0)
  }

  it('has exactly its samples, as loud as platforms want them', async (t) => {
    const pcm = [...frames()]
    assert.equal(
      pcm.reduce((sum, { length }) => sum + length, 0),
      seconds * 48_000 * 4,
    )
    const { lufs, truePeak } = await measureLoudness(pcm, 48_000)
    t.diagnostic(`${lufs} LUFS, ${truePeak} dBTP`)
    assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`)
    assert.ok(truePeak <= -1, `${truePeak} dBTP`)
  })
})
