import { commonWords, placeWords } from './common-words.ts'

/** In code points, as a person counts. NIST SP 800-63B asks for 8 with a second factor and 15 without; the first is ours to ask for. */
export const leastCharacters = 12

/** More is no safer, and every one costs time to hash. */
export const mostCharacters = 128

/** What has to be left of a password when all that is easily guessed is taken out. */
const leastUnguessable = 4

/**
 * Why a password is refused; null for a good one. No kind of character is asked for, since that only makes people write `Password1!`.
 *
 * @param context names that somebody would try for this very account
 */
export function weaknessOf(password: string, context: readonly string[] = []): string | null {
  const { length } = Array.from(password)
  if (length < leastCharacters)
    return `The password has ${length} characters and needs ${leastCharacters} or more; three or four words make a good one.`
  if (length > mostCharacters) return `The password has ${length} characters, and may have ${mostCharacters} at most.`
  if (Array.from(strip(password, context)).length < leastUnguessable)
    return 'The password is one of those that are tried first: known words, names of this place, rows of keys or digits. Take three or four words that don’t belong together.'
  return null
}

/** Signs that stand for letters in passwords that are no secret. */
const lookalikes = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }),
)

/** What is left when known words are taken out, in whatever disguise, and with them what people put around a word. */
function strip(password: string, context: readonly string[]): string {
  const typed = Array.from(password.toLowerCase())
  const meant = typed.map((sign) => lookalikes.get(sign) ?? sign)
  const words = [...commonWords, ...placeWords, ...context.map((word) => word.toLowerCase())]
  const known = typed.map(() => false)
  for (const word of words.filter(({ length }) => length >= 3))
    for (const text of [typed, meant]) mark(known, text, word)
  markRuns(known, typed)
  return distinct(typed.filter((_sign, at) => known[at] === false).join(''))
}

/** Marks each place of a word, also where two words share a letter. */
function mark(known: boolean[], text: readonly string[], word: string): void {
  const signs = Array.from(word)
  for (let at = 0; at + signs.length <= text.length; at++)
    if (signs.every((sign, index) => text[at + index] === sign)) known.fill(true, at, at + signs.length)
}

/** Marks three or more that are the same, or go up or down one by one, as `789` and `aaa`. */
function markRuns(known: boolean[], text: readonly string[]): void {
  const stepAt = (at: number) => (text[at + 1]?.codePointAt(0) ?? Number.NaN) - (text[at]?.codePointAt(0) ?? Number.NaN)
  for (let at = 0; at + 2 < text.length; at++)
    if (Math.abs(stepAt(at)) <= 1 && stepAt(at) === stepAt(at + 1)) known.fill(true, at, at + 3)
}

/** Digits and signs are what people put around a word; a letter that comes again tells nothing new. */
function distinct(rest: string): string {
  const letters = rest.replaceAll(/[\d\s\p{P}\p{S}]/gu, '')
  const signs = new Set(rest.replaceAll(/\s|\p{L}/gu, ''))
  // Nine different digits and signs are no date any more.
  return [...new Set(letters), ...(signs.size > 8 ? signs : [])].join('')
}
