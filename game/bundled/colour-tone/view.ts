import type { Context2D, GameView, PictureFrame } from '../../index.ts'
import { drawInvitation, drawRibbons, invites } from './invitation.ts'
import { paints } from './paints.ts'
import type { ColourTone } from './rules.ts'
import { sound } from './sound.ts'

/** Seconds that a new paint takes to flow over the whole picture. */
const flowSeconds = 0.6

/** With `#`, since Inter has no `♯` and a server has no other font. */
const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']

/** The nearest note in equal temperament at A4 = 440 Hz (ISO 16): `A4` for 440, `A#4` for 466. */
export function noteName(hz: number): string {
  const key = Math.round(69 + 12 * Math.log2(hz / 440))
  return `${names[((key % 12) + 12) % 12]}${Math.floor(key / 12) - 1}`
}

const paint = (name: string) => paints[name] ?? { field: '#10131f', ink: '#ffffff' }

export const view: GameView<ColourTone> = {
  draw(g, state, frame) {
    drawField(g, state, frame)
    const ink = inkNow(state, frame)
    if (invites(state, frame)) {
      drawRibbons(g, frame)
      drawInvitation(g, frame, ink)
      return
    }
    drawWave(g, state.hz, frame, ink)
    drawPitch(g, state.hz, frame, ink)
  },
  sound,
}

/** From 0 to 1 while the new paint flows outwards, slowing down at the end. */
function flow(state: ColourTone, frame: PictureFrame): number {
  if (state.paintedAtTick === 0) return 1
  const seconds = Math.max(0, frame.seconds - state.paintedAtTick / frame.tickRate)
  const linear = Math.min(1, seconds / flowSeconds)
  return 1 - (1 - linear) ** 3
}

function drawField(g: Context2D, state: ColourTone, frame: PictureFrame): void {
  const done = flow(state, frame)
  const { width, height, clear } = frame
  g.fillStyle = paint(done < 1 ? state.before : state.colour).field
  g.fillRect(0, 0, width, height)
  if (done >= 1) return
  g.fillStyle = paint(state.colour).field
  g.beginPath()
  g.arc(clear.x + clear.width / 2, clear.y + clear.height / 2, done * Math.hypot(width, height), 0, 2 * Math.PI)
  g.fill()
}

/** The centre is painted first, so what is drawn there changes its ink as soon as the flow begins. */
function inkNow(state: ColourTone, frame: PictureFrame): string {
  return paint(flow(state, frame) > 0 ? state.colour : state.before).ink
}

/** Where the two handles of a curve stand between a trough and a crest for it to be half a sine: within a hundredth of its height. */
const handle = 0.3642

/** The tone as a wave that travels: more hertz, shorter waves. In a few curves, which cost half of what many straight lines do. */
function drawWave(g: Context2D, hz: number, frame: PictureFrame, ink: string): void {
  const { clear, width, seconds } = frame
  const middle = clear.y + clear.height * 0.72
  const height = clear.height * 0.2
  const half = width / (3 * Math.log2(hz / 10))
  const travelled = 1.6 * seconds + 0.5
  const first = -Math.ceil(travelled) - 1
  const at = (turn: number) => ({ x: half * (travelled + turn), y: middle + (turn % 2 === 0 ? height : -height) })
  g.strokeStyle = ink
  g.lineWidth = Math.max(3, clear.height * 0.018)
  g.lineJoin = 'round'
  g.beginPath()
  g.moveTo(at(first).x, at(first).y)
  for (let turn = first; at(turn).x < width; turn++) {
    const [from, to] = [at(turn), at(turn + 1)]
    g.bezierCurveTo(from.x + half * handle, from.y, to.x - half * handle, to.y, to.x, to.y)
  }
  g.stroke()
}

function drawPitch(g: Context2D, hz: number, frame: PictureFrame, ink: string): void {
  const { clear } = frame
  const px = Math.min(clear.height * 0.36, clear.width * 0.2)
  g.fillStyle = ink
  g.textBaseline = 'middle'
  g.textAlign = 'left'
  g.font = `800 ${Math.round(px)}px Inter, sans-serif`
  const y = Math.round(clear.y + clear.height * 0.26)
  g.fillText(noteName(hz), clear.x, y)
  const used = g.measureText(noteName(hz)).width
  g.font = `600 ${Math.round(px * 0.42)}px Inter, sans-serif`
  g.fillText(`${hz} Hz`, Math.round(clear.x + used + px * 0.3), Math.round(y + px * 0.16))
}
