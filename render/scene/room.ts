import type { LayerName, Rect } from '../../game/index.ts'
import type { Layout } from './layout.ts'

/** Pixels around a layer's rectangle into which round edges may reach. */
const slack = 2

/** Where a layer draws, in whole pixels: its own place, or all of the picture. */
export function roomOf(
  name: LayerName,
  layout: Layout,
  { width: wide, height: high }: { readonly width: number; readonly height: number },
): Rect {
  if (name === 'background' || name === 'game' || name === 'slate') return { x: 0, y: 0, width: wide, height: high }
  const { x, y, width, height } = layout[name]
  // An alert comes from above its place.
  const above = name === 'alerts' ? height / 2 : 0
  const [left, top] = [Math.floor(x) - slack, Math.floor(y - above) - slack]
  return { x: left, y: top, width: Math.ceil(x + width) + slack - left, height: Math.ceil(y + height) + slack - top }
}

/** Whether two rectangles have a pixel in common. */
export function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
