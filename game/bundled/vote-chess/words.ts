import { z } from 'zod'

/** What a message says of a move; whatever it leaves open is empty. */
export interface Said {
  /** `p`, `n`, `b`, `r`, `q` or `k`. */
  readonly piece: string
  readonly fromFile: string
  readonly fromRank: string
  /** Square, `f3`. */
  readonly to: string
  readonly promotion: string
  readonly takes: boolean
  /** The kind of piece that is taken. */
  readonly victim: string
  /** `k` or `q`: to which side; `?` where it castles and doesn’t say where. */
  readonly castles: string
}

/** Maps, never plain objects: viewers choose what is looked up in them. */
const pieces = new Map(
  Object.entries({
    ...{ pawn: 'p', pawns: 'p', p: 'p', knight: 'n', horse: 'n', n: 'n', bishop: 'b', rook: 'r', tower: 'r', r: 'r' },
    ...{ queen: 'q', q: 'q', king: 'k', k: 'k' },
  }),
)
const taking = new Set(['takes', 'take', 'captures', 'capture', 'x'])
const castling = new Map(
  Object.entries({ castle: '?', castles: '?', castling: '?', 'o-o': 'k', '0-0': 'k', 'o-o-o': 'q', '0-0-0': 'q' }),
)
const sides = new Map(
  Object.entries({
    ...{ kingside: 'k', 'king-side': 'k', short: 'k', king: 'k' },
    ...{ queenside: 'q', 'queen-side': 'q', long: 'q', queen: 'q' },
  }),
)
const promoting = new Set(['=', 'promote', 'promotes', 'promoting', 'becomes', 'into'])
const fillers = new Set([
  ...['to', 'on', 'at', 'from', 'the', 'and', 'with', 'my', 'our', 'piece', 'side', 'move', 'moves', 'go', 'goes'],
  ...['please', 'check', 'checkmate', 'mate', 'e.p', 'ep', 'en', 'passant'],
])

/** `nf3`, `exd5`, `r1e2`, `e2-e4`, `bxa8=q`; the marks at its end say nothing that we don’t see ourselves. */
const notation = /^([kqrnbp])?([a-h])?([1-8])?([x:-])?([a-h][1-8])=?([qrnb])?(?:e\.p)?[+#!?]*$/
const asFile = /^([kqrnp])?([a-h])?([1-8])?([x:-])?([a-h][1-8])=?([qrnb])?(?:e\.p)?[+#!?]*$/

const nothing: Said = {
  ...{ piece: '', fromFile: '', fromRank: '', to: '', promotion: '', victim: '', castles: '' },
  takes: false,
}

/** How many words of a message are read. */
const maxWords = 8

/**
 * What the words of a message may mean, the likeliest first; empty where they are no move. There are two meanings where a `b` is a
 * bishop or the b-file: chat is read in lower case, which loses what tells `Bxc3` from `bxc3`.
 */
export function meaningsOf(words: readonly string[]): readonly Said[] {
  const bishop = read(words, notation)
  if (bishop === null || !words.some((each) => each.startsWith('b'))) return bishop === null ? [] : [bishop]
  const file = read(words, asFile)
  if (file === null || isSame(file, bishop)) return [bishop]
  // `b2c3` are two squares; `bc4` is how a bishop’s move is written, and no pawn’s.
  return file.fromRank === '' ? [bishop, file] : [file, bishop]
}

function isSame(a: Said, b: Said): boolean {
  return a.piece === b.piece && a.fromFile === b.fromFile && a.fromRank === b.fromRank && a.to === b.to
}

function read(words: readonly string[], pattern: RegExp): Said | null {
  let said: Said | null = nothing
  for (const word of words) {
    said = isCastling(said, word) ?? withWord(said, word, pattern)
    if (said === null) return null
  }
  return said.to !== '' || said.castles !== '' || said.victim !== '' ? said : null
}

/** What annotators write behind a move says nothing of which it is. */
function withoutMarks(word: string): string {
  let end = word.length
  while (end > 0 && '+#!?'.includes(word.charAt(end - 1))) end -= 1
  return word.slice(0, end)
}

/** `castle`, and the side before it or after it. */
function isCastling(said: Said, word: string): Said | null {
  const castles = castling.get(withoutMarks(word))
  if (castles !== undefined) {
    // `king side castle`: until then it looked like the piece that moves.
    const side = said.piece === 'k' || said.piece === 'q' ? said.piece : ''
    return { ...said, piece: side === '' ? said.piece : '', castles: said.castles || side || castles }
  }
  const side = sides.get(word)
  const isSide = side !== undefined && (said.castles !== '' || !pieces.has(word))
  return isSide ? { ...said, castles: side } : null
}

function withWord(said: Said, word: string, pattern: RegExp): Said | null {
  if (taking.has(word)) return { ...said, takes: true }
  if (promoting.has(word) || fillers.has(word)) return said
  const piece = pieces.get(word) ?? (word === 'b' && pattern === notation ? 'b' : undefined)
  if (piece !== undefined) return withPiece(said, piece)
  if (/^[a-h]$/.test(word)) return said.fromFile === '' && said.to === '' ? { ...said, fromFile: word } : null
  const match = pattern.exec(word)
  return match === null ? null : withSquares(said, match)
}

/** The piece that moves; what is taken where it comes after `takes`; and what a pawn becomes where it comes after the square. */
function withPiece(said: Said, piece: string): Said | null {
  if (said.to !== '') return said.promotion === '' ? { ...said, promotion: piece } : null
  if (said.takes) return said.victim === '' ? { ...said, victim: piece } : null
  return said.piece === '' ? { ...said, piece } : null
}

function withSquares(said: Said, match: RegExpExecArray): Said | null {
  const [, piece = '', file = '', rank = '', mark = '', to = '', promotion = ''] = match
  if (said.to !== '') return isSquareAlone(match) && said.fromRank === '' ? withTarget(said, to, promotion) : null
  if (piece !== '' && said.piece !== '') return null
  const [fromFile, fromRank] = [file || said.fromFile, rank || said.fromRank]
  // The shortest move is the pawn’s own: `e4`, `exd5`.
  const isPawn = piece === '' && said.piece === '' && rank === '' && (!said.takes || fromFile !== '')
  return {
    ...{ ...said, fromFile, fromRank, to, promotion },
    piece: piece || said.piece || (isPawn ? 'p' : ''),
    takes: said.takes || mark === 'x' || mark === ':',
  }
}

function isSquareAlone([, piece, file, rank, mark]: RegExpExecArray): boolean {
  return !piece && !file && !rank && !mark
}

/** A second square: the first was where the piece stands. */
function withTarget(said: Said, to: string, promotion: string): Said {
  const [fromFile = '', fromRank = ''] = said.to
  return { ...said, fromFile, fromRank, to, promotion, piece: said.piece === 'p' ? '' : said.piece }
}

const word = z.string().max(12)
const more = word.optional()

/** The arguments of a move: its words as they were typed. */
export const moveArgs = z
  .object({ move: word, two: more, three: more, four: more, five: more, six: more, seven: more, eight: more })
  .refine((args) => meaningsOf(wordsOf(args)).length > 0, 'a move is like e4, Nf3, exd5, e2e4, knight f3 or castle')

/** Without the number that chess books write before a move: `1. e4`, `1.e4`. */
export function wordsOf(args: Readonly<Record<string, unknown>>): readonly string[] {
  const [first = '', ...others] = Object.values(args).filter((each) => typeof each === 'string')
  const move = first.replace(/^[0-9]{1,3}\.+/, '')
  return (move === '' ? others : [move, ...others]).slice(0, maxWords)
}
