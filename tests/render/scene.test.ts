import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { HelpEntry, type GameView, type Rect } from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { layoutFor } from '../../render/scene/layout.ts'
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

function drawGameAlone(match: ReturnType<typeof busyMatch>, width: number, height: number): Buffer {
  const { canvas, g } = canvasOf(width, height)
  view.draw(g, match.state.game, { ...frameOf(match, width, height), clear: layoutFor(width, height).clear })
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
    const { title, vote, feed, help } = layoutFor(width, height)
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
    const { title, vote, feed, help } = layoutFor(640, 360)
    assert.deepEqual(differences(shown, alone, 640, [title, vote, feed, help]), [])
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
