/** A piece of a compact form: the command's word, fixed text, or an argument of `digits` digits (null: a run of 1 to 9). */
export type CompactPart =
  | { readonly type: 'word' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'argument'; readonly key: string; readonly digits: number | null }

/**
 * Takes a compact form to pieces: `{word}.{strength:1}` is the word, a full stop and an argument of one digit.
 *
 * @returns null where braces don't match or a piece is none of the three
 */
export function compactParts(compact: string): readonly CompactPart[] | null {
  // Between braces lies every second piece.
  const pieces = compact.split(/[{}]/)
  if (pieces.map((piece, index) => (index % 2 === 1 ? `{${piece}}` : piece)).join('') !== compact) return null
  const parts = pieces.flatMap((piece, index) => (index % 2 === 1 ? [placeholder(piece)] : textPart(piece)))
  return parts.every((part) => part !== null) ? parts : null
}

function textPart(text: string): CompactPart[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

function placeholder(piece: string): CompactPart | null {
  if (piece === 'word') return { type: 'word' }
  const [key = '', digits, ...more] = piece.split(':')
  if (key === '' || more.length > 0) return null
  if (digits === undefined) return { type: 'argument', key, digits: null }
  return /^[1-9]$/.test(digits) ? { type: 'argument', key, digits: Number(digits) } : null
}
