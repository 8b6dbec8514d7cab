import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { placedLayers, type GameView, type Places, type Rect } from '../../game/index.ts'
import { layoutFor, safeArea, type Parts } from '../../render/scene/layout.ts'
import { placeLayers } from '../../render/scene/place.ts'
import { touches } from '../../render/scene/room.ts'
import { drawScene, momentOf } from '../../render/scene/scene.ts'
import { canvasOf, frameOf } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'

const [width, height] = [1280, 720]
const safe = safeArea(width, height)
const layout = layoutFor(width, height)
const all: Parts = new Set(placedLayers)
const room = { layout, parts: all, safe }
const place = (chosen: Partial<Places>) => placeLayers({ place: () => chosen }, { width, height }, room)
/** Where the layout has the game, which leaves room for other layers. */
const free = layout.clear

const viewOf = (chosen: NonNullable<GameView['place']>): GameView => ({ draw() {}, sound() {}, place: chosen })

describe('a game that places layers', () => {
  it('has them where it wants them, and the rest where they were', () => {
    const vote = { ...free, width: 400, height: 200 }
    const { layout: placed, refused } = place({ vote })
    assert.deepEqual(placed, { ...layout, vote })
    assert.deepEqual(refused, [])
  })

  it('is told the picture’s size and the places that the layers would have', () => {
    let told: unknown
    const view = {
      place: (picture: unknown, suggested: Places) => {
        told = picture
        return { feed: suggested.leaders, leaders: suggested.feed }
      },
    }
    const { layout: placed } = placeLayers(view, { width, height }, room)
    assert.deepEqual(told, { width, height, text: layout.text })
    assert.deepEqual([placed.feed, placed.leaders], [layout.leaders, layout.feed])
  })

  it('has no layer outside the safe area or under a player’s controls, and none between two pixels', () => {
    const number = fc.double({ min: -3000, max: 3000, noNaN: true })
    const rect: fc.Arbitrary<Rect> = fc.record({ x: number, y: number, width: number, height: number })
    fc.assert(
      fc.property(fc.constantFrom(...placedLayers, 'clear' as const), rect, (name, wanted) => {
        const { x, y, width: wide, height: high } = place({ [name]: wanted }).layout[name]
        assert.ok([x, y, wide, high].every(Number.isInteger), JSON.stringify({ x, y, wide, high }))
        assert.ok(x >= safe.x && y >= safe.y && x + wide <= safe.x + safe.width && y + high <= safe.y + safe.height)
      }),
    )
  })

  it('is refused, in a sentence, what can’t be read or is no place at all', () => {
    for (const vote of [
      { x: 64, y: 64, width: 100, height: 300 },
      { x: 1200, y: 200, width: 400, height: 300 },
      { x: NaN, y: 0, width: 400, height: 300 },
      { x: 64, y: 64, width: Infinity, height: -1 },
    ]) {
      const { layout: placed, refused } = place({ vote })
      assert.deepEqual(placed.vote, layout.vote)
      assert.match(refused.join(), /^place: vote needs \d+×\d+ pixels within the safe area, got /)
    }
  })

  it('is refused what would lie over another layer that is shown, also where both were moved', () => {
    const over = (name: keyof Places, rect: Rect, met: string) => {
      const { layout: placed, refused } = place({ [name]: rect })
      assert.deepEqual(placed, layout)
      assert.deepEqual(refused, [`place: ${name} would lie over ${met}; it stays where it is`])
    }
    over('help', { ...layout.vote, height: 200 }, 'vote')
    over('alerts', { ...layout.vote, y: layout.vote.y + 20, height: 60 }, 'vote')
    over('branding', { ...layout.feed, x: layout.feed.x + 5, width: 80 }, 'feed')
    const both = place({ feed: { ...free, height: 100 }, leaders: { ...free, y: free.y + 50, height: 100 } })
    assert.deepEqual(both.layout, { ...layout, leaders: both.layout.leaders })
    assert.equal(both.refused.length, 1)
  })

  it('may put layers where one stands that is not shown, an alert over the title and the status, and its own part anywhere', () => {
    const parts: Parts = new Set(placedLayers.filter((name) => name !== 'vote'))
    const help = { ...layout.vote, height: 200 }
    const placed = placeLayers({ place: () => ({ help }) }, { width, height }, { ...room, parts })
    assert.deepEqual([placed.layout.help, placed.refused], [help, []])
    const { title, status } = layout
    const alerts = { ...title, width: status.x + status.width - title.x - 100 }
    assert.deepEqual(place({ alerts, clear: safe }), { layout: { ...layout, alerts, clear: safe }, refused: [] })
  })

  it('leaves all layers apart that are shown, whatever it asks for', () => {
    const number = fc.integer({ min: 0, max: 1300 })
    const rect: fc.Arbitrary<Rect> = fc.record({ x: number, y: number, width: number, height: number })
    const wanted = fc.record(Object.fromEntries(placedLayers.map((name) => [name, rect])), { requiredKeys: [] })
    const mayMeet = (a: string, b: string) => a === 'alerts' && ['title', 'status'].includes(b)
    fc.assert(
      fc.property(wanted, (chosen) => {
        const { layout: placed, refused } = place(chosen)
        for (const a of placedLayers)
          for (const b of placedLayers)
            if (a !== b && !mayMeet(a, b) && !mayMeet(b, a)) assert.ok(!touches(placed[a], placed[b]), `${a} and ${b}`)
        const moved = placedLayers.filter((name) => placed[name] !== layout[name]).length
        assert.equal(moved + refused.length, Object.keys(chosen).length)
      }),
      { numRuns: 500 },
    )
  })

  it('may throw, and loses its places only', () => {
    const throwing = { place: () => assert.fail('a bug in the game') }
    const { layout: placed, refused } = placeLayers(throwing, { width, height }, room)
    assert.deepEqual(placed, layout)
    assert.match(refused.join(), /a bug in the game/)
    const nothing = place({ vote: null } as unknown as Partial<Places>)
    assert.deepEqual(nothing.layout, layout)
    assert.equal(nothing.refused.length, 1)
  })

  it('is warned once of a place that was refused, not with every picture', () => {
    const match = busyScene()
    const lines: string[] = []
    const view = viewOf(() => ({ help: { x: 0, y: 0, width: 3, height: 3 } }))
    const { g } = canvasOf(width, height)
    for (let i = 0; i < 3; i++)
      for (const [wide, high] of [
        [width, height],
        [640, 360],
      ] as const)
        drawScene(g, { view, state: match.state, frame: frameOf(match, wide, high), warn: (line) => lines.push(line) })
    assert.equal(lines.length, 2, 'one for each size')
  })

  it('is asked anew when other layers are shown, and gets the clear part that it asks for', () => {
    const match = busyScene()
    const seen: number[] = []
    const clear = { x: 100, y: 200, width: 300, height: 200 }
    const view = viewOf((_, suggested) => {
      seen.push(suggested.leaders.width)
      return { clear }
    })
    const moment = () => momentOf({ view, state: match.state, frame: frameOf(match, width, height) })
    assert.deepEqual(moment().layout.clear, clear)
    moment()
    assert.equal(seen.length, 1)
    while (match.state.show.leaders.length > 0) match.state.show.leaders.pop()
    moment()
    assert.deepEqual([seen.length, seen[1]], [2, 0])
  })
})
