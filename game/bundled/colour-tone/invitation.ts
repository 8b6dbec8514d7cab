import type { Context2D, PictureFrame } from '../../index.ts'
import { paints } from './paints.ts'
import type { ColourTone } from './rules.ts'

/** Without a word from the chat for so long, nobody plays. */
const idleSeconds = 60

/** What is suggested one after the other. */
const examples = ['green', '440', 'pink', '262', 'orange', '880', 'cyan', '330']
const exampleSeconds = 3

/** The colours of the ribbons, from the upper one down; each is a wave of its own, and a little slower than the one before. */
const ribbons = ['blue', 'cyan', 'green', 'yellow', 'orange', 'pink'] as const

/** Of a ribbon’s curve, from one side of the picture to the other. */
const points = 20

/** Whether nobody plays at the moment. */
export function invites({ playedAtTick }: ColourTone, { tick, tickRate }: PictureFrame): boolean {
  return playedAtTick === 0 || tick - playedAtTick >= idleSeconds * tickRate
}

/** Colours that wait to be chosen, as ribbons which drift across the foot of what is clear. */
export function drawRibbons(g: Context2D, { clear, width, seconds }: PictureFrame): void {
  const step = (clear.height * 0.34) / ribbons.length
  g.lineWidth = Math.max(2, step * 0.42)
  g.lineJoin = 'round'
  for (const [index, name] of ribbons.entries()) {
    const middle = clear.y + clear.height * 0.6 + (index + 0.5) * step
    const at = (point: number) => {
      const turn = 2 * Math.PI * ((point / points) * (1.3 + 0.12 * index) - seconds * (0.09 - 0.008 * index))
      const high = 0.06 * Math.sin(turn) + 0.02 * Math.sin(2 * turn + index)
      return { x: (point * width) / points, y: middle + clear.height * high }
    }
    g.strokeStyle = paints[name]?.field ?? '#ffffff'
    g.beginPath()
    g.moveTo(at(-1).x, at(-1).y)
    for (let point = 0; point <= points; point++) {
      const [corner, next] = [at(point), at(point + 1)]
      g.quadraticCurveTo(corner.x, corner.y, (corner.x + next.x) / 2, (corner.y + next.y) / 2)
    }
    g.stroke()
  }
}

/** What to type, the example as it would be seen: a colour on its paint, a pitch in a frame. */
export function drawInvitation(g: Context2D, { clear, seconds }: PictureFrame, ink: string): void {
  const example = examples[Math.floor(seconds / exampleSeconds) % examples.length] ?? 'green'
  const px = Math.round(Math.min(clear.height * 0.26, clear.width * 0.12))
  const y = Math.round(clear.y + clear.height * 0.22)
  g.textAlign = 'left'
  g.textBaseline = 'middle'
  g.fillStyle = ink
  g.font = `800 ${px}px Inter, sans-serif`
  g.fillText('Type', clear.x, y)
  const left = Math.round(clear.x + g.measureText('Type ').width)
  const wide = Math.round(g.measureText(example).width + px * 0.7)
  const paint = paints[example]
  g.beginPath()
  g.roundRect(left, Math.round(y - px * 0.68), wide, Math.round(px * 1.3), px * 0.25)
  g.fillStyle = paint?.field ?? '#10131f'
  g.fill()
  g.lineWidth = Math.max(2, px * 0.05)
  g.strokeStyle = ink
  g.stroke()
  g.fillStyle = paint?.ink ?? '#ffffff'
  g.fillText(example, Math.round(left + px * 0.35), y)
}
