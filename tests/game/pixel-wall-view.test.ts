import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cellName, readCell } from '../../game/bundled/pixel-wall/cells.ts'
import pixelWall from '../../game/bundled/pixel-wall/index.ts'
import { inkOn, palette } from '../../game/bundled/pixel-wall/palette.ts'
import type { PixelWall } from '../../game/bundled/pixel-wall/state.ts'
import { gridIn, zonesOf } from '../../game/bundled/pixel-wall/zones.ts'
import { suggestion } from '../../game/bundled/pixel-wall/invitation.ts'
import { createMatch, createRandom, Leader, placedLayers, withLayer, type Match } from '../../game/index.ts'
import { createParser } from '../../chat/parse.ts'
import { drawScene, type Scene } from '../../render/browser.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { createBitmaps } from '../../render/scene/bitmap.ts'
import { layoutFor, safeArea } from '../../render/scene/layout.ts'
import { placeLayers } from '../../render/scene/place.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { canvasOf, contrast, frameOf, pixelsOf, rgb, rowsIn, sizes } from '../helpers/game.ts'
import { deltaE, seenBy, visions } from '../helpers/vision.ts'

const parse = createParser(pixelWall)
const clear = { x: 0, y: 0, width: 1, height: 1 }
/** What the show gives a game to draw with, of which nothing here hangs on who votes. */
const beside = () => ({
  clear,
  ballots: [],
  image: (name: string): never => assert.fail(name),
  bitmap: createBitmaps(surfaceOf),
})
const surfaceOf = (width: number, height: number) => createDrawing(width, height) as unknown as Surface

function draw(match: Match<PixelWall>, width: number, height: number, seconds = match.tick / 30): Buffer {
  const { canvas, g } = canvasOf(width, height)
  pixelWall.draw(g, match.state.game, { ...frameOf(match, width, height), seconds, ...beside() })
  return pixelsOf(canvas)
}

/** A wall on which a crowd of bots has painted for so many ticks. */
function painted(ticks: number, set = {}): Match<PixelWall> {
  const settings = { ...pixelWall.settings!.parse({}), cooldown: 0, ...set }
  const match = createMatch(pixelWall, 3, { settings, standings: [] })
  paint(match, ticks, 1)
  return match
}

function paint(match: Match<PixelWall>, ticks: number, seed: number): void {
  const random = createRandom(seed, 'bots')
  for (let tick = 0; tick < ticks; tick++) {
    const outcome = parse(pixelWall.bot!(match.state.game, random) ?? '')
    const player = `t:${tick % 20}`
    match.step(outcome.accepted ? [{ command: outcome.command, by: player, player, team: null }] : [])
  }
}

describe('the picture of the Pixel Wall', () => {
  it('is the same from the same state, whatever was drawn before', () => {
    const [a, b] = [painted(200), painted(200)]
    for (let i = 0; i < 5; i++) {
      paint(a, 20, i)
      paint(b, 20, i)
      draw(a, 640, 360)
      draw(a, 320, 180)
    }
    assert.ok(draw(a, 640, 360, 99).equals(draw(b, 640, 360, 99)))
    a.step([])
    paint(a, 5, 9)
    assert.ok(!draw(a, 640, 360, 99).equals(draw(b, 640, 360, 99)))
  })

  // In a narrower picture a cell of the wall is less than a pixel.
  for (const [width, height] of sizes.filter((size) => size[0] >= 640))
    it(`has each cell in its colour at ${width}×${height}`, () => {
      const match = painted(400)
      const { game } = match.state
      const pixels = draw(match, width, height, 999)
      const { x, y, scale } = gridIn(zonesOf(width, height).wall, game.width, game.height, zonesOf(width, height).text)
      const middleOf = (place: number, of: number) => Math.floor(((place + 0.5) * Math.round(of * scale)) / of)
      let [right, wrong] = [0, 0]
      for (let cell = 0; cell < game.width * game.height; cell++) {
        const colour = ((game.words[cell >> 3] ?? 0) >>> (4 * (cell & 7))) & 15
        if (colour === 0) continue
        const [column, row] = [cell % game.width, Math.floor(cell / game.width)]
        const at = x + middleOf(column, game.width) + (y + middleOf(row, game.height)) * width
        const isRight = rgb(palette[colour]!.hex).every((value, i) => pixels[4 * at + i] === value)
        if (isRight) right += 1
        else wrong += 1
      }
      // The frame around what is seen enlarged lies upon a few.
      assert.ok(right > 200 && wrong < right / 6, `${right} right, ${wrong} wrong`)
    })

  for (const [width, height] of sizes)
    it(`has room for the show's layers at ${width}×${height}, whichever are on`, () => {
      for (let mask = 0; mask < 2 ** placedLayers.length; mask++) {
        const parts = new Set(placedLayers.filter((name, i) => name !== 'vote' && (mask & (1 << i)) !== 0))
        for (const hasLine of [false, true]) {
          const layout = layoutFor(width, height, parts, { hasLine })
          const room = { layout, parts, safe: safeArea(width, height) }
          const { refused } = placeLayers(pixelWall, { width, height }, room)
          assert.deepEqual(refused, [], [...parts].join())
        }
      }
    })

  it('is seen whole beside a line in the status: wall, colours, enlarged cells and who painted them', () => {
    const match = painted(100)
    const { show } = match.state
    const whole = (size: readonly [number, number]) => {
      const { canvas, g } = canvasOf(...size)
      const frame = { ...frameOf(match, ...size), seconds: match.tick / 30 }
      drawScene(g, { view: pixelWall, state: match.state, frame, ...beside() } as unknown as Scene)
      return pixelsOf(canvas)
    }
    for (const size of sizes)
      for (const names of [[], ['Ann', 'Bo', 'Cy']]) {
        show.leaders.clear()
        for (const name of names) show.leaders.push(new Leader().assign({ name, score: 1 }))
        show.statusLine = undefined
        show.layers = withLayer(show.layers, 'status', false)
        const before = whole(size)
        show.layers = withLayer(show.layers, 'status', true)
        show.statusLine = 'Marathon day 3 for the children’s ward: 1250 of 2000 so far.'
        const after = whole(size)
        assert.ok(!after.equals(before))
        const { wall, legend, look, caption } = zonesOf(size[0], size[1])
        for (const rect of [wall, legend, look, caption])
          assert.ok(rowsIn(rect, after, size[0]).equals(rowsIn(rect, before, size[0])), size.join('×'))
      }
  })

  it('stands still when nothing moves, and not while a mark glows', () => {
    const match = painted(30)
    const frame = { ...frameOf(match, 640, 360), ...beside() }
    assert.equal(pixelWall.still!(match.state.game, frame), null)
    const later = { ...frame, seconds: frame.seconds + 60 }
    const before = pixelWall.still!(match.state.game, later)
    assert.notEqual(before, null)
    pixelWall.forget!(match.state.game, 't:3')
    assert.notEqual(pixelWall.still!(match.state.game, later), before)
  })

  it('suggests cells of the outline that somebody can type', () => {
    const match = createMatch(pixelWall, 3)
    for (let i = 0; i < 300; i++) match.step([])
    const { game } = match.state
    for (let seconds = 0; seconds < 60; seconds += 5) {
      const text = suggestion(game, new Uint8Array(game.width * game.height), seconds)
      assert.ok(text !== null && parse(text).accepted, String(text))
    }
  })
})

describe('the palette of the Pixel Wall', () => {
  for (const [name, matrix] of visions)
    it(`has no two colours that ${name} could take for each other`, () => {
      const seen = palette.map(({ hex }) => seenBy(rgb(hex), matrix))
      for (const [i, a] of seen.entries())
        for (const [j, b] of seen.entries())
          if (j < i) assert.ok(deltaE(a, b) >= 15, `${palette[i]?.name} and ${palette[j]?.name}: ${deltaE(a, b)}`)
    })

  for (const [index, { name, hex }] of palette.entries())
    it(`has its name readable upon ${name}: 4.5 : 1 or more`, () =>
      assert.ok(contrast(rgb(hex), rgb(inkOn(index))) >= 4.5))
})

describe('names of cells', () => {
  it('go as in a spreadsheet, and are read back', () => {
    const known = { a1: [0, 0], b7: [1, 6], z26: [25, 25], aa1: [26, 0], iv144: [255, 143], sr288: [511, 287] }
    for (const [name, [x, y]] of Object.entries(known)) {
      assert.equal(cellName({ x: x!, y: y! }), name)
      assert.deepEqual(readCell(name), { x, y })
    }
    for (let x = 0; x < 512; x++) assert.deepEqual(readCell(cellName({ x, y: 5 })), { x, y: 5 })
  })

  it('are nothing else', () => {
    for (const text of ['', 'a', '7', 'a0', 'a01', 'abc1', 'a1234', 'a1 ', 'é1', 'A1', '__proto__'])
      assert.equal(readCell(text), null)
  })
})
