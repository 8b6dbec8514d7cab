import type { AlertKind, Context2D, Rect, ShowStatus } from '../../game/index.ts'
import { legible, parseHex, type Rgb } from './legible.ts'
import { colours, okabeIto } from './theme.ts'

/** Kinds differ in shape first; the colours are of Okabe and Ito's palette, for those who see them. */
const fills: Readonly<Record<AlertKind, string>> = {
  info: okabeIto.sky,
  success: okabeIto.green,
  warning: okabeIto.orange,
  error: okabeIto.vermillion,
  sub: okabeIto.purple,
  raid: okabeIto.yellow,
  cheer: okabeIto.blue,
}

/** Of the icon, and of the word on a panel beside it. */
export const alertColours = Object.fromEntries(
  Object.entries(fills).map(([kind, fill]) => [
    kind,
    { fill, word: `rgb(${legible(parseHex(fill) as Rgb).join(', ')})` },
  ]),
) as Readonly<Record<AlertKind, { readonly fill: string; readonly word: string }>>

/** Corners in units of half the side, from the middle. */
type Points = readonly (readonly [number, number])[]

const polygon = (corners: number, turn: number, reach = 1): Points =>
  Array.from({ length: corners }, (_, i) => {
    const angle = ((i + turn) / corners) * 2 * Math.PI - Math.PI / 2
    return [Math.cos(angle) * reach, Math.sin(angle) * reach] as const
  })

const star: Points = polygon(10, 0).map(([x, y], i) => (i % 2 === 0 ? [x, y] : [x * 0.45, y * 0.45]))

/** Filled shapes of the kinds; the others are circles. */
const shapes: Readonly<Partial<Record<AlertKind, readonly Points[]>>> = {
  success: [polygon(4, 0.5, 1.25)],
  warning: [polygon(3, 0, 1.1)],
  error: [polygon(8, 0.5, 1.05)],
  sub: [star],
  raid: [chevron(-0.85), chevron(0.05)],
  cheer: [polygon(4, 0)],
}

function chevron(x: number): Points {
  return [
    [x, -0.9],
    [x + 0.4, -0.9],
    [x + 0.9, 0],
    [x + 0.4, 0.9],
    [x, 0.9],
    [x + 0.5, 0],
  ]
}

/** Lines that are drawn dark upon the shape. */
const marks: Readonly<Partial<Record<AlertKind, readonly Points[]>>> = {
  info: [
    [
      [0, -0.55],
      [0, -0.5],
    ],
    [
      [0, -0.1],
      [0, 0.55],
    ],
  ],
  success: [
    [
      [-0.45, 0.05],
      [-0.12, 0.4],
      [0.48, -0.35],
    ],
  ],
  warning: [
    [
      [0, -0.35],
      [0, 0.1],
    ],
    [
      [0, 0.4],
      [0, 0.42],
    ],
  ],
  error: [
    [
      [-0.38, -0.38],
      [0.38, 0.38],
    ],
    [
      [0.38, -0.38],
      [-0.38, 0.38],
    ],
  ],
}

export function drawAlertIcon(g: Context2D, kind: AlertKind, at: Rect): void {
  g.fillStyle = alertColours[kind].fill
  const filled = shapes[kind]
  if (filled === undefined) fillCircle(g, at)
  else for (const points of filled) fillPoints(g, at, points)
  strokeAll(g, at, marks[kind] ?? [], colours.ink)
}

/** Two bars, an open ring with an arrow, an hourglass, a triangle, a clock; a dot for live. */
export function drawStatusIcon(g: Context2D, status: ShowStatus, at: Rect, colour: string): void {
  g.fillStyle = colour
  if (status === 'overloaded') {
    fillPoints(g, at, polygon(3, 0, 1.1))
    return strokeAll(g, at, marks.warning ?? [], colours.ink)
  }
  if (status === 'paused') {
    fillPoints(g, at, bar(-0.7))
    return fillPoints(g, at, bar(0.2))
  }
  if (status === 'slow') return hourglass.forEach((points) => fillPoints(g, at, points))
  if (status === 'live') return fillCircle(g, at)
  const [x, y] = middleOf(at)
  const radius = at.width * 0.42
  g.strokeStyle = colour
  g.lineWidth = at.width * 0.13
  g.beginPath()
  g.arc(
    x,
    y,
    radius,
    status === 'recovering' ? -0.2 * Math.PI : 0,
    status === 'recovering' ? 1.3 * Math.PI : 2 * Math.PI,
  )
  g.stroke()
  if (status === 'recovering')
    fillPoints(g, at, [
      [0.4, -0.55],
      [1.1, -0.55],
      [0.75, 0.05],
    ])
  else
    strokeAll(
      g,
      at,
      [
        [
          [0, -0.5],
          [0, 0.05],
          [0.4, 0.25],
        ],
      ],
      colour,
    )
}

const hourglass: readonly Points[] = [-1, 1].map((end) => [
  [-0.75, 0.95 * end],
  [0.75, 0.95 * end],
  [0.1, 0],
  [-0.1, 0],
])

function bar(x: number): Points {
  return [
    [x, -0.8],
    [x + 0.5, -0.8],
    [x + 0.5, 0.8],
    [x, 0.8],
  ]
}

/** Shapes that tell teams apart, wide enough for a letter; null is a circle. */
const badges: readonly (Points | null)[] = [
  null,
  polygon(4, 0.5, 1.25),
  polygon(4, 0, 1.1),
  polygon(6, 0, 1.02),
  polygon(5, 0, 1.08),
  polygon(8, 0.5, 1.05),
  polygon(6, 0.5, 1.02),
  polygon(5, 0.5, 1.08),
]

export function drawBadge(g: Context2D, which: number, at: Rect, colour: string): void {
  g.fillStyle = colour
  const points = badges[which % badges.length] ?? null
  if (points === null) fillCircle(g, at)
  else fillPoints(g, at, points)
}

/** A triangle that points to the right: who is first. */
export function drawPointer(g: Context2D, at: Rect, colour: string): void {
  g.fillStyle = colour
  fillPoints(g, at, polygon(3, 0.75, 1))
}

function middleOf({ x, y, width, height }: Rect): [number, number] {
  return [x + width / 2, y + height / 2]
}

function fillCircle(g: Context2D, at: Rect): void {
  const [x, y] = middleOf(at)
  g.beginPath()
  g.arc(x, y, at.width / 2, 0, 2 * Math.PI)
  g.fill()
}

function fillPoints(g: Context2D, at: Rect, points: Points): void {
  trace(g, at, points)
  g.closePath()
  g.fill()
}

function strokeAll(g: Context2D, at: Rect, lines: readonly Points[], colour: string): void {
  g.strokeStyle = colour
  g.lineWidth = Math.max(1.5, at.width * 0.12)
  g.lineCap = 'round'
  g.lineJoin = 'round'
  for (const points of lines) {
    trace(g, at, points)
    g.stroke()
  }
}

function trace(g: Context2D, at: Rect, points: Points): void {
  const [x, y] = middleOf(at)
  g.beginPath()
  for (const [index, [dx, dy]] of points.entries()) {
    const to = [x + (dx * at.width) / 2, y + (dy * at.height) / 2] as const
    if (index === 0) g.moveTo(...to)
    else g.lineTo(...to)
  }
}
