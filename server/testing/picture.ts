import { readPng, type Pixels } from '../../render/index.ts'
import { distance } from './delta-e.ts'
import { matchGolden } from './golden-file.ts'

/** What the viewers see at a moment. */
export interface Picture extends Pixels {
  /** The same as a PNG file. */
  readonly png: Uint8Array
  /** Red, green and blue of a pixel, 0 to 255, from the upper left. @throws RangeError outside the picture */
  pixel(x: number, y: number): readonly [number, number, number]
  /**
   * Compares with a PNG file that somebody has looked at: what an eye would not notice is let pass. The environment variable
   * `CHATARCADE_GOLDEN` writes it: `new` where it is missing, `all` in any case.
   *
   * @param file from the working directory, or a `file:` URL such as `new URL('start.png', import.meta.url)`
   * @throws Error where they differ, with the new one beside it as `NAME.actual.png`
   */
  shouldMatch(file: string | URL): Promise<void>
}

/** Another processor draws edges a little differently; a word that changed is many times as much. */
const tolerated = { mean: 0.3, far: 0.001 }

/** @param pixels with the PNG that they make */
export function createPicture(pixels: Pixels & { readonly png: Uint8Array }): Picture {
  const { width, height, rgba, png } = pixels
  return {
    ...pixels,
    pixel(x, y) {
      if (!(Number.isInteger(x) && Number.isInteger(y) && x >= 0 && x < width && y >= 0 && y < height))
        throw new RangeError(`there is no pixel ${x}, ${y} in a picture of ${width} × ${height}`)
      const at = 4 * (y * width + x)
      return [...rgba.subarray(at, at + 3)] as unknown as readonly [number, number, number]
    },
    shouldMatch: (file) =>
      matchGolden(file, {
        ...{ kind: 'picture', bytes: png },
        async compare(golden) {
          const was = await readPng(golden)
          if (was.width !== width || was.height !== height)
            return `it is ${width} × ${height}, and was ${was.width} × ${was.height}`
          const { mean, far } = distance(rgba, was.rgba)
          if (mean <= tolerated.mean && far <= tolerated.far) return null
          return `${(100 * far).toFixed(2)} % of the pixels look different, and all by ${mean.toFixed(2)} ΔE on the average`
        },
      }),
  }
}
