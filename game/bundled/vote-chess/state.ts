import { schema, t, type SchemaType } from '@colyseus/schema'
import { startFen } from './side.ts'

export const VoteChess = schema(
  {
    /** The position, in Forsyth–Edwards notation. */
    fen: t.string().default(startFen),
    /** What may be played in it, as `readMoves` reads it. */
    legal: t.string().default(''),
    /** All moves of the game, in algebraic notation. */
    moves: t.array('string'),
    /** The last move as squares, `e2e4`, and the tick in which it was played; empty before the first. */
    last: t.string().default(''),
    lastTick: t.uint32().default(0),
    isCheck: t.boolean().default(false),
    /** `demo` while nobody is there and the engine plays both sides, else `game`. */
    phase: t.string().default('demo'),
    /** The crowd's colour, `w` or `b`; empty where each colour is a team's. */
    crowd: t.string().default('w'),
    /** Since when the side to move has had its turn, and what both used up in their turns before. */
    turnTick: t.uint32().default(0),
    whiteTicks: t.uint32().default(0),
    blackTicks: t.uint32().default(0),
    /** Whose draw offer stands, `w` or `b`; empty where there is none. */
    offer: t.string().default(''),
    /** `1-0`, `0-1` or `1/2-1/2` from the end of a game on, and the words for it. */
    result: t.string().default(''),
    reason: t.string().default(''),
    overTick: t.uint32().default(0),
    /** Games with people that were finished: won by the crowd or team White, by the engine or team Black, and drawn. */
    ours: t.uint16().default(0),
    theirs: t.uint16().default(0),
    draws: t.uint16().default(0),
    /** Turns in a row for which nobody came to vote. */
    missed: t.uint8().default(0),
    /** What the engine's chance in this game is drawn from. */
    seed: t.uint32().default(0),
    /** How the engine last judged the game, in hundredths of a pawn, over 0 where White stands better. */
    balance: t.int16().default(0),
  },
  'VoteChess',
)
export type VoteChess = SchemaType<typeof VoteChess>
