/** Where anything is drawn on a clear ground of `width` pixels, in RGBA: the edges, all within. Infinite where nothing is. */
export function inkOf(pixels: Uint8Array, width: number): { left: number; right: number; top: number; bottom: number } {
  const ink = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (let i = 3; i < pixels.length; i += 4) {
    if (pixels[i] === 0) continue
    const [x, y] = [((i - 3) / 4) % width, Math.floor((i - 3) / 4 / width)]
    ink.left = Math.min(ink.left, x)
    ink.right = Math.max(ink.right, x)
    ink.top = Math.min(ink.top, y)
    ink.bottom = Math.max(ink.bottom, y)
  }
  return ink
}
