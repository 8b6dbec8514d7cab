/**
 * Waves as tables, one for each number of overtones, so that none lies above half the sample rate. Reading a table costs the same for
 * each wave, and folds nothing back; the corrections at edges (PolyBLEP) that are usual would leave −30 dB of it at 2 kHz.
 */

/** Entries of a table that hold one period; one more repeats the first. */
const tableBits = 12
const tableSize = 2 ** tableBits

/** A phase is a whole number of 32 bits that wraps at one period: the table's index, and the place between two entries. */
export const phaseShift = 32 - tableBits
export const placeMask = 2 ** phaseShift - 1
export const placeScale = 2 ** -phaseShift
/** Phase steps in one period. */
export const period = 2 ** 32

/** Overtones above this are 38 dB below the lowest one, and from 45 Hz on inaudible. */
const mostHarmonics = 512

/** The share of the sample rate that a harmonic may reach. */
const highest = 0.45

export type TableWave = 'sine' | 'triangle' | 'saw' | 'square'

const sine = Float64Array.from({ length: tableSize }, (_, i) => Math.sin((2 * Math.PI * i) / tableSize))

/** Numbers of harmonics that have a table: each about a quarter more than the one before. */
const sizes: readonly number[] = harmonicSizes()

function harmonicSizes(): number[] {
  const list = [1]
  for (let most = 1; most < mostHarmonics; list.push(most)) most = Math.min(mostHarmonics, Math.ceil(most * 1.26))
  return list
}

/** Index into `sizes` of the largest table with at most so many harmonics. */
const levelOf = Uint8Array.from({ length: mostHarmonics + 1 }, (_, most) =>
  Math.max(
    0,
    sizes.findLastIndex((size) => size <= most),
  ),
)

/** Amplitude of harmonic `k` from 1, in sines of rising phase, for a wave of peak 1. */
const amplitudes: Readonly<Record<TableWave, (k: number) => number>> = {
  sine: (k) => (k === 1 ? 1 : 0),
  triangle: (k) => (k % 2 === 0 ? 0 : (k % 4 === 1 ? 8 : -8) / (Math.PI * k) / (Math.PI * k)),
  saw: (k) => (k % 2 === 0 ? -2 : 2) / Math.PI / k,
  square: (k) => (k % 2 === 0 ? 0 : 4 / Math.PI / k),
}

/** Each table adds some harmonics to the one before, so that all of a wave's take 3 ms together. */
function build(wave: TableWave): Float32Array[] {
  const sum = new Float64Array(tableSize)
  let k = 1
  return (wave === 'sine' ? [1] : sizes).map((size) => {
    for (; k <= size; k++) {
      const amplitude = amplitudes[wave](k)
      if (amplitude === 0) continue
      for (let i = 0; i < tableSize; i++)
        sum[i] = (sum[i] as number) + amplitude * (sine[(i * k) & (tableSize - 1)] as number)
    }
    const table = new Float32Array(tableSize + 1)
    table.set(sum)
    table[tableSize] = sum[0] as number
    return table
  })
}

const tables: Readonly<Record<TableWave, readonly Float32Array[]>> = {
  sine: build('sine'),
  triangle: build('triangle'),
  saw: build('saw'),
  square: build('square'),
}

/** The table of a wave at a pitch of `hz`: with every harmonic that fits, and no other. */
export function tableOf(wave: TableWave, hz: number, sampleRate: number): Float32Array {
  const fitting = Math.min(mostHarmonics, Math.floor((highest * sampleRate) / Math.max(hz, 1)))
  const level = wave === 'sine' ? 0 : (levelOf[fitting] as number)
  return tables[wave][level] as Float32Array
}
