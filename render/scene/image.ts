const identities = new WeakMap<CanvasImageSource, number>()
let known = 0

/** A number for each image: another image under the same name is another picture. */
export function identityOf(image: CanvasImageSource): number {
  const identity = identities.get(image) ?? (known += 1)
  identities.set(image, identity)
  return identity
}

/** Of the kinds of image that exist, only a video frame has its size elsewhere; it isn't drawn. */
export function sizeOf(image: CanvasImageSource): { width: number; height: number } {
  const { width, height } = image as { width?: unknown; height?: unknown }
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : { width: 0, height: 0 }
}
