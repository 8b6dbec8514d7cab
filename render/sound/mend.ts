/** Counts what a game gave that was no number. */
export interface Mended {
  mended: number
  /** The field of the voice or event that was the first of them: `hz of "tone"`; empty where that is not known. */
  first?: string
}

/** Notes which field of a voice or an event is no number, where none has been noted yet. */
export function noteFirst(counts: Mended, name: string, options: object): void {
  if (counts.first) return
  for (const field in options) {
    const value: unknown = Reflect.get(options, field)
    if (typeof value === 'number' && !Number.isFinite(value)) counts.first = `${field} of ${JSON.stringify(name)}`
  }
}

/** The nearest value in the range; what is not finite becomes the lowest one that is nearest to 0, and is counted. */
export function within(value: number, min: number, max: number, counts: Mended): number {
  if (value >= min && value <= max) return value
  if (Number.isFinite(value)) return value < min ? min : max
  counts.mended += 1
  return min > 0 ? min : max < 0 ? max : 0
}

/** A gain of 0 to 1. What is below −180 dB is 0: nobody hears it, and products of it would be denormal, which cost a hundred times as much. */
export function gainOf(value: number, counts: Mended): number {
  const gain = within(value, 0, 1, counts)
  return gain < 1e-9 ? 0 : gain
}
