import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  alertKinds,
  showStatuses,
  slates,
  VoteOption,
  type Context2D,
  type GameView,
  type Show,
} from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { alertWords } from '../../render/scene/alerts.ts'
import { alertColours, drawAlertIcon, drawStatusIcon } from '../../render/scene/icons.ts'
import { nameColour } from '../../render/scene/legible.ts'
import { statusWords } from '../../render/scene/status.ts'
import { bars, colours } from '../../render/scene/theme.ts'
import { canvasOf, contrast, frameOf, pixelsOf, rgb } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'
import { deltaE, seenBy, visions } from '../helpers/vision.ts'
import { noting, type Written } from '../helpers/written.ts'

const field = (colour: string): GameView => ({
  sound() {},
  draw(g, _, { width, height }) {
    g.fillStyle = colour
    g.fillRect(0, 0, width, height)
  },
})

/** The least contrast of each text with what is below its letters. */
function contrasts(set: (show: Show) => void, view: GameView, width: number, height: number): Map<string, number> {
  const match = busyScene(set)
  const draw = (writes: boolean) => {
    const { canvas, g } = canvasOf(width, height)
    const written: Written[] = []
    drawScene(noting(g, written, writes), { view, state: match.state, frame: frameOf(match, width, height) })
    return { pixels: pixelsOf(canvas), written }
  }
  const [shown, bare] = [draw(true), draw(false)]
  const found = new Map<string, number>()
  for (const { text, colour, box } of shown.written) {
    let least = Infinity
    for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(height, box.y + box.height); y++)
      for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(width, box.x + box.width); x++) {
        const at = 4 * (y * width + x)
        if (shown.pixels.readUInt32LE(at) === bare.pixels.readUInt32LE(at)) continue
        least = Math.min(least, contrast(rgb(colour), [...bare.pixels.subarray(at, at + 3)]))
      }
    found.set(`${text} in ${colour}`, least)
  }
  return found
}

function check(name: string, set: (show: Show) => void, width = 640, height = 360): void {
  for (const ground of ['#ffffff', '#000000', '#ffd60a', '#808080'])
    for (const [text, least] of contrasts(set, field(ground), width, height))
      assert.ok(least >= 4.5, `${name} over ${ground}: ${text} has ${least.toFixed(2)} : 1`)
}

describe('the contrast of every text with what is below it is 4.5 : 1 or more', () => {
  it('in a busy show, wide and tall', () => {
    check('busy', () => {})
    check('busy', () => {}, 360, 640)
  })

  it('of every alert and every status', () => {
    for (const [index, kind] of alertKinds.entries())
      check(kind, (show) => {
        show.alert.assign({ kind, name: 'ann', text: 'says so', fromTick: 0, untilTick: show.tick + 100 })
        show.status = showStatuses[index % showStatuses.length] ?? 'live'
        show.delaySeconds = 12
      })
  })

  it('of the streamer’s line', () => {
    for (const status of showStatuses)
      check(`line, ${status}`, (show) => Object.assign(show, { status, statusLine: 'Marathon day 3' }), 360, 640)
  })

  it('of eight teams, a slider, a closed vote and every slate', () => {
    const teams = (names: readonly string[]) => (show: Show) => {
      while (show.options.length > 0) show.options.pop()
      for (const team of names)
        show.options.push(new VoteOption().assign({ label: 'left', team, votes: 9, ofVotes: 10 }))
    }
    check('teams', teams(['red', 'ocean', 'green', 'pink', 'yellow', 'rust', 'white', 'grey']), 360, 640)
    check('wide letters', teams(Array.from({ length: 8 }, (_, i) => `w${i}`)), 360, 640)
    check('slider', (show) =>
      Object.assign(show, { mode: 'slider', forAnarchy: 3, forDemocracy: 9, switchPercent: 75 }),
    )
    check('closed', (show) => Object.assign(show, { phase: 'closed' }))
    for (const slate of slates) check(slate, (show) => Object.assign(show, { slate, slateText: 'Bring friends' }))
  })

  it('of a name in whatever colour its owner chose', () => {
    const part = fc.integer({ min: 0, max: 255 })
    const panel = rgb(colours.panel)
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.string(), (colour, name) => {
        const hex = `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
        for (const own of [hex, '', 'red', '#12345'])
          assert.ok(contrast(Array.from(nameColour(own, name).matchAll(/\d+/g), Number), panel) >= 4.5, own)
      }),
    )
  })

  it('keeps a name’s colour where it can be read, and gives one name the same colour each time', () => {
    assert.equal(nameColour('#00ff7f', 'ann'), 'rgb(0, 255, 127)')
    assert.equal(nameColour('', 'ann'), nameColour('', 'ann'))
    assert.ok(
      new Set(['ann', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal'].map((name) => nameColour('', name))).size > 3,
    )
  })
})

const side = 32

/** Which pixels of a small picture are seen at all: what is left where there are no colours. */
function shapeOf(draw: (g: Context2D) => void): boolean[] {
  const { canvas, g } = canvasOf(side, side)
  g.fillStyle = colours.panel
  g.fillRect(0, 0, side, side)
  draw(g)
  const pixels = pixelsOf(canvas)
  return Array.from(
    { length: side * side },
    (_, i) => contrast([...pixels.subarray(4 * i, 4 * i + 3)], rgb(colours.panel)) > 2,
  )
}

/** Share of the pixels that either shape has, and only one of them. */
function difference(a: readonly boolean[], b: readonly boolean[]): number {
  const either = a.filter((is, i) => is || b[i]).length
  return a.filter((is, i) => is !== b[i]).length / either
}

describe('whoever sees few colours or none', () => {
  const at = { x: 2, y: 2, width: side - 4, height: side - 4 }

  it('tells the kinds of alerts apart by shape and word', () => {
    const shapes = alertKinds.map((kind) => shapeOf((g) => drawAlertIcon(g, kind, at)))
    for (const [i, a] of shapes.entries())
      for (const [j, b] of shapes.entries())
        if (i < j) assert.ok(difference(a, b) > 0.12, `${alertKinds[i]} and ${alertKinds[j]}: ${difference(a, b)}`)
    assert.equal(new Set(Object.values(alertWords)).size, alertKinds.length)
  })

  it('tells the statuses apart by shape and word', () => {
    const shapes = showStatuses.map((status) => shapeOf((g) => drawStatusIcon(g, status, at, colours.warning)))
    for (const [i, a] of shapes.entries())
      for (const [j, b] of shapes.entries())
        if (i < j) assert.ok(difference(a, b) > 0.12, `${showStatuses[i]} and ${showStatuses[j]}: ${difference(a, b)}`)
    assert.equal(
      new Set(showStatuses.map((status) => statusWords({ status, delaySeconds: 3 }))).size,
      showStatuses.length,
    )
  })

  it('sees every icon of an alert against its panel', () => {
    for (const [vision, matrix] of visions)
      for (const kind of alertKinds) {
        const found = contrast(seenBy(rgb(alertColours[kind].fill), matrix), seenBy(rgb(colours.panel), matrix))
        assert.ok(found >= 3, `${kind} by ${vision}: ${found.toFixed(2)}`)
      }
  })

  it('tells the leader’s bar from the others by its colour, and by the mark where there is none', () => {
    for (const [vision, matrix] of visions) {
      const [leader, other] = [seenBy(rgb(bars.leader), matrix), seenBy(rgb(bars.other), matrix)]
      assert.ok(deltaE(leader, other) > 10, `${vision}: ${deltaE(leader, other)}`)
    }
    const grey = (set: (show: Show) => void) => {
      const match = busyScene(set)
      const { canvas, g } = canvasOf(640, 360)
      drawScene(g, { view: field('#000000'), state: match.state, frame: frameOf(match, 640, 360) })
      return pixelsOf(canvas)
    }
    const equal = (show: Show) =>
      show.options.forEach((option) => option.assign({ label: 'same', votes: 1, ofVotes: 2 }))
    const pixels = grey(equal)
    const row = (index: number) => rowOf(pixels, index)
    assert.ok(difference(row(0), row(1)) > 0.02)
    assert.equal(difference(row(1), row(2)), 0)
  })
})

/** The bright pixels of a row of the ballot at 640×360. */
function rowOf(pixels: Buffer, index: number): boolean[] {
  const height = 23
  const top = 94 + index * height
  return Array.from({ length: 190 * height }, (_, i) => {
    const at = 4 * ((top + Math.floor(i / 190)) * 640 + 418 + (i % 190))
    return (pixels[at] ?? 0) > 160
  })
}
