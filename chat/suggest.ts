/** Longest word that is compared, and most words of a game that it is compared with: they bound the work. */
const maxUnits = 16
const maxWords = 256

/** The known word that was probably meant, or null. Words of one or two letters are never guessed at. */
export function suggest(typed: string, known: Iterable<string>): string | null {
  if (typed.length < 3 || typed.length > maxUnits) return null
  let best: string | null = null
  let least = typed.length < 6 ? 1 : 2
  let seen = 0
  for (const word of known) {
    if (++seen > maxWords) break
    if (word.length < 3 || word.length > maxUnits || Math.abs(word.length - typed.length) > least) continue
    const distance = nearDistance(typed, word, least)
    if (distance > least || (distance === least && best !== null)) continue
    best = word
    least = distance
  }
  return best
}

/**
 * The edit distance of what lies between the common beginning and the common end; Infinity where it can't be within
 * `limit`, which is seen at once for nearly every word of ordinary talk.
 */
function nearDistance(a: string, b: string, limit: number): number {
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  // One edit leaves at most two swapped letters; with two edits we ask for the right first letter.
  const isFar = limit < 2 ? Math.max(restA.length, restB.length) > 2 : start === 0
  return isFar ? Infinity : editDistance(restA, restB)
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
