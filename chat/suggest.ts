/** Longest word that is compared, and most words of a game that it is compared with: they bound the work. */
const maxUnits = 16
const maxWords = 256

/** The known word that was probably meant, as it is shown, or null. Words of one or two letters are never guessed at. */
export type Suggest = (typed: string) => string | null

/** `known` has each word with how it is shown: `help` as `!help`. Of equally near words, the first is taken. */
export function createSuggest(known: Iterable<readonly [word: string, shown: string]>): Suggest {
  const words = Array.from(known)
    .filter(([word]) => word.length >= 3 && word.length <= maxUnits)
    .slice(0, maxWords)
  return (typed) => (typed.length < 3 || typed.length > maxUnits ? null : nearest(words, typed))
}

function nearest(words: readonly (readonly [string, string])[], typed: string): string | null {
  let best: string | null = null
  let least = typed.length < 6 ? 1 : 2
  for (const [word, shown] of words) {
    if (Math.abs(word.length - typed.length) > least) continue
    const distance = nearDistance(typed, word, least)
    if (distance > least || (distance === least && best !== null)) continue
    best = shown
    least = distance
  }
  return best
}

/**
 * The edit distance of what lies between the common beginning and the common end; Infinity where it can't be within
 * `limit`, which is seen at once for nearly every word of ordinary talk.
 */
function nearDistance(a: string, b: string, limit: number): number {
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  // With two edits we ask for the right first letter.
  if (limit > 1 && start === 0) return Infinity
  let end = 0
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1
  // One edit leaves at most two swapped letters.
  if (limit < 2 && Math.max(a.length, b.length) - start - end > 2) return Infinity
  return editDistance(a.slice(start, a.length - end), b.slice(start, b.length - end))
}

/**
 * Letters to insert, delete, replace or swap with a neighbour (optimal string alignment).
 * Takes time in the product of the lengths, which the caller bounds.
 */
function editDistance(a: string, b: string): number {
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(old, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(older, j - 2) + 1 : Infinity
      row.push(Math.min(at(old, j) + 1, at(row, j - 1) + 1, replaced, swapped))
    }
    older = old
    old = row
  }
  return at(old, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
