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

/**
 * Raises `peaks` to the highest of each of `count` samples from `first` on and the three points between it and the next, where that is
 * higher than `limit`. Six samples are needed after the last, five before the first. Each is read once and handed on, since this is
 * where most of a limiter's time goes.
 */
export function raisePeaks(x: Float64Array, first: number, count: number, limit: number, peaks: Float64Array): void {
  let a5 = 0
  let a4 = x[first - 5] as number
  let a3 = x[first - 4] as number
  let a2 = x[first - 3] as number
  let a1 = x[first - 2] as number
  let a0 = x[first - 1] as number
  let b0 = x[first] as number
  let b1 = x[first + 1] as number
  let b2 = x[first + 2] as number
  let b3 = x[first + 3] as number
  let b4 = x[first + 4] as number
  let b5 = x[first + 5] as number
  for (let i = 0; i < count; i++) {
    a5 = a4
    a4 = a3
    a3 = a2
    a2 = a1
    a1 = a0
    a0 = b0
    b0 = b1
    b1 = b2
    b2 = b3
    b3 = b4
    b4 = b5
    b5 = x[first + i + 6] as number
    const m = (a0 + b0) * m0 + (a1 + b1) * m1 + (a2 + b2) * m2 + (a3 + b3) * m3 + (a4 + b4) * m4 + (a5 + b5) * m5
    const e = (a0 + b0) * e0 + (a1 + b1) * e1 + (a2 + b2) * e2 + (a3 + b3) * e3 + (a4 + b4) * e4 + (a5 + b5) * e5
    const o = (a0 - b0) * o0 + (a1 - b1) * o1 + (a2 - b2) * o2 + (a3 - b3) * o3 + (a4 - b4) * o4 + (a5 - b5) * o5
    const sample = Math.abs(a0)
    const midway = Math.abs(m)
    const quarter = Math.abs(e) + Math.abs(o)
    // A processor guesses this right most of the time; which of them is the highest it does not.
    if (sample > limit || midway > limit || quarter > limit)
      peaks[i] = Math.max(peaks[i] as number, sample, midway, quarter)
  }
}
