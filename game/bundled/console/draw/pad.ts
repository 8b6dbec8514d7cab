import type { Context2D, Rect } from '../../../index.ts'
import { buttons, type Button } from '../buttons.ts'
import type { Console } from '../state.ts'
import { isUpright } from './room.ts'

/** A button that is down has a bright face and a dark letter; one that is up the other way round. */
const face = { up: '#45415a', down: '#f0e442' } as const
const ink = { up: '#ffffff', down: '#16131f' } as const

/** Steps that are shown of those that wait. */
const maxShown = 8

const signs: Readonly<Record<Button, string>> = {
  ...{ a: 'A', b: 'B', select: 'select', start: 'start', up: '↑', down: '↓', left: '←', right: '→' },
}

type IsDown = (button: Button) => boolean

/** The pad in the crowd's hands, its buttons lit while they are down, and below it what comes next. */
export function drawPad(g: Context2D, state: Console, pad: Rect, text: number): void {
  if (pad.width < text * 3 || pad.height < text * 4) return
  const { down } = state
  const isDown = (button: Button) => (down & (1 << buttons.indexOf(button))) !== 0
  const line = text * 1.9
  const body = { ...pad, height: pad.height - line }
  g.fillStyle = '#d9d6e3'
  roundBox(g, body, text * 0.5)
  g.fillStyle = '#2a2738'
  roundBox(g, around(body, -text * 0.28), text * 0.35)
  if (isUpright(pad.width, text) && body.height > body.width * 1.5) drawUpright(g, body, isDown)
  else drawFlat(g, body, isDown, text)
  drawNext(g, state, { ...pad, y: body.y + body.height, height: line }, text)
}

function drawFlat(g: Context2D, { x, y, width, height }: Rect, isDown: IsDown, text: number): void {
  const middle = y + height * 0.42
  drawCross(g, x + width * 0.25, middle, Math.min(width * 0.19, height * 0.33), isDown)
  const radius = Math.min(width * 0.1, height * 0.2)
  drawRound(g, 'b', x + width * 0.61, middle + radius * 0.35, radius, isDown)
  drawRound(g, 'a', x + width * 0.83, middle - radius * 0.35, radius, isDown)
  const pill = { y: y + height * 0.8 - text * 0.1, width: width * 0.3, height: Math.max(text * 0.5, height * 0.09) }
  drawPill(g, 'select', { ...pill, x: x + width * 0.17 }, isDown)
  drawPill(g, 'start', { ...pill, x: x + width * 0.53 }, isDown)
}

function drawUpright(g: Context2D, { x, y, width, height }: Rect, isDown: IsDown): void {
  drawCross(g, x + width / 2, y + height * 0.25, width * 0.34, isDown)
  const radius = width * 0.17
  drawRound(g, 'b', x + width * 0.3, y + height * 0.61, radius, isDown)
  drawRound(g, 'a', x + width * 0.7, y + height * 0.57, radius, isDown)
  const pill = { x: x + width * 0.2, width: width * 0.6, height: height * 0.05 }
  drawPill(g, 'select', { ...pill, y: y + height * 0.77 }, isDown)
  drawPill(g, 'start', { ...pill, y: y + height * 0.87 }, isDown)
}

/** Four arms around a middle; `reach` from the middle to the end of one. */
function drawCross(g: Context2D, x: number, y: number, reach: number, isDown: IsDown): void {
  const arm = reach * 0.64
  const half = arm / 2
  const long = reach - half
  g.fillStyle = face.up
  g.fillRect(x - half, y - half, arm, arm)
  const arms: readonly (readonly [Button, x: number, y: number, width: number, height: number])[] = [
    ['up', x - half, y - reach, arm, long],
    ['down', x - half, y + half, arm, long],
    ['left', x - reach, y - half, long, arm],
    ['right', x + half, y - half, long, arm],
  ]
  for (const [button, left, top, width, height] of arms) {
    g.fillStyle = isDown(button) ? face.down : face.up
    g.fillRect(left, top, width, height)
    g.fillStyle = isDown(button) ? ink.down : ink.up
    arrow(g, button, left + width / 2, top + height / 2, Math.min(width, height) * 0.5)
  }
}

/** A triangle, since a font may have no arrows. */
function arrow(g: Context2D, button: Button, x: number, y: number, size: number): void {
  const [dx, dy] = button === 'up' ? [0, -1] : button === 'down' ? [0, 1] : button === 'left' ? [-1, 0] : [1, 0]
  const half = size / 2
  g.beginPath()
  g.moveTo(x + dx * half, y + dy * half)
  g.lineTo(x - dx * half + dy * half, y - dy * half + dx * half)
  g.lineTo(x - dx * half - dy * half, y - dy * half - dx * half)
  g.fill()
}

function drawRound(g: Context2D, button: Button, x: number, y: number, radius: number, isDown: IsDown): void {
  g.fillStyle = isDown(button) ? face.down : '#c0392b'
  g.beginPath()
  g.arc(x, y, radius, 0, 2 * Math.PI)
  g.fill()
  label(g, signs[button], x, y, radius * 1.25, isDown(button))
}

function drawPill(g: Context2D, button: Button, rect: Rect, isDown: IsDown): void {
  g.fillStyle = isDown(button) ? face.down : face.up
  roundBox(g, rect, rect.height / 2)
}

function label(g: Context2D, sign: string, x: number, y: number, px: number, isDown: boolean): void {
  g.fillStyle = isDown ? ink.down : ink.up
  g.font = `800 ${Math.ceil(px)}px Inter, sans-serif`
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.fillText(sign, x, y + px * 0.04)
}

/** What waits in line, the next step first: a triangle, a letter, or both for a chord. */
function drawNext(g: Context2D, { steps }: Console, { x, y, width, height }: Rect, text: number): void {
  const size = text * 0.8
  const middle = y + height * 0.62
  let at = x + size * 0.6
  g.fillStyle = '#ffffff'
  g.textAlign = 'left'
  g.textBaseline = 'middle'
  g.font = `600 ${Math.ceil(text)}px Inter, sans-serif`
  for (let i = 0; i < Math.min(maxShown, steps.length); i++) {
    const step = (steps[i] as number) & 0xff
    const pressed = buttons.filter((_, bit) => (step & (1 << bit)) !== 0)
    if (at + size * (pressed.length + 0.5) > x + width) break
    g.fillStyle = i === 0 ? '#f0e442' : '#ffffff'
    if (pressed.length === 0) g.fillText('·', at - size * 0.2, middle)
    for (const [index, button] of pressed.entries()) drawSign(g, button, at + index * size * 0.95, middle, size)
    at += size * (Math.max(1, pressed.length) + 0.55)
  }
}

function drawSign(g: Context2D, button: Button, x: number, y: number, size: number): void {
  if (buttons.indexOf(button) >= 4) arrow(g, button, x, y, size * 0.75)
  else g.fillText(signs[button].charAt(0).toUpperCase(), x - size * 0.35, y)
}

function around({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

function roundBox(g: Context2D, { x, y, width, height }: Rect, radius: number): void {
  g.beginPath()
  g.roundRect(x, y, width, height, Math.max(0, radius))
  g.fill()
}
