/** Letters written from right to left (Hebrew, Arabic, Syriac, Thaana, N’Ko and their kin), by the blocks that Unicode keeps for them. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Controls that turn what comes after them. */
const turning = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g
/** Breaks end a paragraph, and with it whatever should have been kept apart. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]/g

const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/**
 * A text as it may stand beside others in one line: a name from right to left keeps its own order and moves nothing
 * around it (UAX #9, 2.4). Controls in it that would turn its surroundings are taken out. As wide as the text itself.
 */
export function isolate(text: string): string {
  const plain = text.replace(turning, '').replace(breaks, ' ')
  return rightToLeft.test(plain) ? `${firstStrongIsolate}${plain}${popIsolate}` : plain
}
