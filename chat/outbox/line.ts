/** Longest line, in UTF-16 units: Twitch's 500 characters, counted in the way that gives the most. */
export const maxLine = 500

/** Most lines of one reply; the rest is cut off. */
export const maxParts = 3

/** Most names at the head of a line, about a third of it at their longest. */
const maxMentions = 5

const breaking = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu
/** Format characters, but for the joiners and tags that hold an emoji together. */
const format = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * The lines that say `text` to the people named, safe to send as they are: no control character or line break, never a
 * beginning that Twitch (`/`, `.`) or another bot (`!` and the like) would take for a command, each at most 500 UTF-16
 * units, split between words where there are any and always between graphemes. None where there is nothing to say.
 *
 * @param names of letters, digits and underscores; the first five are named, the others counted
 */
export function linesOf(text: string, names: readonly string[]): string[] {
  // What is cut here could never be said: the bound keeps the work small.
  const words = visible(text.slice(0, 2 * maxParts * maxLine))
  if (words === '') return []
  return split(headed(words, names))
}

function headed(words: string, names: readonly string[]): string {
  const mentions = names.slice(0, maxMentions).map((name) => `@${name}`)
  const others = names.length - mentions.length
  if (mentions.length === 0) return '/.!\\$?#~&*+-=<>%^|;:,'.includes(words.charAt(0)) ? `› ${words}` : words
  return others > 0 ? `${mentions.join(' ')} and ${others} more: ${words}` : `${mentions.join(' ')} ${words}`
}

function visible(text: string): string {
  return text.replace(breaking, ' ').replace(format, '').replace(/\s+/g, ' ').trim()
}

function split(text: string): string[] {
  const lines: string[] = []
  let rest = text
  while (rest !== '' && lines.length < maxParts) {
    // A continuation says that it is one, which also keeps it from beginning with a command.
    const head = lines.length === 0 ? '' : '… '
    if (head.length + rest.length <= maxLine) return [...lines, head + rest]
    const isLast = lines.length === maxParts - 1
    const cut = cutAt(rest, maxLine - head.length - (isLast ? 1 : 0))
    if (cut === 0) break
    const said = rest.slice(0, cut).trimEnd()
    lines.push(isLast ? `${head}${said}…` : head + said)
    rest = rest.slice(cut).trimStart()
  }
  return lines
}

/** Where the longest beginning of at most `room` units ends: after a word if that is far enough, else after a grapheme. */
function cutAt(text: string, room: number): number {
  let end = 0
  let afterWord = 0
  for (const { segment, index } of graphemes.segment(text)) {
    if (index + segment.length > room) {
      if (segment === ' ') afterWord = index
      break
    }
    end = index + segment.length
    if (segment === ' ') afterWord = end
  }
  return afterWord > room / 2 ? afterWord : end
}
