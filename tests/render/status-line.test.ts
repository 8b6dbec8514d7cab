import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import voteChess from '../../game/bundled/vote-chess/index.ts'
import { createMatch, maxStatusLine, withLayer, type GameView, type Places, type Show } from '../../game/index.ts'
import { shownLine, statusWords, type Scene } from '../../render/browser.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { createBitmaps } from '../../render/scene/bitmap.ts'
import { drawScene, momentOf } from '../../render/scene/scene.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { canvasOf, frameOf, isInside, pixelsOf } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'
import { noting, textsOf, type Written } from '../helpers/written.ts'

/** Landscape, 4:3, square and portrait, from 360 pixels along the shorter side to 1080. */
const wide = [360, 480, 720, 1080].flatMap((side) => [
  [Math.round((side * 16) / 9), side] as const,
  [(side * 4) / 3, side] as const,
])
const narrow = [360, 480, 720, 1080].flatMap((side) => [
  [side, side] as const,
  [side, Math.round((side * 16) / 9)] as const,
])

const longest = 'Marathon day 3 for the children’s ward: 1250 of 2000 so far.'

const saying =
  (statusLine: string, more: Partial<Show> = {}) =>
  (show: Show) =>
    void Object.assign(show, { statusLine, ...more })

function wordsOf(set: (show: Show) => void, width: number, height: number): string[] {
  return textsOf(set, width, height).map(({ text }) => text)
}

/** What is written with the line and isn’t without it. */
function added(line: string, size: readonly [number, number]): string {
  const before = wordsOf(() => {}, ...size)
  const after = wordsOf(saying(line), ...size)
  for (const text of before) assert.ok(after.includes(text), `${size.join('×')} lost “${text}”`)
  for (const text of before) after.splice(after.indexOf(text), 1)
  return after.join(' ')
}

/** A game that leaves the status a place of one row. */
const placing: GameView = {
  draw() {},
  sound() {},
  place: ({ text }, { status: { x, y, width } }: Places) => ({
    status: { x: x + width - 9 * text, y, width: 9 * text, height: 1.8 * text },
  }),
}
const plain: GameView = { draw() {}, sound() {} }

function draw(set: (show: Show) => void, [width, height]: readonly [number, number], view: GameView) {
  const match = busyScene(set)
  const { canvas, g } = canvasOf(width, height)
  const scene = { view, state: match.state, frame: frameOf(match, width, height) }
  drawScene(g, scene)
  return { pixels: pixelsOf(canvas), status: momentOf(scene).layout.status }
}

/** What a game’s picture says in its status. */
function saidIn(view: GameView, line: string, [width, height]: readonly [number, number]): string {
  const match = createMatch(view as never, 1)
  saying(line)(match.state.show)
  const { g } = canvasOf(width, height)
  const written: Written[] = []
  const bitmap = createBitmaps((w, h) => createDrawing(w, h) as unknown as Surface)
  const scene = { view, state: match.state, frame: frameOf(match, width, height), bitmap } as unknown as Scene
  drawScene(noting(g, written, false), scene)
  const { status } = momentOf(scene).layout
  const isInStatus = ({ box, y }: Written) => isInside(box.x, y, status)
  const rows = written.filter(isInStatus).map(({ text }) => text)
  return rows.join(' ')
}

describe('the streamer’s line', () => {
  it('is there whole, at its longest too where the picture is wide', () => {
    assert.equal(longest.length, maxStatusLine)
    for (const size of [...wide, ...narrow])
      for (const line of ['Back at nine', 'Marathon day 3']) assert.equal(added(line, size), line, size.join('×'))
    for (const size of wide) assert.equal(added(longest, size), longest, size.join('×'))
  })

  it('is shortened where it has less room, on no number, and says its beginning', () => {
    for (const size of narrow) {
      const said = added(longest, size)
      assert.match(said, /^Marathon day 3 for.*…$/, size.join('×'))
      assert.ok(longest.startsWith(said.slice(0, -1)), said)
    }
  })

  for (const game of [voteChess, pixelWall])
    it(`has room in ${game.title}, which places the status itself: thirty characters in landscape, twenty elsewhere`, () => {
      for (const size of [...wide, ...narrow]) {
        const said = saidIn(game, longest, size)
        const least = size[0] > size[1] ? 30 : 20
        assert.ok(said.length >= least && longest.startsWith(said.replace(/…$/, '')), `${size.join('×')}: ${said}`)
        assert.equal(saidIn(game, 'Back at nine', size), 'Back at nine', size.join('×'))
      }
    })

  it('comes after the word of what is not as usual, which is always there', () => {
    for (const size of [...wide, ...narrow])
      for (const status of ['paused', 'overloaded', 'delayed']) {
        const words = wordsOf(saying(longest, { status, delaySeconds: 5 }), ...size)
        const at = words.indexOf(statusWords({ status, delaySeconds: 5 }))
        assert.notEqual(at, -1, `${status}, ${size.join('×')}: ${words.join('|')}`)
        assert.match(words[at + 1] ?? '', /^Marathon day 3 .*…$/, `${status}, ${size.join('×')}`)
      }
  })

  it('gives way to the word where a game has left one row for both', () => {
    const status = 'overloaded'
    const bare = draw((show) => void (show.status = status), [1280, 720], placing)
    const both = draw(saying('Marathon day 3', { status }), [1280, 720], placing)
    assert.deepEqual(both.status, bare.status)
    assert.ok(both.pixels.equals(bare.pixels))
  })

  it('takes no word from an alert, beside which it stands where there is room and else waits', () => {
    const raid = (show: Show) =>
      show.alert.assign({
        ...{ kind: 'raid', name: 'caroline_the_great_stream', text: 'with 1234 viewers' },
        ...{ fromTick: 0, untilTick: show.tick + 99 },
      })
    for (const [width, height] of [...wide, ...narrow]) {
      const words = wordsOf(
        (show) => {
          saying('Back at nine')(show)
          raid(show)
        },
        width,
        height,
      )
      for (const word of ['RAID', 'caroline_the_great_stream', 'with 1234 viewers'])
        assert.ok(words.includes(word), `${width}×${height}: ${words.join('|')}`)
      assert.equal(words.includes('Back at nine'), width / height > 1.5, `${width}×${height}`)
    }
  })

  it('never leaves the place of the status, whatever it is, in whatever place a game gives it', () => {
    const script = fc.constantFrom(
      'Mm',
      '田さ',
      'שלום',
      'محمد',
      'ไทย',
      'हिन्दी',
      '🎮👩‍👩‍👧',
      'Z\u0338\u031b\u0353',
      '12 345',
      '\n\t',
    )
    const line = fc
      .array(fc.oneof(script, fc.string({ unit: 'binary', maxLength: 4 })), { minLength: 1, maxLength: 20 })
      .map((parts) => parts.join('').slice(0, maxStatusLine).toWellFormed())
    const sizes = [
      [640, 360],
      [360, 640],
      [480, 480],
      [480, 360],
    ] as const
    const bare = new Map<string, Buffer>()
    fc.assert(
      fc.property(line, fc.constantFrom(...sizes), fc.constantFrom(plain, placing), (text, size, view) => {
        const key = `${size.join()} ${view === plain}`
        const without = bare.get(key) ?? draw(() => {}, size, view).pixels
        bare.set(key, without)
        const { pixels, status } = draw(saying(text), size, view)
        for (let i = 0; i < pixels.length; i += 4)
          if (pixels.readUInt32LE(i) !== without.readUInt32LE(i))
            assert.ok(isInside((i / 4) % size[0], Math.floor(i / 4 / size[0]), status, 1), JSON.stringify(text))
      }),
      { numRuns: 60 },
    )
  })

  it('is told by the page as the picture shows it: not behind a slate, and not with the status turned off', () => {
    const { show } = busyScene(saying('Back at nine')).state
    assert.equal(shownLine(show), 'Back at nine')
    assert.equal(shownLine(busyScene().state.show), '')
    show.slate = 'panic'
    assert.equal(shownLine(show), '')
    show.slate = ''
    show.layers = withLayer(show.layers, 'status', false)
    assert.equal(shownLine(show), '')
  })
})
