/** The longest message that is read, in UTF-16 units: Twitch's own limit of 500 characters. */
export const maxText = 500

/** The most of a display name that is shown. */
const maxGraphemes = 25
/** The most of a display name that is looked at, in UTF-16 units: marks can make one grapheme endlessly long. */
const maxNameUnits = 200

const printableAscii = /^[\x20-\x7e]*$/

/**
 * What carries no meaning for the parser: emoji, control, format, mark, unassigned and private characters, lone surrogates,
 * and whatever shows as nothing. Default_Ignorable holds the suffixes that chat programs add to dodge Twitch's
 * duplicate filter (U+E0000, U+034F, U+180E, Hangul fillers); U+2800, the blank Braille pattern, is a symbol and is not in it.
 * White space stays for the next step. One character class and no quantifier: nothing to backtrack.
 */
const meaningless =
  /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{M}\p{Default_Ignorable_Code_Point}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u2800\ufffd]|(?!\s)\p{Cc}/gu

/**
 * Brings a message to the form that command words are written in: NFKC, lower case, single spaces, nothing invisible,
 * no full stops or exclamation marks at the end.
 *
 * @returns the cleaned text, at most 500 UTF-16 units and maybe empty; null where the message is too long.
 * The cap holds before normalising, so that a huge message costs nothing, and after, since U+FDFA grows 18 times.
 */
export function cleanText(raw: string): string | null {
  if (raw.length > maxText) return null
  const kind = kindOf(raw)
  if (kind === 'clean') return raw
  if (kind === 'ascii') return tidy(raw.toLowerCase())
  // What follows the dodge of a chat program is nothing; without it most messages are plain again.
  const end = endBeforeDodge(raw)
  if (end < raw.length) return cleanText(raw.slice(0, end))
  const normal = raw.normalize('NFKC')
  if (normal.length > maxText) return null
  // Lower-casing comes before stripping: `İ` becomes an i with a combining dot.
  return tidy(normal.toLowerCase().replace(meaningless, ''))
}

/** One walk over the message tells what most are: clean already, or printable ASCII that needs a little tidying. */
function kindOf(raw: string): 'clean' | 'ascii' | 'other' {
  let isClean = true
  let before = space
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit < space || unit > 0x7e) return 'other'
    if ((unit >= 0x41 && unit <= 0x5a) || (unit === space && before === space)) isClean = false
    before = unit
  }
  return isClean && !isTrailing(before) ? 'clean' : 'ascii'
}

const space = 0x20

/** A blank, `!` or `.`. */
function isTrailing(unit: number): boolean {
  return unit === space || unit === 0x21 || unit === 0x2e
}

/** Where the blanks and invisible characters begin that chat programs put at the end of a repeated message. */
function endBeforeDodge(raw: string): number {
  let end = raw.length
  for (;;) {
    const unit = raw.charCodeAt(end - 1)
    const isTag = (unit & 0xfc00) === 0xdc00 && raw.charCodeAt(end - 2) === 0xdb40
    if (isTag) end -= 2
    else if (unit === space || unit === 0x34f || unit === 0x2800 || unit === 0x200b) end -= 1
    else return end
  }
}

function tidy(text: string): string {
  const line = singleSpaced(text)
  let end = line.length
  // A loop, since /[!. ]+$/ takes quadratic time on `!!!!…a`.
  while (end > 0 && isTrailing(line.charCodeAt(end - 1))) end -= 1
  return line.slice(0, end)
}

const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What may be displayed of a name: no control, format or direction-override characters, at most two marks on a letter,
 * single spaces, at most 25 graphemes of the first 200 UTF-16 units. `somebody` where nothing visible is left.
 */
export function cleanName(raw: string): string {
  const head = raw.slice(0, maxNameUnits)
  if (printableAscii.test(head)) return singleSpaced(head).slice(0, maxGraphemes).trimEnd() || 'somebody'
  const visible = singleSpaced(head.replace(invisible, '')).replace(/(\p{M}{2})\p{M}+/gu, '$1')
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(visible)) return 'somebody'
  return firstGraphemes(visible).trimEnd()
}

/**
 * What may be displayed of a line that somebody wrote freely, as `cleanName` does it with names: of the first 500 UTF-16 units.
 * Empty where nothing visible is left.
 */
export function cleanLine(raw: string): string {
  const line = singleSpaced(singleSpaced(raw.slice(0, maxText)).replace(invisible, ''))
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(line) ? line.replace(/(\p{M}{2})\p{M}+/gu, '$1') : ''
}

function singleSpaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function firstGraphemes(text: string): string {
  let cut = ''
  let count = 0
  for (const { segment } of graphemes.segment(text)) {
    if (count === maxGraphemes) break
    cut += segment
    count += 1
  }
  return cut
}
