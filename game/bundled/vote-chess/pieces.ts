import type { Context2D } from '../../index.ts'

/** Ink and fill of the two sides, which differ in light and not in hue alone. */
const looks = {
  w: { fill: '#fbf7ec', line: '#1d1a16', detail: '#1d1a16' },
  b: { fill: '#37322d', line: '#0c0a08', detail: '#f1e7d3' },
} as const

/** Draws a piece, upper case White’s, with its square’s upper left corner at `x`, `y`. */
export function drawPiece(g: Context2D, piece: string, x: number, y: number, size: number): void {
  const shape = shapes.get(piece.toLowerCase())
  if (shape === undefined) return
  const look = piece === piece.toUpperCase() ? looks.w : looks.b
  g.save()
  g.translate(x, y)
  g.scale(size / 100, size / 100)
  g.lineJoin = 'round'
  g.lineCap = 'round'
  g.lineWidth = 4
  g.fillStyle = look.fill
  g.strokeStyle = look.line
  g.beginPath()
  shape.outline(g)
  g.fill()
  g.stroke()
  g.fillStyle = look.detail
  g.strokeStyle = look.detail
  g.lineWidth = 3
  g.beginPath()
  shape.detail(g)
  g.stroke()
  shape.dots?.(g)
  g.restore()
}

/** A piece in a square of 100: what is filled and lined, lines within, and dots. */
interface Shape {
  outline(g: Context2D): void
  detail(g: Context2D): void
  dots?(g: Context2D): void
}

function polygon(g: Context2D, ...points: readonly number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    if (i === 0) g.moveTo(points[i] ?? 0, points[i + 1] ?? 0)
    else g.lineTo(points[i] ?? 0, points[i + 1] ?? 0)
  }
  g.closePath()
}

function ball(g: Context2D, x: number, y: number, r: number): void {
  g.moveTo(x + r, y)
  g.arc(x, y, r, 0, 2 * Math.PI)
  g.closePath()
}

/** What every piece stands on. */
function foot(g: Context2D, half: number): void {
  polygon(g, 50 - half, 90, 50 - half, 82, 50 - half + 6, 76, 50 + half - 6, 76, 50 + half, 82, 50 + half, 90)
}

const line = (g: Context2D, ax: number, ay: number, bx: number, by: number) => {
  g.moveTo(ax, ay)
  g.lineTo(bx, by)
}

const pawn: Shape = {
  outline(g) {
    foot(g, 26)
    g.moveTo(32, 76)
    g.bezierCurveTo(44, 68, 43, 56, 42, 48)
    g.lineTo(58, 48)
    g.bezierCurveTo(57, 56, 56, 68, 68, 76)
    g.closePath()
    ball(g, 50, 35, 15)
  },
  detail: (g) => line(g, 34, 83, 66, 83),
}

const rook: Shape = {
  outline(g) {
    foot(g, 30)
    polygon(g, 34, 76, 37, 44, 63, 44, 66, 76)
    polygon(
      g,
      27,
      16,
      38,
      16,
      38,
      24,
      45,
      24,
      45,
      16,
      55,
      16,
      55,
      24,
      62,
      24,
      62,
      16,
      73,
      16,
      73,
      36,
      64,
      44,
      36,
      44,
      27,
      36,
    )
  },
  detail(g) {
    line(g, 38, 83, 62, 83)
    line(g, 39, 52, 61, 52)
  },
}

const knight: Shape = {
  outline(g) {
    foot(g, 29)
    g.moveTo(33, 76)
    g.bezierCurveTo(34, 62, 52, 58, 52, 45)
    g.bezierCurveTo(46, 50, 40, 52, 35, 53)
    g.lineTo(28, 59)
    g.bezierCurveTo(20, 60, 15, 53, 18, 47)
    g.bezierCurveTo(23, 38, 28, 33, 32, 26)
    g.lineTo(32, 12)
    g.lineTo(43, 19)
    g.bezierCurveTo(66, 19, 80, 42, 71, 76)
    g.closePath()
  },
  detail(g) {
    line(g, 36, 83, 64, 83)
    g.moveTo(54, 26)
    g.bezierCurveTo(64, 34, 68, 50, 64, 68)
  },
  dots(g) {
    g.beginPath()
    ball(g, 37, 33, 3.4)
    ball(g, 24, 50, 2.2)
    g.fill()
  },
}

const bishop: Shape = {
  outline(g) {
    foot(g, 27)
    polygon(g, 35, 76, 43, 58, 57, 58, 65, 76)
    g.moveTo(50, 20)
    g.bezierCurveTo(72, 36, 70, 52, 60, 60)
    g.lineTo(40, 60)
    g.bezierCurveTo(30, 52, 28, 36, 50, 20)
    g.closePath()
    ball(g, 50, 14, 6)
  },
  detail(g) {
    line(g, 36, 83, 64, 83)
    line(g, 50, 34, 50, 50)
    line(g, 43, 42, 57, 42)
  },
}

const queen: Shape = {
  outline(g) {
    foot(g, 30)
    polygon(g, 33, 76, 20, 30, 35, 46, 39, 22, 50, 44, 61, 22, 65, 46, 80, 30, 67, 76)
    ball(g, 18, 26, 6)
    ball(g, 38, 18, 6)
    ball(g, 62, 18, 6)
    ball(g, 82, 26, 6)
  },
  detail(g) {
    line(g, 36, 83, 64, 83)
    line(g, 37, 66, 63, 66)
  },
}

const king: Shape = {
  outline(g) {
    foot(g, 30)
    polygon(g, 46, 34, 46, 24, 38, 24, 38, 16, 46, 16, 46, 8, 54, 8, 54, 16, 62, 16, 62, 24, 54, 24, 54, 34)
    g.moveTo(34, 76)
    g.bezierCurveTo(14, 60, 16, 34, 36, 35)
    g.bezierCurveTo(43, 35, 48, 39, 50, 45)
    g.bezierCurveTo(52, 39, 57, 35, 64, 35)
    g.bezierCurveTo(84, 34, 86, 60, 66, 76)
    g.closePath()
  },
  detail(g) {
    line(g, 36, 83, 64, 83)
    line(g, 37, 68, 63, 68)
    line(g, 50, 46, 50, 60)
  },
}

const shapes = new Map(Object.entries({ p: pawn, r: rook, n: knight, b: bishop, q: queen, k: king }))
