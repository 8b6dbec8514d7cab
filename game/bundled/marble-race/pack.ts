/** Positions in text of 7 bits a character, which every encoding of the state carries as one byte each. */

export interface Packed {
  /** What the camera looks at, in units of the course from its top. */
  readonly camera: number
  readonly count: number
  /** NaN for a marble that is out of the picture. */
  readonly x: Float32Array
  readonly y: Float32Array
  readonly boosts: Uint8Array
}

export interface Unpacked {
  readonly camera: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly boost: Float64Array
  readonly gone: Float64Array
}

/** Where the four characters would begin with this one, a marble is out of the picture, and has no other. */
const goneCode = 127

/** The camera is told in 1/64 of a unit, marbles in 1/4. */
const fine = 64
const coarse = 4
const deepest = 127 * 2 ** 8 - 1

/** Camera: 21 bits. Each marble: 15 bits of y, 12 of x, and whether it is boosted. */
export function pack({ camera, x, y, boost, gone }: Unpacked): string {
  const codes = new Uint8Array(3 + 4 * x.length)
  const at = Math.min(2 ** 21 - 1, Math.max(0, Math.round(camera * fine)))
  codes[0] = at >> 14
  codes[1] = (at >> 7) & 127
  codes[2] = at & 127
  let next = 3
  for (let i = 0; i < x.length; i++) {
    if (gone[i] === 1) {
      codes[next++] = goneCode
      continue
    }
    const down = Math.min(deepest, Math.max(0, Math.round(y[i]! * coarse)))
    const across = Math.min(4095, Math.max(0, Math.round(x[i]! * coarse)))
    codes[next++] = down >> 8
    codes[next++] = (down >> 1) & 127
    codes[next++] = ((down & 1) << 6) | (across >> 6)
    codes[next++] = ((across & 63) << 1) | (boost[i]! > 0 ? 1 : 0)
  }
  return String.fromCharCode(...codes.subarray(0, next))
}

export function unpack(text: string): Packed {
  const code = (at: number) => text.charCodeAt(at)
  const most = Math.max(0, text.length - 3)
  const [x, y, boosts] = [new Float32Array(most), new Float32Array(most), new Uint8Array(most)]
  if (text.length < 3) return { camera: 0, count: 0, x, y, boosts }
  let count = 0
  for (let at = 3; at < text.length; count++) {
    if (code(at) === goneCode) {
      x[count] = y[count] = NaN
      at += 1
      continue
    }
    y[count] = ((code(at) << 8) | (code(at + 1) << 1) | (code(at + 2) >> 6)) / coarse
    x[count] = (((code(at + 2) & 63) << 6) | (code(at + 3) >> 1)) / coarse
    boosts[count] = code(at + 3) & 1
    at += 4
  }
  return { camera: ((code(0) << 14) | (code(1) << 7) | code(2)) / fine, count, x, y, boosts }
}

const latest: { text: string; packed: Packed }[] = []

/** The same as `unpack`, which a picture asks for again and again. */
export function unpacked(text: string): Packed {
  const known = latest.find((each) => each.text === text)
  if (known) return known.packed
  const packed = unpack(text)
  latest.unshift({ text, packed })
  latest.length = Math.min(latest.length, 3)
  return packed
}
