import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import game from '../../game/bundled/vote-chess/index.ts'
import { standIn } from '../../game/bundled/vote-chess/layout.ts'
import { drawPiece } from '../../game/bundled/vote-chess/pieces.ts'
import type { VoteChess } from '../../game/bundled/vote-chess/state.ts'
import { takenBy } from '../../game/bundled/vote-chess/strips.ts'
import { createMatch, Leader, placedLayers, VoteOption, type Match, type PictureFrame } from '../../game/index.ts'
import { drawScene, type Scene } from '../../render/browser.ts'
import { createSceneCache } from '../../render/scene/cache.ts'
import { layoutFor, safeArea } from '../../render/scene/layout.ts'
import { placeLayers } from '../../render/scene/place.ts'
import { canvasOf, frameOf, isInside, pixelsOf, rowsIn, sizes } from '../helpers/game.ts'
import { typed } from '../helpers/vote-chess.ts'

function played(moves: string, settings: Record<string, string> = { against: 'teams' }): Match<VoteChess> {
  const match = createMatch(game, 1, { settings: game.settings!.parse(settings), standings: [] })
  for (const move of moves.split(' ')) match.step([typed(move)])
  for (let i = 0; i < 20; i++) match.step([])
  return match
}

function ballot(match: Match<VoteChess>, ...labels: readonly string[]): void {
  const { show } = match.state
  while (show.options.length > 0) show.options.pop()
  for (const [index, label] of labels.entries())
    show.options.push(new VoteOption().assign({ label, votes: 9 - index, ofVotes: 20 }))
}

const sceneOf = (match: Match<VoteChess>, width: number, height: number, seconds = match.tick / 20): Scene =>
  ({
    ...{ view: game, state: match.state },
    frame: { ...frameOf(match, width, height), tickRate: 20, seconds },
  }) as unknown as Scene

function picture(match: Match<VoteChess>, width: number, height: number, seconds?: number): Buffer {
  const { canvas, g } = canvasOf(width, height)
  drawScene(g, sceneOf(match, width, height, seconds))
  return pixelsOf(canvas)
}

/** The pixels of a square that differ between two pictures. */
function changed(a: Buffer, b: Buffer, width: number, square: string): number {
  const { board } = standIn(width, (width * 9) / 16)
  const size = board.width / 8
  const left = board.x + 'abcdefgh'.indexOf(square[0]!) * size
  const top = board.y + (8 - Number(square[1])) * size
  let count = 0
  for (let y = top; y < top + size; y++)
    for (let x = left; x < left + size; x++)
      if (a.readUInt32LE(4 * (y * width + x)) !== b.readUInt32LE(4 * (y * width + x))) count += 1
  return count
}

describe('the picture of Vote Chess', () => {
  for (const [width, height] of sizes)
    it(`places its layers where they may be at ${width}×${height}, and its own things beside them`, () => {
      const match = played('e4 e5')
      ballot(match, 'Nf3', 'd4')
      const lines: string[] = []
      const { g } = canvasOf(width, height)
      for (const [hasLeaders, hasLine] of [
        [false, false],
        [true, false],
        [true, true],
        [false, true],
      ] as const) {
        const { show } = match.state
        show.leaders.clear()
        show.statusLine = hasLine ? 'Back at nine' : undefined
        if (hasLeaders) show.leaders.push(new Leader().assign({ name: 'Team White', score: 1 }))
        drawScene(g, { ...sceneOf(match, width, height), warn: (line) => lines.push(line) })
        assert.deepEqual(lines, [])
        const { board, strips, list, places } = standIn(width, height, { hasLeaders, hasLine })
        for (const rect of [board, ...strips, ...(list ? [list] : [])])
          for (const [name, place] of Object.entries(places)) {
            // An alert is gone in five seconds, and in a square picture there is no other place that is wide enough.
            if (name === 'clear' || (name === 'alerts' && list === null)) continue
            const isApart =
              place.x >= rect.x + rect.width ||
              rect.x >= place.x + place.width ||
              place.y >= rect.y + rect.height ||
              rect.y >= place.y + place.height
            assert.ok(isApart, `${name} lies over the game`)
          }
        assert.ok(places.clear && isInside(board.x, board.y, places.clear) && board.width % 8 === 0)
        assert.ok(board.width >= Math.min(width, height) * 0.4, `${board.width} pixels for the board`)
      }
    })

  it('has room for the show’s layers, whichever are on, with a line in the status and without', () => {
    for (const [width, height] of sizes)
      for (let mask = 0; mask < 2 ** placedLayers.length; mask++) {
        const parts = new Set(placedLayers.filter((_, i) => (mask & (1 << i)) !== 0))
        for (const hasLine of [false, true]) {
          const layout = layoutFor(width, height, parts, { hasLine })
          const { refused } = placeLayers(game, { width, height }, { layout, parts, safe: safeArea(width, height) })
          assert.deepEqual(refused, [], `${width}×${height} ${[...parts].join()}`)
        }
      }
  })

  it('draws its own part as it is, whatever the status says', () => {
    const match = played('e4 e5')
    for (const [width, height] of sizes) {
      const { board, strips, list } = standIn(width, height)
      match.state.show.statusLine = undefined
      const before = picture(match, width, height)
      match.state.show.statusLine = 'Marathon day 3 for the children’s ward: 1250 of 2000 so far.'
      const after = picture(match, width, height)
      assert.ok(!after.equals(before))
      for (const rect of [board, ...strips, ...(list ? [list] : [])])
        assert.ok(rowsIn(rect, after, width).equals(rowsIn(rect, before, width)), `${width}×${height}`)
    }
  })

  it('draws the leaders of the vote as arrows, and not what is no move of the position', () => {
    const match = played('e4 e5')
    const plain = picture(match, 640, 360)
    ballot(match, 'draw', 'Qh9')
    assert.equal(changed(plain, picture(match, 640, 360), 640, 'f3'), 0)
    ballot(match, 'Nf3')
    const one = picture(match, 640, 360)
    for (const square of ['g1', 'f3']) assert.ok(changed(plain, one, 640, square) > 50, square)
    assert.equal(changed(plain, one, 640, 'a6'), 0)
  })

  it('is still between the moves but for its clock, and is drawn anew when the vote changes', () => {
    const match = played('e4 e5')
    const cache = createSceneCache((width, height) => {
      const { canvas, g } = canvasOf(width, height)
      return { canvas: canvas as never, context: g }
    })
    const { g } = canvasOf(640, 360)
    const draw = (seconds: number) => cache.draw(g, sceneOf(match, 640, 360, seconds))
    assert.deepEqual([draw(5.1), draw(5.2), draw(5.9), draw(6.1)], [true, false, false, true])
    ballot(match, 'Nf3')
    assert.ok(draw(6.15))
    assert.ok(!draw(6.2))
  })

  it('moves a piece for less than half a second', () => {
    const match = played('e4 e5')
    const { lastTick } = match.state.game
    const frame = (seconds: number) =>
      ({ ...frameOf(match, 640, 360), tickRate: 20, seconds, ballots: [] }) as unknown as PictureFrame
    assert.equal(game.still!(match.state.game, frame(lastTick / 20 + 0.2)), null)
    assert.notEqual(game.still!(match.state.game, frame(lastTick / 20 + 0.5)), null)
  })

  it('is turned round where the crowd plays Black', () => {
    const white = played('e4')
    const black = played('c5', { colour: 'black' })
    assert.equal(black.state.game.crowd, 'b')
    assert.ok(!picture(white, 320, 180).equals(picture(black, 320, 180)))
  })

  it('gives each piece a shape of its own, which can be told at 360 lines', () => {
    const size = standIn(640, 360).board.width / 8
    const drawn = Array.from('PNBRQKpnbrqk').map((letter) => {
      const { canvas, g } = canvasOf(size, size)
      g.fillStyle = '#ecd8b4'
      g.fillRect(0, 0, size, size)
      drawPiece(g, letter, 0, 0, size)
      return pixelsOf(canvas)
    })
    for (const [a, one] of drawn.entries())
      for (const other of drawn.slice(a + 1)) {
        let differing = 0
        for (let at = 0; at < one.length; at += 4) if (Math.abs(one[at]! - other[at]!) > 60) differing += 1
        assert.ok(differing > 0.05 * size * size, `${differing} pixels differ`)
      }
  })
})

it('each move of a game with people is told in words', () => {
  const told = (moves: string) => game.story!(played(moves).state.game)?.text
  assert.equal(told('e4'), 'Team White: pawn e 4')
  assert.equal(told('e4 d5 exd5 Qxd5 Nc3 Qe5'), 'Team Black: queen e 5, check')
  assert.equal(told('e4 d5 exd5 Qxd5'), 'Team Black: queen takes d 5')
  assert.equal(told('e4 e5 Nf3 Nc6 Bc4 Bc5 O-O'), 'Team White: castles kingside')
  assert.equal(told('h4 g5 hxg5 h6 gxh6 Nf6 h7 Ng8 hxg8'), 'Team White: pawn takes g 8, and becomes a queen')
  assert.equal(game.story!(new game.state()), null)
})

it('what was taken, and the lead, are counted from the position', () => {
  assert.deepEqual(takenBy('w', 'rnb1kbnr/pppp1ppp/8/4p3/8/8/PPPPPPPP/RNBQKB1R w KQkq - 0 1'), {
    pieces: ['q'],
    lead: 6,
  })
  // A pawn that became a queen is nothing that was taken back.
  assert.deepEqual(takenBy('b', '4k3/8/8/8/8/8/8/QQ2K3 w - - 0 1').lead, -18)
})
