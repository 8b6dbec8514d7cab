import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import game from '../../game/bundled/marble-race/index.ts'
import { teams } from '../../game/bundled/marble-race/teams.ts'
import { colours } from '../../game/bundled/marble-race/view/paint.ts'
import type { MarbleRace } from '../../game/bundled/marble-race/field.ts'
import { createMatch, createRandom, type ArcadeState, type GameView, type Match } from '../../game/index.ts'
import { loadAssets } from '../../render/assets/load.ts'
import { nodeAssets } from '../../render/assets/node.ts'
import { createCamera } from '../../render/camera.ts'
import { parseFps } from '../../render/clock.ts'
import { drawScene } from '../../render/index.ts'
import { i420Bytes } from '../../render/raster/i420.ts'
import { toPcm16 } from '../../render/sound/pcm.ts'
import { createSound } from '../../render/sound/sound.ts'
import { canvasOf, contrast, frameOf, pixelsOf, rgb } from '../helpers/game.ts'
import { measureLoudness } from '../helpers/loudness.ts'
import { startedRace, stepUntil, typed } from '../helpers/marbles.ts'

const url = new URL('../../game/bundled/marble-race/index.ts', import.meta.url).href
const assets = await loadAssets(game, nodeAssets(url))
const view = game as unknown as GameView

function picture(match: Match<MarbleRace>, width: number, height: number, later = 0): Buffer {
  const { canvas, g } = canvasOf(width, height)
  const frame = frameOf(match, width, height)
  const warn = (line: string) => assert.fail(line)
  drawScene(g, {
    view,
    state: match.state as unknown as ArcadeState,
    frame: { ...frame, seconds: frame.seconds + later },
    ...assets,
    warn,
  })
  return pixelsOf(canvas)
}

/** The lobby, the countdown, a race, its end and the podium. */
function moments(): Match<MarbleRace>[] {
  const lobby = createMatch(game, 2)
  for (let tick = 0; tick < 200; tick++) lobby.step([])
  const [start, race, end, podium] = [startedRace(30), startedRace(30), startedRace(30), startedRace(30)]
  for (let tick = 0; tick < 500; tick++) race.step(tick === 480 ? [typed('v1', 'boost')] : [])
  stepUntil(end, ({ finishers }) => finishers.length === 3)
  stepUntil(podium, ({ phase }) => phase === 'finish')
  for (let tick = 0; tick < 40; tick++) podium.step([])
  return [lobby, start, race, end, podium]
}

describe('the picture and sound of Marble Race', () => {
  const all = moments()

  for (const [width, height] of [
    [640, 360],
    [1280, 720],
    [1080, 1920],
    [480, 480],
  ] as const)
    it(`every moment is drawn at ${width}×${height}, each its own, with places that the show takes`, () => {
      const pictures = all.map((match) => picture(match, width, height))
      assert.equal(new Set(pictures.map((pixels) => pixels.toString('latin1'))).size, all.length)
    })

  it('the same state and frame draw the same pixels, and marbles move between two ticks', () => {
    const race = all[2]!
    const first = picture(race, 640, 360)
    picture(all[4]!, 640, 360)
    assert.ok(picture(race, 640, 360).equals(first))
    assert.ok(!picture(race, 640, 360, 1 / 60).equals(first))
  })

  it('text stands out from what it is written on: 4.5 : 1 or more', () => {
    const { panel, night, lane } = colours
    for (const ink of [colours.text, colours.quiet, colours.accent, colours.gold, colours.silver, colours.bronze])
      for (const ground of [panel, night]) assert.ok(contrast(rgb(ink), rgb(ground)) >= 4.5, `${ink} on ${ground}`)
    for (const ground of lane) assert.ok(contrast(rgb(colours.sign), rgb(ground)) >= 4.5)
    for (const { glass } of teams) assert.ok(contrast(rgb('#0a0c14'), rgb(glass)) >= 4.5, glass)
    for (const metal of [colours.gold, colours.silver, colours.bronze])
      assert.ok(contrast(rgb(night), rgb(metal)) >= 4.5)
  })

  it('marbles have about the light of the lane, and a race is never held back as flashing', async () => {
    for (const { glass } of teams)
      for (const ground of colours.lane) assert.ok(contrast(rgb(glass), rgb(ground)) < 1.25, glass)
    const [width, height] = [320, 180]
    const camera = createCamera(width, height, parseFps('30'))
    const memory = new ArrayBuffer(i420Bytes(width, height))
    const match = startedRace(60, 2)
    for (let tick = 0; tick < 500; tick++) {
      match.step(tick % 9 === 0 ? [typed(`v${tick % 60}`, tick % 2 === 0 ? 'boost' : 'left')] : [])
      const frame = frameOf(match, width, height)
      camera.take({ view, state: match.state as unknown as ArcadeState, frame, ...assets }, memory)
      assert.ok(!camera.isFading, `faded in tick ${tick}`)
      if (tick % 50 === 0) await nextTurn()
    }
  })

  it('every team has a letter and a colour of its own', () => {
    assert.equal(new Set(teams.map(({ letter }) => letter)).size, teams.length)
    assert.equal(new Set(teams.map(({ colour }) => colour)).size, teams.length)
  })

  it('tells who has won, once the podium stands', () => {
    const [lobby, , , , podium] = all as [Match<MarbleRace>, unknown, unknown, unknown, Match<MarbleRace>]
    assert.equal(game.story?.(lobby.state.game), null)
    const { names, finishers, phaseAtTick } = podium.state.game
    const told = { text: `${names[finishers[0] ?? -1]} wins race 1`, atTick: phaseAtTick }
    assert.deepEqual(game.story?.(podium.state.game), told)
  })

  it('five minutes are as loud as platforms want them, and never too high', async (t) => {
    const match = createMatch(game, 1)
    const random = createRandom(1, 'viewers')
    const sound = createSound({ sampleRate: 48_000, fps: parseFps('30'), tickRate: 30, gainDb: game.soundGainDb ?? 0 })
    function* minutes() {
      for (let n = 0; n < 9000; n++) {
        const said = n % 5 === 0 ? game.bot?.(match.state.game, random) : null
        match.step(said ? [typed(`v${random.integer(40)}`, said)] : [])
        game.sound(sound.synth, match.state.game, sound.begin(n, match.tick))
        const { left, right } = sound.take()
        yield new Uint8Array(toPcm16(left, right))
      }
    }
    const { lufs, truePeak } = await measureLoudness(minutes(), 48_000)
    t.diagnostic(`${lufs} LUFS, ${truePeak} dBTP`)
    assert.equal(sound.mended, 0)
    assert.ok(match.state.game.race >= 2)
    assert.ok(Math.abs(lufs + 16) <= 1, `${lufs} LUFS`)
    assert.ok(truePeak <= -1, `${truePeak} dBTP`)
  })
})
