import type { Context2D, GameView, Rect } from '../../index.ts'
import { drawNames, fontOf, outline, tones, type Window } from './frame.ts'
import { drawInvitation, drawMore, drawOutline, isQuiet } from './invitation.ts'
import { inkOn, palette } from './palette.ts'
import { placed } from './places.ts'
import { sound, soundGainDb } from './sound.ts'
import { drawGlow, drawSpotlight, lookAt, marksOf, windowOf } from './spotlight.ts'
import type { PixelWall } from './state.ts'
import { wallImage } from './wall-image.ts'
import { gridIn, zonesOf, type Grid, type Zones } from './zones.ts'

/** Cells between two marks at the wall’s edges. */
const named = 8

export const view: GameView<PixelWall> = {
  draw(g, state, frame) {
    const zones = zonesOf(frame.width, frame.height)
    const { text } = zones
    g.fillStyle = tones.ground
    g.fillRect(0, 0, frame.width, frame.height)
    if (state.width === 0) return
    const grid = gridIn(zones.wall, state.width, state.height, text)
    const wall = wholeOf(grid, state)
    const image = wallImage(state)
    image.draw(g, frame, wall)
    drawEdges(g, state, grid, wall, text)
    drawOutline(g, state, image.colours, grid, text, frame)
    drawWindow(g, windowOf(state, zones, frame), grid, text)
    for (const mark of marksOf(state, frame)) drawGlow(g, mark, grid, { column: 0, row: 0 }, frame)
    drawLegend(g, zones, wall)
    drawSpotlight(g, state, image.colours, zones, frame)
    if (!isQuiet(state, frame)) return
    drawInvitation(g, state, image.colours, wall, text, frame)
    if (state.marks === 0) drawMore(g, zones.rest, text)
  },
  still(state, frame) {
    const moves = state.outline > 0 || marksOf(state, frame).length > 0 || lookAt(state, frame).moves
    return moves ? null : `${state.version} ${state.marks} ${state.lookX} ${state.lookY}`
  },
  sound,
  // Nobody votes here; who has most cells, what was typed and what can be typed the show tells.
  withoutLayers: ['vote'],
  place: placed,
  soundGainDb,
}

function wholeOf({ x, y, scale }: Grid, { width, height }: PixelWall): Rect {
  return { x, y, width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** A line around the wall, a tick at every eighth cell, and names where there is room for them. */
function drawEdges(g: Context2D, { width, height }: PixelWall, grid: Grid, wall: Rect, text: number): void {
  outline(g, wall, Math.max(1, Math.round(text / 14)), tones.line)
  const size = Math.max(2, Math.round(text / 5))
  const cell = Math.max(1, Math.round(grid.scale))
  g.fillStyle = tones.quiet
  for (let column = named - 1; column < width; column += named)
    g.fillRect(wall.x + Math.round(column * grid.scale), wall.y - size, cell, size)
  for (let row = named - 1; row < height; row += named)
    g.fillRect(wall.x - size, wall.y + Math.round(row * grid.scale), size, cell)
  drawNames(g, grid, { column: 0, row: 0, columns: width, rows: height }, named, text)
}

/** Where the enlarged cells are. */
function drawWindow(g: Context2D, { column, row, columns, rows }: Window, { x, y, scale }: Grid, text: number): void {
  const rect = {
    ...{ x: x + Math.round(column * scale), y: y + Math.round(row * scale) },
    ...{ width: Math.round(columns * scale), height: Math.round(rows * scale) },
  }
  outline(g, rect, Math.max(1, Math.round(text / 18)), tones.text)
}

/** The colours with their names upon them, below the wall. */
function drawLegend(g: Context2D, { legend, legendColumns, text }: Zones, wall: Rect): void {
  const left = Math.min(legend.x, wall.x)
  const width = Math.max(legend.width, wall.x + wall.width - left)
  const rows = Math.ceil(palette.length / legendColumns)
  const high = legend.height / rows
  const between = Math.max(2, Math.round(text / 9))
  g.font = fontOf(600, text)
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  for (const [index, { name, hex }] of palette.entries()) {
    const [column, row] = [index % legendColumns, Math.floor(index / legendColumns)]
    // The last row may have fewer, and then wider ones.
    const wide = width / Math.min(legendColumns, palette.length - row * legendColumns)
    const [x, y] = [Math.round(left + column * wide), Math.round(legend.y + row * high)]
    const chip = { width: Math.round(wide) - between, height: Math.round(high) - between }
    g.fillStyle = hex
    g.beginPath()
    g.roundRect(x, y, chip.width, chip.height, between)
    g.fill()
    if (name === 'black')
      outline(g, { x: x + 2, y: y + 2, width: chip.width - 4, height: chip.height - 4 }, 1, tones.line)
    g.fillStyle = inkOn(index)
    g.fillText(name, Math.round(x + chip.width / 2), Math.round(y + chip.height / 2), chip.width - 2)
  }
}
