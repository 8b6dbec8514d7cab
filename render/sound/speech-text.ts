/** A line that takes longer to say than this many characters is cut at a word. */
const maxCharacters = 240

/** What is beyond is not even looked at. */
const longest = 2000

/** The same letter so often in a row is a shout, or meant to tire whoever listens. */
const maxRepeats = 3

/**
 * What may be spoken of a text: words and the signs that make pauses. Links, control characters, markup and what else a speech
 * program could take for a command become spaces; `aaaaaaa` becomes `aaa`. Empty if nothing is left to say.
 */
export function speakable(text: string): string {
  let clean = ''
  let last = ''
  let repeats = 0
  for (const word of text.slice(0, longest).normalize('NFKC').split(/\s/)) {
    if (clean.length > maxCharacters) break
    for (const character of isLink(word) ? '' : word) {
      repeats = character === last ? repeats + 1 : 1
      last = character
      if (repeats <= maxRepeats) clean += isSpoken(character) ? character : ' '
    }
    clean += ' '
    last = ' '
  }
  const words = clean.split(' ').filter((word) => word !== '')
  return hasSound(words) ? cut(words) : ''
}

const isLink = (word: string) => word.includes('://') || word.toLowerCase().startsWith('www.')
const isSpoken = (character: string) => /[\p{L}\p{M}\p{N}.,!?;:'’%+-]/u.test(character)
const hasSound = (words: readonly string[]) => words.some((word) => /[\p{L}\p{N}]/u.test(word))

function cut(words: readonly string[]): string {
  let line = ''
  for (const word of words) {
    if (line.length + word.length + 1 > maxCharacters) return line === '' ? word.slice(0, maxCharacters) : line
    line += line === '' ? word : ` ${word}`
  }
  return line
}
