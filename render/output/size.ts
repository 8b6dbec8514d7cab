import { RenderError } from '../error.ts'

/** Width and height of a picture in pixels, each even and from 160 to 3840. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What a size must be, to go on after "size is …, and". */
export const sizeRule = 'must be WIDTHxHEIGHT, each even and from 160 to 3840, such as 1280x720'

/** Reads `1280x720`; null for what is no size that can be drawn and encoded. */
export function readSize(text: string): Size | null {
  const [, width, height] = /^([0-9]{3,4})x([0-9]{3,4})$/.exec(text) ?? []
  const size = { width: Number(width), height: Number(height) }
  return [size.width, size.height].every((side) => side >= 160 && side <= 3840 && side % 2 === 0) ? size : null
}

/** @throws RenderError `bad-size`, which begins with whose size it is */
export function parseSize(text: string, whose: string): Size {
  const size = readSize(text)
  if (size !== null) return size
  throw new RenderError('bad-size', `${whose}: size is ${JSON.stringify(text)}, and ${sizeRule}`)
}

export function formatSize({ width, height }: Size): string {
  return `${width}x${height}`
}

/**
 * Takes our parameter off the end of an output URL: `…?size=1080x1920`, or `…&size=1080x1920` behind a query that is part
 * of the stream key. Only the last one is ours, so a key that ends in one of its own is written with ours behind it.
 *
 * @throws RenderError `bad-size`, whose message never repeats what could be a key
 */
export function splitSize(text: string): { readonly url: string; readonly size: Size | null } {
  const [own, value] = /[?&]size=([^?&]*)$/.exec(text) ?? []
  if (own === undefined || value === undefined) return { url: text, size: null }
  const size = readSize(value)
  if (size !== null) return { url: text.slice(0, -own.length), size }
  const mayBeKey = text.includes('://') && !/^[0-9x]{0,12}$/i.test(value)
  const shown = mayBeKey ? 'something else' : JSON.stringify(value)
  throw new RenderError('bad-size', `size at the end of an output is ${shown}, and ${sizeRule}`)
}
