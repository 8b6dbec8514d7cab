import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { layerNames, maxFeed, type LayerName, type Rect } from '../../game/index.ts'
import { feedGrid, layoutFor, type Layout } from '../../render/scene/layout.ts'

const shapes = { '16:9': [16, 9], '9:16': [9, 16], '1:1': [1, 1], '4:3': [4, 3] } as const

/** From 640×360 to 1920×1080, by the shorter side. */
const sides = [360, 480, 540, 720, 900, 1080]

/** Layers that take room. */
const parts = [
  'title',
  'alerts',
  'status',
  'branding',
  'vote',
  'leaders',
  'feed',
  'help',
] as const satisfies LayerName[]
const all = new Set<LayerName>(layerNames)

const even = (pixels: number) => 2 * Math.round(pixels / 2)
const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** An alert covers the title for its time, and the place of the status while that is empty. */
const mayCover = (a: string, b: string) => a === 'alerts' && (b === 'title' || b === 'status')

function rectsOf(layout: Layout, shown: ReadonlySet<LayerName>): [string, Rect][] {
  return [...parts.filter((name) => shown.has(name)), 'clear' as const].map((name) => [name, layout[name]])
}

function check(width: number, height: number, shown: ReadonlySet<LayerName> = all): void {
  for (const hasLine of [false, true]) checkOne(width, height, shown, hasLine)
}

function checkOne(width: number, height: number, shown: ReadonlySet<LayerName>, hasLine: boolean): void {
  const layout = layoutFor(width, height, shown, { hasLine })
  const rects = rectsOf(layout, shown)
  for (const [name, rect] of rects) {
    const said = `${name} of ${width}×${height} with ${[...shown].join()}: ${JSON.stringify(rect)}`
    assert.ok(Object.values(rect).every(Number.isInteger), said)
    assert.ok(rect.x >= Math.round(width * 0.05) && rect.y >= Math.round(height * 0.05), said)
    assert.ok(rect.x + rect.width <= Math.round(width * 0.95), said)
    assert.ok(rect.y + rect.height <= Math.round(height * 0.9), said)
    assert.ok(rect.width > layout.text * 4 && rect.height > layout.text, said)
    for (const [other, against] of rects)
      if (other !== name && !mayCover(name, other) && !mayCover(other, name))
        assert.ok(!overlap(rect, against), `${said} and ${other}`)
  }
}

/** The game's area, in pixels, for every set of layers, and what it is without each one of them. */
function* everyChoice(width: number, height: number) {
  const areaOf = (names: readonly LayerName[]) => {
    const { clear } = layoutFor(width, height, new Set(names))
    return clear.width * clear.height
  }
  for (let bits = 0; bits < 1 << parts.length; bits++) {
    const shown = parts.filter((_, index) => (bits >> index) & 1)
    const area = areaOf(shown)
    const areas = shown.map(
      (hidden) => [hidden, { with: area, without: areaOf(shown.filter((name) => name !== hidden)) }] as const,
    )
    yield { shown, areas }
  }
}

const side = fc.integer({ min: 180, max: 1080 }).map((half) => half * 2)

describe('the layout', () => {
  for (const [name, [across, down]] of Object.entries(shapes))
    it(`of ${name} keeps everything apart, inside the safe area and above a player’s controls, at every size`, () => {
      for (const shorter of sides) {
        const unit = shorter / Math.min(across, down)
        check(even(across * unit), even(down * unit))
      }
    })

  it('does so for any shape from 1:2.5 to 2.5:1, whichever layers are shown', () => {
    fc.assert(
      fc.property(side, side, fc.subarray([...parts]), (width, height, shown) => {
        fc.pre(Math.max(width, height) <= 2.5 * Math.min(width, height))
        check(width, height, new Set<LayerName>(shown))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives the game the room of what is hidden, and never less for hiding something', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(Math.max(width, height) <= 2.5 * Math.min(width, height))
        for (const { shown, areas } of everyChoice(width, height))
          for (const [hidden, area] of areas)
            assert.ok(area.without >= area.with, `${width}×${height}: ${shown.join()} without ${hidden}`)
      }),
      { numRuns: 300 },
    )
  })

  it('shows eight lines of the feed or more where no leader board stands beside it, and four beside one', () => {
    for (const [across, down] of [shapes['16:9'], shapes['9:16']])
      for (const [shown, least] of [
        [all, 4],
        [new Set(parts.filter((name) => name !== 'leaders')), 8],
        [new Set<LayerName>(['feed']), maxFeed],
      ] as const) {
        const { rows, columns } = feedGrid(layoutFor(across * 80, down * 80, shown))
        assert.ok(rows * columns >= least && rows * columns <= maxFeed, `${across}:${down} ${rows} × ${columns}`)
      }
  })

  it('leaves the game at least a sixth of the picture’s height and a third of its width', () => {
    for (const [across, down] of Object.values(shapes)) {
      const { clear } = layoutFor(across * 80, down * 80)
      assert.ok(clear.height >= (down * 80) / 6 && clear.width >= (across * 80) / 3, `${across}:${down}`)
    }
  })
})
