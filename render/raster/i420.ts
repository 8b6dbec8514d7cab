import { readFileSync } from 'node:fs'

/** RGBA bytes converted at a time: small enough for copy, kernel and copy back to meet in the L2 cache. */
const stripBytes = 64 * 1024
const pageBytes = 64 * 1024

/** Bytes of one I420 frame: width·height·3/2; width and height even. */
export function i420Bytes(width: number, height: number): number {
  return (width * height * 3) / 2
}

export interface I420Converter {
  /**
   * Converts one frame.
   *
   * @param rgba - width·height·4 bytes, row by row; alpha is ignored: pictures are opaque.
   * @param into - {@link i420Bytes} bytes, all overwritten: the Y plane, then U, then V, without padding.
   * @throws RangeError naming the length when either array has another size.
   */
  convert(rgba: Uint8Array, into: Uint8Array): void
}

/**
 * A converter from RGBA to planar YUV 4:2:0, BT.709 limited range: Y 16–235, U and V 16–240, black (16, 128, 128) and
 * white (235, 128, 128). Every byte is within 0.51 of the value in real numbers, so rounded to nearest.
 *
 * Chroma is the mean of its 2×2 pixels, "centre" siting. A decoder takes untagged H.264 for "left", half a pixel
 * off; true left siting needs a wider, slower filter that smears the hard edges of flat artwork.
 *
 * Each converter has its own WebAssembly instance of a few pages; the compiled module is shared within a thread.
 *
 * @param width - Pixels, even, 2 to 4096.
 * @param height - Pixels, even, 2 to 4096.
 * @throws RangeError naming the value when a size is odd or outside 2..4096.
 */
export function createI420Converter(width: number, height: number): I420Converter {
  checkSize('width', width)
  checkSize('height', height)
  const strip = createStrip(width, Math.min(height, Math.max(2, 2 * Math.floor(stripBytes / (width * 8)))))
  const uPlane = width * height
  const vPlane = (uPlane * 5) / 4

  return {
    convert(rgba, into) {
      checkLength('RGBA picture', rgba, width * height * 4)
      checkLength('I420 frame', into, i420Bytes(width, height))
      for (let next = 0; next < height; next += strip.rows) {
        // The last strip starts early and repeats some rows, so that all strips are of one size.
        const pixel = Math.min(next, height - strip.rows) * width
        strip.rgba.set(rgba.subarray(pixel * 4, pixel * 4 + strip.rgba.length))
        strip.convert()
        into.set(strip.y, pixel)
        into.set(strip.u, uPlane + pixel / 4)
        into.set(strip.v, vPlane + pixel / 4)
      }
    },
  }
}

/** A kernel with memory for `rows` rows; fill `rgba`, call `convert`, read `y`, `u` and `v`. */
function createStrip(width: number, rows: number) {
  const pixels = width * rows
  const rgba = pageBytes // The first page holds the kernel's weights.
  const at = { rgba, y: rgba + pixels * 4, u: rgba + pixels * 5, v: rgba + pixels * 5.25 }
  const memory = new WebAssembly.Memory({ initial: 1 + Math.ceil((pixels * 5.5) / pageBytes) })
  const convertRows = instantiate(memory)
  return {
    rows,
    rgba: new Uint8Array(memory.buffer, at.rgba, pixels * 4),
    y: new Uint8Array(memory.buffer, at.y, pixels),
    u: new Uint8Array(memory.buffer, at.u, pixels / 4),
    v: new Uint8Array(memory.buffer, at.v, pixels / 4),
    convert: () => convertRows(at.rgba, at.y, at.u, at.v, width, rows),
  }
}

/** The export of `i420.as.ts`: four addresses in the memory, then sizes in pixels. */
type ConvertRows = (rgba: number, y: number, u: number, v: number, width: number, rows: number) => void

let compiled: WebAssembly.Module | undefined

function instantiate(memory: WebAssembly.Memory): ConvertRows {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('i420.wasm', import.meta.url)))
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return exports['convertRows'] as ConvertRows
}

function checkSize(name: string, pixels: number): void {
  if (pixels >= 2 && pixels <= 4096 && pixels % 2 === 0) return
  throw new RangeError(`I420 needs an even ${name} from 2 to 4096 pixels, got ${pixels}`)
}

function checkLength(name: string, bytes: Uint8Array, expected: number): void {
  if (bytes.length === expected) return
  throw new RangeError(`${name} needs ${expected} bytes, got ${bytes.length}`)
}
