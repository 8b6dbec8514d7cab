import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { allLayers, HelpEntry, slates, withLayer, type GameView, type Rect } from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { pageOf } from '../../render/scene/help-pages.ts'
import { layoutFor, type Layout } from '../../render/scene/layout.ts'
import { partsOf } from '../../render/scene/layers.ts'
import { gameFrame } from '../../render/scene/scene.ts'
import { busyMatch, canvasOf, frameOf, isInside, pixelsOf } from '../helpers/game.ts'

const sizes = [
  [640, 360],
  [1280, 720],
  [720, 1280],
  [360, 640],
  [720, 720],
  [640, 480],
  [480, 600],
] as const

const view = colourTone as unknown as GameView

function draw(match: ReturnType<typeof busyMatch>, width: number, height: number, by = view): Buffer {
  const { canvas, g } = canvasOf(width, height)
  drawScene(g, { view: by, state: match.state, frame: frameOf(match, width, height) })
  return pixelsOf(canvas)
}

/** Of a match as it stands: what isn't there takes no room. */
function layoutOf({ state: { show } }: ReturnType<typeof busyMatch>, width: number, height: number): Layout {
  return layoutFor(width, height, partsOf({ show, view }))
}

function drawGameAlone(match: ReturnType<typeof busyMatch>, width: number, height: number): Buffer {
  const { canvas, g } = canvasOf(width, height)
  const scene = { view, state: match.state, frame: frameOf(match, width, height) }
  view.draw(g, match.state.game, gameFrame(scene, layoutOf(match, width, height)))
  return pixelsOf(canvas)
}

/** Where two pictures differ, as `x,y` of the first few, outside some rectangles. */
function differences(a: Buffer, b: Buffer, width: number, outside: readonly Rect[] = []): string[] {
  const found: string[] = []
  for (let i = 0; i < a.length && found.length < 5; i += 4) {
    const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)]
    if (a.readUInt32LE(i) !== b.readUInt32LE(i) && !outside.some((rect) => isInside(x, y, rect, 1)))
      found.push(`${x},${y}`)
  }
  return found
}

function busyWithHelp(lines: readonly { usage: string; help: string }[]): ReturnType<typeof busyMatch> {
  const match = busyMatch()
  const { help } = match.state.show
  while (help.length > 0) help.pop()
  for (const line of lines) help.push(new HelpEntry().assign(line))
  return match
}

describe('the scene', () => {
  for (const [width, height] of sizes) {
    const { title, vote, feed, help } = layoutOf(busyMatch(), width, height)
    const panels = [title, vote, feed, help]

    it(`keeps a busy show inside its panels at ${width}×${height}, and shows something in each`, () => {
      const match = busyMatch()
      const [shown, alone] = [draw(match, width, height), drawGameAlone(match, width, height)]
      assert.deepEqual(differences(shown, alone, width, panels), [])
      for (const rect of panels) {
        const others = panels.filter((each) => each !== rect)
        assert.notDeepEqual(differences(shown, alone, width, others), [])
      }
    })

    it(`keeps help inside its panel at ${width}×${height} that would need much more room`, () => {
      const long = Array.from({ length: 9 }, (_, i) => ({
        usage: `word${i} `.repeat(12).trim(),
        help: 'does '.repeat(9).trim(),
      }))
      const endless = [{ usage: 'x'.repeat(300), help: 'y'.repeat(300) }]
      for (const lines of [long, endless, []]) {
        const match = busyWithHelp(lines)
        assert.deepEqual(
          differences(draw(match, width, height), drawGameAlone(match, width, height), width, panels),
          [],
        )
      }
    })
  }

  it('draws the same state and frame to the same pixels', () => {
    assert.ok(draw(busyMatch(), 640, 360).equals(draw(busyMatch(), 640, 360)))
  })

  it('shows every word of the help, the vote, the countdown, the feed and the result: each changes the picture', () => {
    const before = draw(busyMatch(), 1280, 720)
    const changes: ((match: ReturnType<typeof busyMatch>) => void)[] = [
      ({ state }) => (state.show.title = 'Another title'),
      ({ state }) => Object.assign(state.show.options[5] ?? {}, { votes: 1 }),
      ({ state }) => Object.assign(state.show.options[0] ?? {}, { label: 'pink' }),
      ({ state }) => (state.show.closesAtTick -= 30),
      ({ state }) => state.show.result.assign({ reason: 'nobody voted' }),
      ({ state }) => Object.assign(state.show.feed[5] ?? {}, { name: 'bob' }),
      ({ state }) =>
        Object.assign(state.show.help[0] ?? {}, { usage: 'red orange yellow green cyan blue purple pink white blank' }),
      ({ state }) => Object.assign(state.show.help[1] ?? {}, { help: 'set the tone in Hx' }),
    ]
    for (const change of changes) {
      const match = busyMatch()
      change(match)
      assert.notDeepEqual(differences(draw(match, 1280, 720), before, 1280), [], change.toString())
    }
  })

  it('takes the result off after four seconds', () => {
    const [shown, gone, never] = [busyMatch(), busyMatch(), busyMatch()]
    shown.state.show.result.tick = shown.tick - 119
    gone.state.show.result.tick = gone.tick - 120
    never.state.show.result.reason = ''
    const without = draw(never, 640, 360)
    assert.ok(draw(gone, 640, 360).equals(without))
    assert.ok(!draw(shown, 640, 360).equals(without))
  })

  it('says what anarchy is, and shows no countdown', () => {
    const match = busyMatch()
    Object.assign(match.state.show, { mode: 'anarchy', windowTicks: 0, closesAtTick: 0 })
    const [shown, alone] = [draw(match, 640, 360), drawGameAlone(match, 640, 360)]
    const { title, vote, feed, help } = layoutOf(match, 640, 360)
    assert.deepEqual(differences(shown, alone, 640, [title, vote, feed, help]), [])
  })

  it('leaves out a layer that is turned off, and gives its room to the game', () => {
    for (const name of ['title', 'vote', 'feed', 'help'] as const) {
      const match = busyMatch()
      match.state.show.layers = withLayer(allLayers, name, false)
      const hidden = layoutOf(busyMatch(), 1280, 720)[name]
      const others = (['title', 'vote', 'feed', 'help'] as const).filter((each) => each !== name)
      const layout = layoutOf(match, 1280, 720)
      const found = differences(
        draw(match, 1280, 720),
        drawGameAlone(match, 1280, 720),
        1280,
        others.map((each) => layout[each]),
      )
      assert.deepEqual(found, [], `${name} at ${JSON.stringify(hidden)}`)
    }
  })

  it('leaves out what the game has no use for', () => {
    const match = busyMatch()
    const own: GameView = { ...view, withoutLayers: ['vote', 'feed'] }
    const before = draw(match, 640, 360, own)
    match.state.show.options[0]?.assign({ label: 'changed' })
    match.state.show.feed[5]?.assign({ name: 'changed' })
    assert.ok(draw(match, 640, 360, own).equals(before))
  })

  it('draws nothing of the game behind a slate, and panic can’t be turned off', () => {
    const never: GameView = { ...view, draw: () => assert.fail('the game was drawn') }
    for (const slate of slates) {
      const match = busyMatch()
      match.state.show.slate = slate
      const before = draw(match, 640, 360, never)
      match.state.show.feed[5]?.assign({ name: 'changed' })
      match.state.show.options[0]?.assign({ votes: 3 })
      assert.ok(draw(match, 640, 360, never).equals(before))
    }
    const match = busyMatch()
    Object.assign(match.state.show, { slate: 'panic', layers: 0 })
    draw(match, 640, 360, never)
  })

  it('slides an alert in and out without a jump, and takes it off in time', () => {
    const at = (tick: number) => {
      const match = busyMatch()
      const { show } = match.state
      show.alert.assign({ kind: 'cheer', name: 'ann', text: '5 bits', fromTick: 300, untilTick: 450 })
      Object.assign(show, { tick, closesAtTick: tick + 100 })
      show.result.reason = ''
      return draw(match, 640, 360)
    }
    const pictures = [299, 300, 305, 312, 400, 439, 449, 450].map(at)
    assert.equal(new Set(pictures.map((picture) => picture.toString('latin1'))).size, 5)
    assert.ok(pictures[0]?.equals(pictures[7] as Buffer) && pictures[3]?.equals(pictures[4] as Buffer))
  })

  it('takes turns with commands and examples for which there is no room at once', () => {
    const lines = Array.from({ length: 9 }, (_, i) => ({
      usage: Array.from({ length: 12 }, (__, j) => `word${i}${j}`).join(' '),
      help: 'does something',
    }))
    const pageAt = (turn: number) => pageOf(lines, turn, (page) => page.length <= 3)
    assert.deepEqual(
      pageAt(0).map(({ usage }) => usage),
      [0, 1, 2].map((i) => `word${i}0 word${i}1 word${i}2 word${i}3 …`),
    )
    const seen = new Set(
      Array.from({ length: 36 }, (_, turn) => pageAt(turn))
        .flat()
        .flatMap(({ usage }) => usage.split(' ')),
    )
    assert.equal(seen.size, 9 * 12 + 1)
    const few = [{ usage: 'red green', help: 'paint' }]
    assert.equal(
      pageOf(few, 7, () => true),
      few,
    )
  })

  it('is drawn over a game that throws, and passes the error on', () => {
    const broken: GameView = {
      sound() {},
      draw(g) {
        g.fillStyle = '#ff0000'
        g.fillRect(0, 0, 640, 360)
        g.translate(100, 100)
        throw new Error('a bug in the game')
      },
    }
    const match = busyMatch()
    const { canvas, g } = canvasOf(640, 360)
    const scene = { view: broken, state: match.state, frame: frameOf(match, 640, 360) }
    for (let i = 0; i < 3; i++) assert.throws(() => drawScene(g, scene), /a bug in the game/)
    const red: GameView = {
      ...broken,
      draw: (context) => ((context.fillStyle = '#ff0000'), context.fillRect(0, 0, 640, 360)),
    }
    assert.deepEqual(differences(pixelsOf(canvas), draw(match, 640, 360, red), 640), [])
  })
})
