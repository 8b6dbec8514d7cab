type Colour = readonly number[]
type Matrix = readonly (readonly [number, number, number])[]

/**
 * What is left of a colour without one kind of cone: matrices for linear RGB at full severity of Machado, Oliveira and
 * Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15, 2009).
 */
export const visions: readonly (readonly [name: string, matrix: Matrix])[] = [
  [
    'trichromats',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'protanopes',
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    'deuteranopes',
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    'tritanopes',
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
]

/** `[r, g, b]` of 0 to 255 as somebody sees it. */
export function seenBy(colour: Colour, matrix: Matrix): number[] {
  const [r, g, b] = colour.map(toLinear) as [number, number, number]
  return matrix.map(([x, y, z]) => fromLinear(x * r + y * g + z * b))
}

/** How different two colours look: the distance in CIE L*a*b* (1976), where 2.3 is just noticeable. */
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

function toLinear(value: number): number {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function fromLinear(value: number): number {
  const part = Math.min(1, Math.max(0, value))
  return 255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055)
}
