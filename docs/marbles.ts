import { writeFileSync } from 'node:fs'
import { createDrawing } from '../render/raster/canvas.ts'
import { teams } from '../game/bundled/marble-race/teams.ts'
import { sprites } from '../game/bundled/marble-race/sprites.ts'
import type { Context2D } from '../game/index.ts'

/** Paints the marbles of Marble Race: one row of teams for each size, from which the game’s pictures take them. */
export function paintMarbles(): void {
  for (const { name, side } of sprites) {
    const { canvas, context } = createDrawing(side * teams.length, side)
    for (const [index, { glass, letter }] of teams.entries()) {
      context.save()
      context.translate(index * side + side / 2, side / 2)
      paintMarble(context, side, glass, letter)
      context.restore()
    }
    const file = new URL(`../game/bundled/marble-race/${name}.png`, import.meta.url)
    writeFileSync(file, canvas.toBuffer('image/png'))
  }
}

/** A glass marble lit from the upper left, around the origin; it takes 7/9 of the side, and its shadow the rest. */
function paintMarble(g: Context2D, side: number, colour: string, letter: string): void {
  const r = (side * 7) / 18
  g.globalAlpha = side < 30 ? 0.5 : 1
  disc(g, r * 0.12, r * 0.2, r * 1.14, [
    ['0', 'rgba(20, 22, 40, 0.3)'],
    ['0.78', 'rgba(20, 22, 40, 0.24)'],
    ['1', 'rgba(20, 22, 40, 0)'],
  ])
  g.globalAlpha = 1
  g.beginPath()
  g.arc(0, 0, r, 0, 2 * Math.PI)
  g.fillStyle = colour
  g.fill()
  // Small ones come in swarms, in which every glint would count as a flash.
  g.globalAlpha = side < 30 ? 0.3 : 1
  shade(g, r)
  g.globalAlpha = 1
  if (side < 30) return
  g.fillStyle = '#0a0c14'
  g.font = `800 ${Math.round(r * 1.15)}px Inter, sans-serif`
  g.textAlign = 'center'
  g.textBaseline = 'alphabetic'
  g.fillText(letter, 0, r * 0.42)
}

function shade(g: Context2D, r: number): void {
  const dark = g.createRadialGradient(-r * 0.3, -r * 0.35, r * 0.2, 0, 0, r)
  dark.addColorStop(0, 'rgba(255, 255, 255, 0.16)')
  dark.addColorStop(0.45, 'rgba(255, 255, 255, 0)')
  dark.addColorStop(0.8, 'rgba(0, 0, 20, 0.06)')
  dark.addColorStop(1, 'rgba(0, 0, 20, 0.3)')
  g.fillStyle = dark
  g.beginPath()
  g.arc(0, 0, r, 0, 2 * Math.PI)
  g.fill()
  // Light that comes through the glass and leaves at the other side, then the lamp itself.
  g.lineWidth = r * 0.12
  g.strokeStyle = 'rgba(255, 255, 255, 0.2)'
  g.beginPath()
  g.arc(0, 0, r * 0.84, 0.1 * Math.PI, 0.45 * Math.PI)
  g.stroke()
  disc(g, -r * 0.42, -r * 0.52, r * 0.26, [
    ['0', 'rgba(255, 255, 255, 0.95)'],
    ['0.5', 'rgba(255, 255, 255, 0.7)'],
    ['1', 'rgba(255, 255, 255, 0)'],
  ])
}

function disc(g: Context2D, x: number, y: number, r: number, stops: readonly (readonly [string, string])[]): void {
  const fill = g.createRadialGradient(x, y, 0, x, y, r)
  for (const [at, colour] of stops) fill.addColorStop(Number(at), colour)
  g.fillStyle = fill
  g.beginPath()
  g.arc(x, y, r, 0, 2 * Math.PI)
  g.fill()
}
