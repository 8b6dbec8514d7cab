/**
 * Marks that the fonts have no glyph for: of the combining marks of Latin, Greek and Cyrillic only those that letters
 * in use are written with (U+0300, 0301, 0303, 0304, 0308, 0309, 0323, 0329) are in Inter. The others would show as boxes
 * upon the letters, and are what zalgo piles up.
 */
const withoutGlyph =
  /[\u0302\u0305-\u0307\u030a-\u0322\u0324-\u0328\u032a-\u036f\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20df\u20e1\u20e2\u20e4-\u20f0]|[\ufe20-\ufe2f]/

const allWithoutGlyph = new RegExp(withoutGlyph, 'g')

/** Letters in the styles of mathematics (𝓐, 𝔅, 𝟙), which people write names with: no font of ours has them, and they read as well in plain. */
const mathematical = /[\u{1d400}-\u{1d7ff}]/u
const allMathematical = new RegExp(mathematical, 'gu')

/** The text with nothing in it that would show as boxes where the plain letter is meant. Mostly the very same string. */
export function drawable(text: string): string {
  const plain = mathematical.test(text) ? text.replace(allMathematical, (letter) => letter.normalize('NFKC')) : text
  // What has a letter of its own, such as ô, keeps its mark by it.
  return withoutGlyph.test(plain) ? plain.normalize('NFC').replace(allWithoutGlyph, '') : plain
}
