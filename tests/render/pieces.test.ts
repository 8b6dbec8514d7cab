import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FeedEntry, type Context2D, type GameView, type Show } from '../../game/index.ts'
import { createDrawing } from '../../render/raster/canvas.ts'
import { createSceneCache } from '../../render/scene/cache.ts'
import type { Surface } from '../../render/scene/surface.ts'
import { frameOf, pixelsOf } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'

const [width, height] = [640, 360]
const view: GameView = { draw() {}, sound() {} }

/** A show drawn with a cache whose surfaces note each text that is written on them. */
function noted(images?: ReadonlyMap<string, CanvasImageSource>) {
  const match = busyScene()
  const written: string[] = []
  const cache = createSceneCache((wide, high) => {
    const { canvas, context } = createDrawing(wide, high)
    return { canvas, context: noting(context, written) } as unknown as Surface
  })
  const { canvas, context } = createDrawing(width, height)
  return {
    show: match.state.show,
    canvas,
    /** Gives the texts that had to be written. */
    draw: (change: (show: Show) => void = () => {}): string[] => {
      written.length = 0
      change(match.state.show)
      cache.draw(context, { view, state: match.state, frame: frameOf(match, width, height), ...(images && { images }) })
      return [...written]
    },
  }
}

function noting(g: Context2D, written: string[]): Context2D {
  const fillText = g.fillText.bind(g)
  g.fillText = (text, ...at) => {
    written.push(text)
    fillText(text, ...at)
  }
  return g
}

describe('of a layer that changes', () => {
  it('a countdown writes nothing until its second is over, and then only the heading', () => {
    const { draw, show } = noted()
    assert.ok(draw().length > 40)
    assert.deepEqual(
      draw(() => (show.closesAtTick -= 5)),
      [],
    )
    assert.deepEqual(
      draw(() => (show.closesAtTick -= 30)),
      ['Vote', 'closes in 8 s'],
    )
  })

  it('a ballot writes the row of its option only', () => {
    const { draw, show } = noted()
    draw()
    const texts = draw(() => show.options[1]?.assign({ votes: 299 }))
    assert.deepEqual(texts, ['299 · 15 %', 'orange'])
  })

  it('a line of the feed that is new is written, and those that it moves up are not', () => {
    const { draw, show } = noted()
    draw()
    const texts = draw(() => {
      show.feed.shift()
      show.feed.push(new FeedEntry().assign({ name: 'newest', label: 'red' }))
    })
    assert.deepEqual(texts, ['newest', 'red'])
  })

  it('lines that were the same and shared a picture are each their own again', () => {
    const say = (show: Show, ...labels: string[]) => {
      while (show.feed.length > 0) show.feed.pop()
      for (const label of labels) show.feed.push(new FeedEntry().assign({ name: 'ann', label }))
    }
    const [one, other] = [noted(), noted()]
    one.draw()
    assert.deepEqual(
      one.draw((show) => say(show, 'red', 'red', 'red')),
      ['ann', 'red'],
    )
    one.draw((show) => say(show, 'blue', 'green', 'pink'))
    other.draw((show) => say(show, 'blue', 'green', 'pink'))
    assert.ok(pixelsOf(one.canvas).equals(pixelsOf(other.canvas)))
  })

  it('an image that is another under the same name is drawn', () => {
    const paint = (colour: string) => {
      const { canvas, context } = createDrawing(40, 20)
      context.fillStyle = colour
      context.fillRect(0, 0, 40, 20)
      return canvas as unknown as CanvasImageSource
    }
    const images = new Map([['branding', paint('#ff0000')]])
    const { draw, canvas, show } = noted(images)
    show.branding = 'branding'
    draw()
    const before = pixelsOf(canvas)
    draw()
    assert.ok(pixelsOf(canvas).equals(before))
    images.set('branding', paint('#00ff00'))
    draw()
    assert.ok(!pixelsOf(canvas).equals(before))
  })
})
