import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slates, type GameView } from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { gameIds, loadGame } from '../../server/games.ts'
import { canvasOf, frameOf } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'
import { noting, type Written } from '../helpers/written.ts'

const sizes = [
  [1280, 720],
  [640, 360],
  [1080, 1920],
] as const

/** The words of a slate over a game with this view. */
function slateWords(view: GameView, slate: string, width: number, height: number): Written[] {
  const match = busyScene((show) =>
    Object.assign(show, { slate, slateText: 'Back at nine, then chess', title: 'Saturday night' }),
  )
  const written: Written[] = []
  const { g } = canvasOf(width, height)
  drawScene(noting(g, written, false), { view, state: match.state, frame: frameOf(match, width, height) })
  return written
}

describe('a slate over a game that places the layers', async () => {
  const views = new Map<string, GameView>()
  for (const id of gameIds()) views.set(id, (await loadGame(id)).game)
  const plain = views.get('colour-tone') as GameView

  it('has whole words in Colour & Tone, which places none', () => {
    const texts = slateWords(plain, 'break', 1280, 720).map(({ text }) => text.replace(/[\u2068\u2069]/g, ''))
    assert.deepEqual(texts, ['Saturday night', 'Be right back', 'Back at nine, then chess'])
  })

  it('has its headline whole in every shape', () => {
    for (const slate of slates)
      for (const [width, height] of [...sizes, [360, 640] as const, [480, 480] as const])
        for (const { text } of slateWords(plain, slate, width, height)) assert.ok(!text.includes('…'), text)
  })

  for (const [id, view] of views)
    it(`has its words where and as large as they are in Colour & Tone: ${id}`, () => {
      for (const slate of ['break', 'panic'])
        for (const [width, height] of sizes)
          assert.deepEqual(slateWords(view, slate, width, height), slateWords(plain, slate, width, height))
    })
})
