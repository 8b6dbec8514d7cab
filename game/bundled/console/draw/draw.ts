import type { Context2D, PictureFrame, Rect } from '../../../index.ts'
import { screenHeight, screenWidth } from '../picture/screen.ts'
import { createReceiver, type Receiver } from '../picture/receiver.ts'
import type { Console } from '../state.ts'
import { drawInvitation, invites } from './invitation.ts'
import { drawPad } from './pad.ts'
import { roomOf } from './room.ts'

/** Pixels of the smallest text: 18 at 480p. */
const textOf = ({ width, height }: PictureFrame) => (Math.min(width, height) / 480) * 18

/** By the state that they are of, since a strip is read change by change. */
const receivers = new WeakMap<Console, Receiver>()

export function draw(g: Context2D, state: Console, frame: PictureFrame): void {
  const text = textOf(frame)
  const { set, screen, pad } = roomOf(frame.clear, text)
  drawRoom(g, frame)
  drawSet(g, set, screen, text)
  drawScreen(g, state, frame, screen)
  if (invites(state)) drawInvitation(g, state, frame, screen)
  drawPad(g, state, pad, text)
}

/** A wall in the evening, and the board that the television stands on. */
function drawRoom(g: Context2D, { width, height, clear }: PictureFrame): void {
  g.fillStyle = '#1c1a2b'
  g.fillRect(0, 0, width, height)
  const board = Math.round(clear.y + clear.height * 0.86)
  g.fillStyle = '#2b2338'
  g.fillRect(0, board, width, height - board)
  g.fillStyle = '#3a2f47'
  g.fillRect(0, board, width, Math.max(2, Math.round(height / 240)))
}

function drawSet(g: Context2D, set: Rect, screen: Rect, text: number): void {
  const corner = text * 0.8
  box(g, '#0b0a12', { ...set, y: set.y + Math.round(text * 0.12) }, corner)
  box(g, '#4a4658', set, corner)
  const rim = Math.max(1, Math.round(text * 0.08))
  box(g, '#34313f', inset(set, rim), corner - rim)
  box(g, '#000000', inset(screen, -Math.round(text * 0.22)), text * 0.35)
}

function drawScreen(g: Context2D, state: Console, frame: PictureFrame, { x, y, width, height }: Rect): void {
  const receiver = receivers.get(state) ?? createReceiver()
  receivers.set(state, receiver)
  const picture = frame.bitmap('screen', screenWidth, screenHeight, receiver.read(state.picture))
  g.imageSmoothingEnabled = width % screenWidth > 0
  g.drawImage(picture, x, y, width, height)
}

function box(g: Context2D, colour: string, { x, y, width, height }: Rect, radius: number): void {
  g.fillStyle = colour
  g.beginPath()
  g.roundRect(x, y, width, height, Math.max(0, radius))
  g.fill()
}

function inset({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by }
}
