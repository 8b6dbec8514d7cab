import { resolveConfusablesTransformer, resolveLeetSpeakTransformer } from 'obscenity'
import { spell } from './spelling.ts'

/** Where a term was found, in units of the spelled text; `end` is the first unit after it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The same letter several times in a row. */
interface Run {
  readonly letter: number
  readonly count: number
  readonly start: number
  readonly end: number
}

const { transform: plainLetter } = resolveConfusablesTransformer()
const { transform: withoutLeet } = resolveLeetSpeakTransformer()

/**
 * Finds the streamer's own terms in a spelled text: inside words too, with look-alikes and leetspeak for letters, and
 * with any letter written more often than in the term. Term and text go the same way, so that `b00m` finds `BOOM`.
 *
 * obscenity's own patterns can't do that: a term with a double letter is never found in a text whose doubles it collapses.
 *
 * @throws {RangeError} on a term of fewer than two letters, which would be found in everything
 */
export function createTerms(blocked: readonly string[]): (text: string) => Span[] {
  const terms = blocked.map((term) => {
    const runs = runsOf(spell(term.trim()).text)
    if (runs.reduce((sum, { count }) => sum + count, 0) >= 2) return runs
    throw new RangeError(`filter: the blocked term ${JSON.stringify(term)} must have two letters or more`)
  })
  return (text) => {
    if (terms.length === 0) return []
    const runs = runsOf(text)
    return terms.flatMap((term) => find(term, runs))
  }
}

function find(term: readonly Run[], runs: readonly Run[]): Span[] {
  const spans: Span[] = []
  for (let first = 0; first + term.length <= runs.length; first++) {
    if (
      !term.every(
        ({ letter, count }, i) => runs[first + i]?.letter === letter && (runs[first + i]?.count ?? 0) >= count,
      )
    )
      continue
    spans.push({ start: runs[first]?.start ?? 0, end: runs[first + term.length - 1]?.end ?? 0 })
  }
  return spans
}

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let start = 0
  for (const character of text) {
    const letter = readLetter(character)
    const end = start + character.length
    const last = runs.at(-1)
    if (last?.letter === letter) runs[runs.length - 1] = { ...last, count: last.count + 1, end }
    else runs.push({ letter, count: 1, start, end })
    start = end
  }
  return runs
}

function readLetter(character: string): number {
  const code = character.codePointAt(0) ?? 0
  const plain = plainLetter(code) ?? code
  const letter = String.fromCodePoint(withoutLeet(plain) ?? plain).toLowerCase()
  return letter.codePointAt(0) ?? 0
}
