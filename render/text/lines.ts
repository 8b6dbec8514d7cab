import { graphemesOf } from './graphemes.ts'

/** Scripts that are written without spaces, so that a line may end after any word; where words end is for the segmenter to know. */
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** What stays with the word after it; every other mark stays with the word before, as 。and 」do. */
const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** What isn't broken unless it is longer than a line, and whether a space stands before it. */
interface Word {
  readonly text: string
  readonly isApart: boolean
}

/**
 * Breaks a text between words into at most `maxLines` lines, so that all of them fit but maybe the last, which has the rest.
 * A word that is longer than a line is broken between graphemes.
 *
 * @param fits - whether a part of the text has room in one line
 */
export function breakLines(text: string, fits: (part: string) => boolean, maxLines: number): string[] {
  const lines: string[] = ['']
  const add = (part: string, isApart: boolean) => {
    const line = lines.at(-1) as string
    const longer = isApart && line !== '' ? `${line} ${part}` : line + part
    if (line === '' || lines.length === maxLines || fits(longer)) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  for (const word of wordsOf(text)) {
    if (fits(word.text)) add(word.text, word.isApart)
    else for (const [index, part] of graphemesOf(word.text).entries()) add(part, word.isApart && index === 0)
  }
  return lines
}

/** The words of a text that fit into a line, as many as there are, and what is left of it. */
export function splitLine(text: string, fits: (part: string) => boolean): readonly [begin: string, rest: string] {
  const words = wordsOf(text)
  const joined = (part: readonly Word[]) =>
    part.map(({ text: word, isApart }, at) => (isApart && at > 0 ? ` ${word}` : word)).join('')
  let count = 0
  while (count < words.length && fits(joined(words.slice(0, count + 1)))) count += 1
  return [joined(words.slice(0, count)), joined(words.slice(count))]
}

function wordsOf(text: string): Word[] {
  return text.split(' ').flatMap((chunk) => {
    const parts = withoutSpaces.test(chunk) ? partsOf(chunk) : [chunk]
    return parts.map((part, index) => ({ text: part, isApart: index === 0 }))
  })
}

/** The words of a text that has no spaces, each with its punctuation. */
function partsOf(chunk: string): string[] {
  const parts: string[] = []
  let isOpen = false
  for (const { segment, isWordLike } of segmenter.segment(chunk)) {
    const isJoined = isOpen || (isWordLike !== true && !opening.test(segment))
    if (isJoined && parts.length > 0) parts[parts.length - 1] += segment
    else parts.push(segment)
    isOpen = opening.test(segment)
  }
  return parts
}
