/** A text brought to plain letters, and for each UTF-16 unit of it the index in the original that it came from. */
export interface Spelling {
  readonly text: string
  readonly origins: readonly number[]
}

/** What stands on or between letters without being one: accents, strokes, joiners and whatever shows as nothing. */
export const weightless = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u
const letterOrDigit = /^[\p{L}\p{N}]$/u

/** Greek and Cyrillic letters, and the dotless one, that look like an i; obscenity reads them as l. */
const likeI = new Set(['Ι', 'ι', 'І', 'ı'])

/** Compatibility forms resolved (`ｆ`, `𝐟`, `é`), marks and invisible characters gone: what the eye reads, before look-alikes are told apart. */
export function spell(raw: string): Spelling {
  let text = ''
  const origins: number[] = []
  let index = 0
  for (const character of raw) {
    for (const part of likeI.has(character) ? 'i' : character.normalize('NFKD')) {
      if (weightless.test(part)) continue
      text += part
      for (let unit = 0; unit < part.length; unit++) origins.push(index)
    }
    index += character.length
  }
  return { text, origins }
}

/**
 * The same with single letters drawn together where three or more stand apart: `x f.u.n y` → `x fun y`. Null where there are none.
 * Everything else keeps its gaps, or the end of one word and the start of the next would make terms that nobody wrote.
 */
export function drawTogether({ text, origins }: Spelling): Spelling | null {
  const dropped = new Set<number>()
  const { length } = text
  const solid = (at: number): boolean => at >= 0 && at < length && letterOrDigit.test(text.charAt(at))
  const alone = (at: number): boolean => solid(at) && !solid(at - 1) && !solid(at + 1)
  for (let start = 0; start < length; start++) {
    let end = start
    while (alone(end) && alone(end + 2)) end += 2
    if (end - start >= 4) for (let gap = start + 1; gap < end; gap += 2) dropped.add(gap)
    start = end
  }
  if (dropped.size === 0) return null
  const kept = origins.map((_, at) => at).filter((at) => !dropped.has(at))
  return { text: kept.map((at) => text.charAt(at)).join(''), origins: kept.map((at) => origins[at] ?? 0) }
}
