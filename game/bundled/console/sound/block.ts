import { createSymbolWriter, symbolAt, symbols, wideAt } from '../symbols.ts'

/** Samples of a tick: at 60 ticks a second that is 24 kHz, more than the console's own circuits let through well. */
export const blockSamples = 400

/** Ticks of sound in the state: who draws eight frames a second still misses none. */
export const keptBlocks = 8

/** A quarter of a block has a middle and a step of its own: so what is quiet is as clear as what is loud. */
const quarters = 4
const quarterSamples = blockSamples / quarters

/** Steps between neighbouring values, from finer than 16 bits on, each an eighth more. The first is silence. */
const steps = new Float64Array(symbols)
steps[1] = 1 / 65_536
for (let i = 2; i < symbols; i++) steps[i] = (steps[i - 1] as number) * 1.125

/** The middle of a quarter is one of so many values between −2 and 2. */
const middles = symbols * symbols
const middleStep = 4 / (middles - 1)

const writer = createSymbolWriter(quarters * (3 + quarterSamples))

/** A tick of sound as text. @param samples `blockSamples` of them, −2 to 2 */
export function writeBlock(samples: Float64Array): string {
  for (let from = 0; from < blockSamples; from += quarterSamples) {
    let [low, high] = [samples[from] as number, samples[from] as number]
    for (let i = from + 1; i < from + quarterSamples; i++) {
      low = Math.min(low, samples[i] as number)
      high = Math.max(high, samples[i] as number)
    }
    const middle = Math.min(middles - 1, Math.max(0, Math.round(((low + high) / 2 + 2) / middleStep)))
    const centre = middle * middleStep - 2
    const reach = 2 * Math.max(high - centre, centre - low)
    let step = 0
    // Rounding the middle must not make a silent quarter hiss.
    if (high - low > (steps[1] as number))
      while (step < symbols - 1 && (steps[step] as number) * (symbols - 1) < reach) step++
    writer.putWide(middle)
    writer.put(step)
    if (step === 0) continue
    const size = steps[step] as number
    for (let i = from; i < from + quarterSamples; i++) {
      const value = Math.round(((samples[i] as number) - centre) / size + (symbols - 1) / 2)
      writer.put(Math.min(symbols - 1, Math.max(0, value)))
    }
  }
  return writer.take()
}

/** The samples of such a text; silence where it ends too early. */
export function readBlock(text: string): Float32Array {
  const samples = new Float32Array(blockSamples)
  let place = 0
  for (let from = 0; from < blockSamples; from += quarterSamples) {
    if (place >= text.length) break
    const centre = wideAt(text, place) * middleStep - 2
    const step = symbolAt(text, place + 2)
    place += 3
    const size = steps[step] ?? 0
    for (let i = from; i < from + quarterSamples; i++)
      samples[i] = step === 0 ? centre : centre + (symbolAt(text, place++) - (symbols - 1) / 2) * size
  }
  return samples
}
