/** Where the pieces stand before the first move. */
export const startFen = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1'

export type Colour = 'w' | 'b'

/** Whose move it is in a position. */
export function turnOf(fen: string): Colour {
  return fen.split(' ', 2)[1] === 'b' ? 'b' : 'w'
}

export function otherThan(colour: Colour): Colour {
  return colour === 'w' ? 'b' : 'w'
}

export const colourNames: Readonly<Record<Colour, string>> = { w: 'White', b: 'Black' }

/** The pieces, and whose turn it is. */
export function placeOf(fen: string): string {
  return fen.split(' ', 2).join(' ')
}
