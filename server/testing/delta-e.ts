type Colour = readonly number[]

/** How different two colours (`[r, g, b]` of 0 to 255) look: the distance in CIE L*a*b* (1976), where 2.3 is just noticeable. */
export function deltaE(a: Colour, b: Colour): number {
  const [x, y] = [labOf(a), labOf(b)]
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}

function labOf(colour: Colour): [number, number, number] {
  const [r, g, b] = colour.map(toLinear) as [number, number, number]
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** A channel of sRGB, 0 to 255, as its share of light. */
export function toLinear(value: number): number {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** How much two pictures of one size differ for the eye: the mean of all pixels, and the share that differs by more than 20. */
export interface Distance {
  readonly mean: number
  readonly far: number
}

/** @param a RGBA, as is `b`; opacity is not looked at */
export function distance(a: Uint8Array, b: Uint8Array): Distance {
  const [x, y] = [viewOf(a), viewOf(b)]
  const known = new Map<number, number>()
  let sum = 0
  let far = 0
  for (let i = 0; i < a.length; i += 4) {
    const [one, two] = [x.getUint32(i, true) & 0xff_ff_ff, y.getUint32(i, true) & 0xff_ff_ff]
    if (one === two) continue
    const key = one * 2 ** 24 + two
    const difference = known.get(key) ?? deltaE([...a.subarray(i, i + 3)], [...b.subarray(i, i + 3)])
    known.set(key, difference)
    sum += difference
    if (difference > 20) far += 1
  }
  return { mean: sum / (a.length / 4), far: far / (a.length / 4) }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
