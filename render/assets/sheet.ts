import type { ImageSpec, Rect } from '../../game/index.ts'
import type { Fault, Size } from './header.ts'

/** More frames than anybody draws: a grid of single pixels would have millions. */
const maxFrames = 4096

/** The frames of an image, row by row: one for a plain image, the whole cells of the grid for a sheet. */
export function framesOf(spec: ImageSpec, { width, height }: Size): Rect[] | Fault {
  if (typeof spec === 'string') return [{ x: 0, y: 0, width, height }]
  const { frameWidth, frameHeight, margin = 0, spacing = 0 } = spec
  if (!isCount(frameWidth, 1) || !isCount(frameHeight, 1) || !isCount(margin, 0) || !isCount(spacing, 0))
    return { fault: 'has a grid whose sizes are not whole pixels' }
  const columns = Math.floor((width - 2 * margin + spacing) / (frameWidth + spacing))
  const rows = Math.floor((height - 2 * margin + spacing) / (frameHeight + spacing))
  if (columns < 1 || rows < 1)
    return { fault: `is ${width}×${height} pixels: too small for a frame of ${frameWidth}×${frameHeight}` }
  if (columns * rows > maxFrames) return { fault: `has ${columns * rows} frames, and may have at most ${maxFrames}` }
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: margin + (index % columns) * (frameWidth + spacing),
    y: margin + Math.floor(index / columns) * (frameHeight + spacing),
    width: frameWidth,
    height: frameHeight,
  }))
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least
}
