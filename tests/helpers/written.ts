import type { Context2D, GameView, Show } from '../../game/index.ts'
import { drawScene } from '../../render/index.ts'
import { canvasOf, frameOf } from './game.ts'
import { busyScene } from './scenes.ts'

/** A text as it was drawn. */
export interface Written {
  readonly text: string
  readonly colour: string
  /** Size of its font. */
  readonly px: number
  /** Its middle, in pixels. */
  readonly y: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** A context that notes every text, and writes it or leaves it out. */
export function noting(g: Context2D, written: Written[], writes: boolean): Context2D {
  const fillText = (text: string, x: number, y: number, ...rest: number[]) => {
    const { width } = g.measureText(text)
    const px = Number(/(\d+)px/.exec(g.font)?.[1])
    const left = x - (g.textAlign === 'right' ? width : g.textAlign === 'center' ? width / 2 : 0)
    written.push({ text, colour: g.fillStyle as string, px, y, box: { x: left, y: y - px, width, height: 2 * px } })
    if (writes) g.fillText(text, x, y, ...(rest as [number?]))
  }
  return new Proxy(g, {
    get: (target, key) => {
      if (key === 'fillText') return fillText
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  })
}

const nothing: GameView = { draw() {}, sound() {} }

/** All texts of a busy scene over a game that draws none, without the controls around what is written from right to left. */
export function textsOf(set: (show: Show) => void, width: number, height: number): Written[] {
  const match = busyScene(set)
  const { g } = canvasOf(width, height)
  const written: Written[] = []
  drawScene(noting(g, written, false), { view: nothing, state: match.state, frame: frameOf(match, width, height) })
  return written.map(({ text, colour, px, y, box }) => ({
    text: text.replace(/[\u2068\u2069]/g, ''),
    colour,
    px,
    y,
    box,
  }))
}
