import { createCanvas } from '@napi-rs/canvas'

/** Small JPEGs of a picture as it goes out, while somebody wants them. */
export interface Stills {
  /** Whether any are made; none are to begin with, and then they cost nothing. */
  setOn(isOn: boolean): void
  /** Shows a picture as I420, which may be gone after the call. Most are let pass. */
  look(picture: Uint8Array): void
}

/** Widest still in pixels, shortest time between two in ms, and quality of JPEG, 0 to 100. */
const maxWidth = 640
const intervalMs = 200
const quality = 75

/**
 * @param made gets each JPEG, which is encoded off the thread
 * @param warn is told of the first still that can't be made, and of no other: the show goes on without
 */
export function createStills(
  width: number,
  height: number,
  made: (jpeg: Uint8Array) => void,
  warn: (line: string) => void,
): Stills {
  let isOn = false
  let isBusy = false
  let hasWarned = false
  let nextAt = 0
  let film: ReturnType<typeof createFilm> | null = null
  const shrink = createShrinker(width, height)

  const take = async (picture: Uint8Array) => {
    isBusy = true
    try {
      film ??= createFilm(shrink)
      const { canvas, context, image } = film
      shrink.read(picture, image.data)
      context.putImageData(image, 0, 0)
      const jpeg = await canvas.encode('jpeg', quality)
      if (isOn) made(new Uint8Array(jpeg))
    } catch (error) {
      if (!hasWarned) warn(`a still of the picture can’t be made: ${String(error)}`)
      hasWarned = true
    } finally {
      isBusy = false
    }
  }
  return {
    setOn(wanted) {
      isOn = wanted
      if (!isOn) film = null
    },
    look(picture) {
      const now = performance.now()
      if (!isOn || isBusy || now < nextAt) return
      // A grid of times, so that frames which don't divide it give the full rate in the long run.
      nextAt = Math.max(nextAt + intervalMs, now + intervalMs / 2)
      void take(picture)
    },
  }
}

function createFilm({ width, height }: Pick<Shrinker, 'width' | 'height'>) {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  return { canvas, context, image: context.createImageData(width, height) }
}

/** Makes a smaller picture in RGBA: each pixel is the mean of the corners of a square of the large one. */
interface Shrinker {
  readonly width: number
  readonly height: number
  read(picture: Uint8Array, rgba: Uint8ClampedArray): void
}

function createShrinker(width: number, height: number): Shrinker {
  const step = Math.ceil(width / maxWidth)
  const [wide, high] = [Math.floor(width / step), Math.floor(height / step)]
  const across = step - 1
  const down = across * width
  const blueAt = width * height
  const redAt = blueAt + blueAt / 4
  return {
    width: wide,
    height: high,
    /** In whole numbers of 1/1024, since this stands between two frames. BT.709, limited range (ITU-R BT.709-6, sections 3 and 4). */
    read(picture, rgba) {
      let to = 0
      for (let row = 0; row < high; row++) {
        let at = row * step * width
        const chromaRow = ((row * step) >> 1) * (width >> 1)
        for (let column = 0; column < wide; column++) {
          const corners =
            byte(picture, at) +
            byte(picture, at + across) +
            byte(picture, at + down) +
            byte(picture, at + down + across)
          const chroma = chromaRow + ((column * step) >> 1)
          const blue = byte(picture, blueAt + chroma) - 128
          const red = byte(picture, redAt + chroma) - 128
          const light = (corners - 64) * 298
          rgba[to] = (light + 1836 * red) >> 10
          rgba[to + 1] = (light - 218 * blue - 546 * red) >> 10
          rgba[to + 2] = (light + 2163 * blue) >> 10
          rgba[to + 3] = 255
          at += step
          to += 4
        }
      }
    },
  }
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number
}
