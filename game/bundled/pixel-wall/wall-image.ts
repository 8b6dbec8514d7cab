import type { Context2D, PictureFrame, Rect } from '../../index.ts'
import { cellsPerWord } from './cells.ts'
import { palette } from './palette.ts'
import type { PixelWall } from './state.ts'

/** The colours of a wall cell by cell, and as pixels. */
export interface WallImage {
  /** Places in the palette. */
  readonly colours: Uint8Array
  /** Lays the wall over a part of the picture, each cell with sharp edges. */
  draw(g: Context2D, frame: PictureFrame, at: Rect): void
}

interface Kept extends WallImage {
  readonly width: number
  readonly height: number
  renew(state: PixelWall): void
}

/**
 * A wall of noise has 35,000 runs of one colour, which would take 20 ms to draw one by one; as an image of a pixel a cell it takes one.
 * The pixels are kept from picture to picture, and only what has another colour is made anew: a memory of what was computed, which
 * changes nothing of what is drawn.
 */
const kept = new WeakMap<PixelWall, Kept>()

export function wallImage(state: PixelWall): WallImage {
  const known = kept.get(state)
  const isSame = known?.width === state.width && known.height === state.height
  const image = isSame ? known : createImage(state.width, state.height)
  if (image !== known) kept.set(state, image)
  image.renew(state)
  return image
}

function createImage(width: number, height: number): Kept {
  const cells = width * height
  const colours = new Uint8Array(cells)
  const words = new Float64Array(Math.ceil(cells / cellsPerWord)).fill(-1)
  const rgba = new Uint8ClampedArray(4 * cells)
  const pixels = new Uint32Array(rgba.buffer)

  const renewWord = (word: number, at: number) => {
    if (words[at] === word) return
    words[at] = word
    for (let i = 0, cell = at * cellsPerWord; i < cellsPerWord && cell < cells; i++, cell++) {
      const colour = (word >>> (4 * i)) & 15
      colours[cell] = colour
      pixels[cell] = pixelOf[colour] as number
    }
  }

  return {
    ...{ width, height, colours },
    // All of them, since a show that is put back to an earlier moment may count other changes by the same numbers.
    renew: (state) => state.words.forEach(renewWord),
    draw(g, frame, at) {
      g.imageSmoothingEnabled = false
      g.drawImage(frame.bitmap('wall', width, height, rgba), at.x, at.y, at.width, at.height)
    },
  }
}

/** The palette as the bytes of pixels lie in memory, whatever the order of a machine’s bytes. */
const pixelOf = new Uint32Array(Uint8Array.from(palette.flatMap(({ hex }) => bytesOf(hex))).buffer)

function bytesOf(hex: string): number[] {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  return [red, green, blue, 255]
}
