import { toLinear } from '../../server/testing/delta-e.ts'

export { deltaE } from '../../server/testing/delta-e.ts'

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

function fromLinear(value: number): number {
  const part = Math.min(1, Math.max(0, value))
  return 255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055)
}
