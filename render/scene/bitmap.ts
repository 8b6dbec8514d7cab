import type { PictureFrame } from '../../game/index.ts'
import { RenderError } from '../error.ts'
import type { NewSurface, Surface } from './surface.ts'

/** What one picture keeps for its game. */
const maxBitmaps = 8
const maxPixels = 4 * 2 ** 20

/** Makes images of a game's own pixels, each name on a surface of its own. @throws RenderError that says what is too much */
export function createBitmaps(newSurface: NewSurface): PictureFrame['bitmap'] {
  const kept = new Map<string, Surface & { readonly width: number; readonly height: number }>()
  return (name, width, height, rgba) => {
    const wrong = (what: string) => new RenderError('bad-asset', `the bitmap ${JSON.stringify(name)} ${what}`)
    const isSize = (side: number) => Number.isInteger(side) && side > 0
    if (!isSize(width) || !isSize(height) || width * height > maxPixels)
      throw wrong(`is ${width} × ${height}, and may have ${maxPixels} pixels`)
    if (rgba.length !== 4 * width * height)
      throw wrong(`has ${rgba.length} bytes, and ${width} × ${height} pixels have ${4 * width * height}`)
    let surface = kept.get(name)
    if (surface?.width !== width || surface.height !== height) {
      if (surface === undefined && kept.size >= maxBitmaps) throw wrong(`is one too many: there may be ${maxBitmaps}`)
      kept.set(name, (surface = { ...newSurface(width, height), width, height }))
    }
    const { context, canvas } = surface
    const image = context.createImageData(width, height)
    image.data.set(rgba)
    context.putImageData(image, 0, 0)
    return canvas
  }
}
