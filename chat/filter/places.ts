/**
 * A field of a board or a wall: `fk12`, and a move as chess writes it, `Ngg4`. Its few letters are counted off and nobody's words, though
 * some look like the beginning of one, and with digits read as letters like more.
 */
const place = /(?<![\p{L}\p{N}])(?:[a-z]{1,2}[0-9]{1,3}|[kqrbn]?[a-h]?[1-8]?x?[a-h][1-8])(?![\p{L}\p{N}])/giu

/** The text with blanks in place of fields, so that whatever else stands in it stays where it is. */
export function withoutPlaces(text: string): string {
  return /[0-9]/.test(text) ? text.replace(place, (found) => ' '.repeat(found.length)) : text
}
