/**
 * True peak by four-fold oversampling, as in ITU-R BS.1770-4, annex 2: the height that the wave reaches between samples.
 * Twelve samples count, weighted by a windowed sinc. The points a quarter before and after the middle mirror each other, so
 * sums and differences of pairs serve both.
 */
const half = 6

/** Samples between the one that comes in and the interval that is measured. */
export const peakDelay = half

/** Kaiser’s window with a small `beta`, 2: of twelve weights it makes the most of the highest frequencies, where peaks hide best. */
function weight(at: number): number {
  const besselI0 = (x: number) => {
    let [sum, term] = [1, 1]
    for (let k = 1; k < 30; k++) sum += term *= (x / 2 / k) ** 2
    return sum
  }
  const share = at / half
  if (Math.abs(share) >= 1) return 0
  const sinc = at === 0 ? 1 : Math.sin(Math.PI * at) / (Math.PI * at)
  return (sinc * besselI0(2 * Math.sqrt(1 - share ** 2))) / besselI0(2)
}

/** For the pairs (0, 1), (−1, 2), … around the interval: the middle, and even and odd part of the quarters. */
const middle = Array.from({ length: half }, (_, j) => weight(0.5 + j))
const even = Array.from({ length: half }, (_, j) => (weight(0.25 + j) + weight(0.75 + j)) / 2)
const odd = Array.from({ length: half }, (_, j) => (weight(0.25 + j) - weight(0.75 + j)) / 2)
const [m0, m1, m2, m3, m4, m5] = middle as [number, number, number, number, number, number]
const [e0, e1, e2, e3, e4, e5] = even as [number, number, number, number, number, number]
const [o0, o1, o2, o3, o4, o5] = odd as [number, number, number, number, number, number]

/** No point between samples can be higher than the highest sample times this. */
export const mostOvershoot = Math.max(
  2 * middle.reduce((sum, w) => sum + Math.abs(w), 0),
  even.reduce((sum, w, j) => sum + Math.abs(w + (odd[j] as number)) + Math.abs(w - (odd[j] as number)), 0),
)

/** The highest of the sample at `i` and the three points between it and the next; six samples are needed after it, five before. */
export function peakAt(x: Float64Array, i: number): number {
  const a0 = x[i] as number
  const b0 = x[i + 1] as number
  const a1 = x[i - 1] as number
  const b1 = x[i + 2] as number
  const a2 = x[i - 2] as number
  const b2 = x[i + 3] as number
  const a3 = x[i - 3] as number
  const b3 = x[i + 4] as number
  const a4 = x[i - 4] as number
  const b4 = x[i + 5] as number
  const a5 = x[i - 5] as number
  const b5 = x[i + 6] as number
  const s0 = a0 + b0
  const s1 = a1 + b1
  const s2 = a2 + b2
  const s3 = a3 + b3
  const s4 = a4 + b4
  const s5 = a5 + b5
  const m = s0 * m0 + s1 * m1 + s2 * m2 + s3 * m3 + s4 * m4 + s5 * m5
  const e = s0 * e0 + s1 * e1 + s2 * e2 + s3 * e3 + s4 * e4 + s5 * e5
  const o = (a0 - b0) * o0 + (a1 - b1) * o1 + (a2 - b2) * o2 + (a3 - b3) * o3 + (a4 - b4) * o4 + (a5 - b5) * o5
  return Math.max(Math.abs(a0), Math.abs(m), Math.abs(e) + Math.abs(o))
}
