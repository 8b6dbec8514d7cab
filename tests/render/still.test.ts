import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { busyShow, type BusyShow } from '../../bench/render/busy.ts'
import { hasLayer, withLayer, type ArcadeState, type GameView, type LayerName } from '../../game/index.ts'
import { createCamera } from '../../render/camera.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { i420Bytes } from '../../render/raster/i420.ts'
import { createSceneCache } from '../../render/scene/cache.ts'
import { drawScene } from '../../render/scene/scene.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { pixelsOf } from '../helpers/game.ts'

const size = { width: 640, height: 360 }
const thirty = { num: 30, den: 1 }
const newCache = () => createSceneCache((width, height) => createDrawing(width, height) as unknown as Surface)

/** A game that paints one colour, says how often it was asked to, and may be still. */
function countingGame(still?: (state: ArcadeState['game']) => string | number | null) {
  const game = { draws: 0, colour: '#204060' }
  const view: GameView = {
    draw(g, _state, { width, height }) {
      game.draws += 1
      g.fillStyle = game.colour
      g.fillRect(0, 0, width, height)
    },
    sound() {},
    ...(still ? { still } : {}),
  }
  return { game, view }
}

/** What happens to a busy show over the ticks, so that each layer comes, goes and changes. */
function happen(show: BusyShow, tick: number): void {
  const { show: shown } = show.state
  const turn = (name: LayerName) => (shown.layers = withLayer(shown.layers, name, !hasLayer(shown, name)))
  show.step()
  if (tick === 5) shown.alert.assign({ kind: 'raid', name: 'Zoë', text: 'comes with 12', fromTick: 5, untilTick: 35 })
  if (tick === 12 || tick === 18) turn('help')
  if (tick === 20 || tick === 24) turn('background')
  if (tick === 26) turn('game')
  if (tick === 28) turn('game')
  if (tick === 40) shown.slate = 'break'
  if (tick === 44) shown.slate = ''
  if (tick === 46) shown.title = 'Another title'
  if (tick === 50) shown.status = 'live'
}

describe('a scene drawn with a cache', () => {
  for (const moves of [true, false])
    it(`is byte for byte what it is without one, whatever came before${moves ? '' : ', with a still game'}`, async () => {
      const show = busyShow(moves)
      const [cached, cache] = [createDrawing(size.width, size.height), newCache()]
      for (let tick = 1; tick <= 60; tick++) {
        happen(show, tick)
        const scene = { ...show, frame: show.frame(tick, 30, size) }
        const fresh = createDrawing(size.width, size.height)
        cache.draw(cached.context, scene)
        newCache().draw(fresh.context, scene)
        assert.ok(pixelsOf(cached.canvas).equals(pixelsOf(fresh.canvas)), `tick ${tick}`)
        await nextTurn()
      }
    })

  it('looks as drawScene draws it, but for the last bits where layers are see-through', () => {
    const show = busyShow()
    for (let tick = 1; tick <= 60; tick++) {
      happen(show, tick)
      // Where there is no ground, drawScene leaves what lies below to its caller.
      if (tick % 7 !== 0 || !hasLayer(show.state.show, 'background')) continue
      const scene = { ...show, frame: show.frame(tick, 30, size) }
      const [a, b] = [createDrawing(size.width, size.height), createDrawing(size.width, size.height)]
      newCache().draw(a.context, scene)
      drawScene(b.context, scene)
      const [cached, direct] = [pixelsOf(a.canvas), pixelsOf(b.canvas)]
      const worst = cached.reduce((most, value, at) => Math.max(most, Math.abs(value - (direct[at] as number))), 0)
      assert.ok(worst <= 3, `tick ${tick}: ${worst}`)
    }
  })

  it('asks a game that says it is still to draw once, and again when it or the room changes', () => {
    let position = 1
    const { game, view } = countingGame(() => position)
    const show = busyShow()
    const [{ context }, cache] = [createDrawing(size.width, size.height), newCache()]
    const draw = (number: number) =>
      cache.draw(context, { view, state: show.state, frame: show.frame(number, 30, size) })
    assert.equal(draw(0), true)
    assert.equal(draw(1), false)
    show.step()
    assert.equal(draw(2), true, 'the countdown has gone on')
    assert.equal(game.draws, 1)
    position = 2
    assert.equal(draw(3), true)
    assert.equal(game.draws, 2)
    show.state.show.layers = withLayer(show.state.show.layers, 'vote', false)
    assert.equal(draw(4), true)
    assert.equal(game.draws, 3, 'without the vote there is more room')
  })

  it('draws a game each time that never says so, and one that moves for a while', () => {
    const [always, sometimes] = [countingGame(), countingGame(() => null)]
    const show = busyShow()
    for (const { game, view } of [always, sometimes]) {
      const [{ context }, cache] = [createDrawing(size.width, size.height), newCache()]
      for (let number = 0; number < 3; number++)
        assert.equal(cache.draw(context, { view, state: show.state, frame: show.frame(number, 30, size) }), true)
      assert.equal(game.draws, 3)
    }
  })

  it('draws the show over a game that throws, and tries it again at the next picture', () => {
    const show = busyShow()
    let throws = true
    const { game, view } = countingGame(() => 'still')
    const broken: GameView = {
      ...view,
      draw(...given) {
        view.draw(...given)
        if (throws) throw new Error('a bug in the game')
      },
    }
    const [{ context, canvas }, cache] = [createDrawing(size.width, size.height), newCache()]
    const draw = () => cache.draw(context, { view: broken, state: show.state, frame: show.frame(0, 30, size) })
    assert.throws(draw, /a bug in the game/)
    assert.throws(draw, /a bug in the game/)
    const shown = pixelsOf(canvas)
    throws = false
    assert.equal(draw(), true)
    assert.ok(pixelsOf(canvas).equals(shown), 'the show was drawn over what the game had painted')
    assert.equal(draw(), false)
    assert.equal(game.draws, 3)
  })
})

describe('the camera', () => {
  it('takes a still scene again without drawing it, byte for byte', () => {
    const { game, view } = countingGame(() => 'still')
    const show = busyShow()
    const camera = createCamera(size.width, size.height, thirty)
    const pictures = [0, 1, 2].map((number) => {
      const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
      camera.take({ view, state: show.state, frame: show.frame(number, 30, size) }, memory)
      return Buffer.from(memory)
    })
    assert.equal(game.draws, 1)
    assert.deepEqual(pictures[1], pictures[0])
    assert.deepEqual(pictures[2], pictures[0])
  })

  it('lets a flash fade out also when the game stands still afterwards', () => {
    const { game, view } = countingGame(() => game.colour)
    const show = busyShow()
    show.state.show.layers = 0
    show.state.show.layers = withLayer(show.state.show.layers, 'game', true)
    const camera = createCamera(size.width, size.height, thirty)
    const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
    const take = (number: number, colour: string) => {
      game.colour = colour
      camera.take({ view, state: show.state, frame: show.frame(number, 30, size) }, memory)
      return new Uint8Array(memory)[0]
    }
    for (let number = 0; number < 30; number++) take(number, number % 2 === 0 ? '#000000' : '#ffffff')
    assert.notEqual(take(30, '#ffffff'), 235, 'the limiter is at work')
    let last = 0
    for (let number = 31; number < 100; number++) last = take(number, '#ffffff') as number
    assert.equal(last, 235)
  })

  it('shows a slate with the next picture, also while flashes fade', () => {
    const { game, view } = countingGame()
    const show = busyShow()
    const { show: shown } = show.state
    shown.layers = withLayer(0, 'game', true)
    const take = (camera: ReturnType<typeof createCamera>, number: number) => {
      const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
      camera.take({ view, state: show.state, frame: show.frame(number, 30, size) }, memory)
      return Buffer.from(memory)
    }
    const camera = createCamera(size.width, size.height, thirty)
    for (let number = 0; number < 30; number++) {
      game.colour = number % 2 === 0 ? '#000000' : '#ffffff'
      take(camera, number)
    }
    assert.ok(camera.isFading)
    shown.slate = 'panic'
    assert.deepEqual(take(camera, 30), take(createCamera(size.width, size.height, thirty), 30))
  })

  it('holds no more memory after a thousand pictures than after a hundred', async () => {
    const show = busyShow()
    const camera = createCamera(size.width, size.height, thirty)
    const memory = new ArrayBuffer(i420Bytes(size.width, size.height))
    let early = 0
    for (let number = 0; number < 1000; number++) {
      show.step()
      camera.take({ ...show, frame: show.frame(number, 30, size) }, memory)
      await nextTurn()
      if (number === 300) early = process.memoryUsage.rss()
    }
    const grown = (process.memoryUsage.rss() - early) / 2 ** 20
    assert.ok(grown < 32, `${grown.toFixed(1)} MB more`)
  })
})
