/**
 * Power of each frequency from 0 to half the sample rate, in dB below the strongest, by a fast Fourier transform of the first
 * 2^16 samples under a Blackman–Harris window, whose own side lobes are 92 dB down.
 */
export function spectrum(samples: Float32Array | Float64Array): Float64Array {
  const size = 2 ** 16
  const re = Float64Array.from({ length: size }, (_, i) => (samples[i] as number) * blackmanHarris(i / size))
  const im = new Float64Array(size)
  transform(re, im)
  const power = Float64Array.from({ length: size / 2 }, (_, i) => (re[i] as number) ** 2 + (im[i] as number) ** 2)
  const most = power.reduce((max, value) => Math.max(max, value), 0)
  return power.map((value) => 10 * Math.log10(Math.max(value / most, 1e-20)))
}

/** Half the width of a peak under that window, in bins. */
export const peakWidth = 5

const blackmanHarris = (x: number) =>
  0.35875 -
  0.48829 * Math.cos(2 * Math.PI * x) +
  0.14128 * Math.cos(4 * Math.PI * x) -
  0.01168 * Math.cos(6 * Math.PI * x)

/** In place, radix 2. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    for (const part of [re, im]) {
      const kept = part[i] as number
      part[i] = part[j] as number
      part[j] = kept
    }
  }
  for (let width = 2; width <= size; width *= 2)
    for (let from = 0; from < size; from += width)
      for (let k = 0; k < width / 2; k++) butterfly(re, im, from + k, from + k + width / 2, (-2 * Math.PI * k) / width)
}

function butterfly(re: Float64Array, im: Float64Array, a: number, b: number, angle: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [re[b] as number, im[b] as number]
  const [turnedX, turnedY] = [x * cos - y * sin, x * sin + y * cos]
  re[b] = (re[a] as number) - turnedX
  im[b] = (im[a] as number) - turnedY
  re[a] = (re[a] as number) + turnedX
  im[a] = (im[a] as number) + turnedY
}
