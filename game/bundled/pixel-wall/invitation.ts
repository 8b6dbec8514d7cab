import type { Context2D, PictureFrame, Rect } from '../../index.ts'
import { cellName } from './cells.ts'
import { fontOf, outline, tones } from './frame.ts'
import { palette } from './palette.ts'
import { sprites } from './sprites.ts'
import type { PixelWall } from './state.ts'
import type { Grid } from './zones.ts'

/** Seconds without a mark after which the wall says what to type, and that each suggestion stays. */
const quietSeconds = 8
const suggestionSeconds = 6

/** How far the outline’s colours show through: they come and go once in so many seconds. */
const breath = { least: 0.2, most: 0.5, seconds: 4 }

/** Whether nobody has painted for a while. */
export function isQuiet({ paintedAtTick, outline: shown }: PixelWall, { tick, tickRate }: PictureFrame): boolean {
  return shown > 0 && (paintedAtTick === 0 || tick - paintedAtTick >= quietSeconds * tickRate)
}

/** The picture that is to be filled in, as a breath of its colours, with what is done of it. */
export function drawOutline(
  g: Context2D,
  state: PixelWall,
  colours: Uint8Array,
  grid: Grid,
  text: number,
  frame: PictureFrame,
): void {
  const sprite = sprites[state.outline - 1]
  if (sprite === undefined) return
  const wave = 0.5 - 0.5 * Math.cos((2 * Math.PI * frame.seconds) / breath.seconds)
  g.globalAlpha = breath.least + (breath.most - breath.least) * wave
  const at = (column: number, row: number) => ({
    x: grid.x + Math.round((state.outlineX + column) * grid.scale),
    y: grid.y + Math.round((state.outlineY + row) * grid.scale),
  })
  for (const [index, colour] of sprite.cells.entries()) {
    const [column, row] = [index % sprite.width, Math.floor(index / sprite.width)]
    if (colour < 0 || colours[(state.outlineY + row) * state.width + state.outlineX + column] === colour) continue
    const [from, to] = [at(column, row), at(column + 1, row + 1)]
    g.fillStyle = palette[colour]?.hex ?? tones.ground
    g.fillRect(from.x, from.y, to.x - from.x, to.y - from.y)
  }
  g.globalAlpha = 1
  const [from, to] = [at(-1, -1), at(sprite.width + 1, sprite.height + 1)]
  const rect = { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y }
  outline(g, rect, Math.max(1, Math.round(text / 18)), tones.accent)
}

/** What somebody could type: a cell of the outline that hasn’t got its colour, another one every few seconds. */
export function suggestion(state: PixelWall, colours: Uint8Array, seconds: number): string | null {
  const sprite = sprites[state.outline - 1]
  if (sprite === undefined) return null
  const open = sprite.cells.flatMap((colour, index) => {
    const x = state.outlineX + (index % sprite.width)
    const y = state.outlineY + Math.floor(index / sprite.width)
    return colour < 0 || colours[y * state.width + x] === colour
      ? []
      : [`${cellName({ x, y })} ${palette[colour]?.name}`]
  })
  return open[(Math.floor(seconds / suggestionSeconds) * 5) % Math.max(1, open.length)] ?? null
}

const more = ['line a1 h8 blue', 'fill d4 pink']

/** What else can be typed: where the leaders will stand, while there are none. */
export function drawMore(g: Context2D, rest: Rect, text: number): void {
  const left = Math.round(rest.x + Math.max(text * 0.3, rest.width - text * 12))
  g.textAlign = 'left'
  g.textBaseline = 'middle'
  for (const [index, words] of ['or more at once:', ...more].entries()) {
    g.font = fontOf(index === 0 ? 600 : 800, text)
    g.fillStyle = index === 0 ? tones.quiet : tones.text
    g.fillText(words, left, Math.round(rest.y + text * (0.8 + 1.55 * index)), rest.width)
  }
}

/** Says what to type, at the side of the wall where the outline isn’t. */
export function drawInvitation(
  g: Context2D,
  state: PixelWall,
  colours: Uint8Array,
  wall: Rect,
  text: number,
  frame: PictureFrame,
): void {
  const words = suggestion(state, colours, frame.seconds)
  const sprite = sprites[state.outline - 1]
  if (words === null || sprite === undefined) return
  const lines = [
    { words: 'Paint with us: type', font: fontOf(600, text * 1.1), high: 1.7 },
    { words, font: fontOf(800, text * 1.7), high: 2.4 },
    { words: `${sprite.name}: ${state.outlineDone} of ${sprite.painted} cells`, font: fontOf(600, text), high: 1.7 },
  ]
  const height = text * (lines.reduce((sum, { high }) => sum + high, 0) + 0.6)
  const width = Math.min(wall.width * 0.6, text * 14)
  const top = wall.y + (wall.height - height) / 2
  const isLeft = (state.outlineX + sprite.width / 2) * 2 > state.width
  const left = Math.round(isLeft ? wall.x + text / 2 : wall.x + wall.width - width - text / 2)
  g.fillStyle = tones.panel
  g.beginPath()
  g.roundRect(left, Math.round(top), Math.round(width), Math.round(height), text * 0.7)
  g.fill()
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  let y = top + text * 0.3
  for (const [index, line] of lines.entries()) {
    g.font = line.font
    g.fillStyle = index === 1 ? tones.accent : index === 0 ? tones.text : tones.quiet
    g.fillText(line.words, Math.round(left + width / 2), Math.round(y + (text * line.high) / 2), width - text)
    y += text * line.high
  }
}
