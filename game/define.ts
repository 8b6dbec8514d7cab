import type { Schema } from '@colyseus/schema'
import type { z } from 'zod'
import type { GameAssets, GameImage } from './assets.ts'
import { checkCommands } from './check-commands.ts'
import type { Command, CombineSpec, CommandSpecs, Decision } from './command.ts'
import { teams } from './input-modes.ts'
import type { InputSpec } from './input.ts'
import type { Random } from './random.ts'
import type { AlertKind, VoteOption } from './show.ts'
import type { SoundFrame, Synth } from './sound.ts'

/** What `step` may know besides the state: never a clock, because a clock can't be journaled. */
export interface StepContext {
  /** Number of this tick, from 1. */
  readonly tick: number
  readonly tickRate: number
  readonly random: Random
  /**
   * Tells everybody something over the title, for five seconds, as soon as its turn comes: `success` what the crowd has brought about,
   * `warning` what it had better do something about, `error` what went wrong, `info` anything else. Of a tick the first four are told,
   * and of each 120 UTF-16 units.
   */
  readonly alert: (kind: GameAlert['kind'], text: string) => void
  /** What the streamer set, by the game's own `settings`; empty where it has none. */
  readonly settings: GameSettings
  /**
   * Gives a viewer points of the all-time leader board, which outlasts the show: 1 to 1,000,000 of them, to a `decision.player` under
   * their `decision.by`. Of a tick the first thousand count.
   */
  readonly award: (player: string, name: string, points: number) => void
  /** Tells that a game is over, and how it ended, in a sentence: the log and other programs are told. What is to be seen of it is the game's to draw. */
  readonly over: (text: string) => void
}

/** Values of a game's `settings`, by their keys: numbers, texts and choices; of a file its bytes. */
export type GameSettings = Readonly<Record<string, unknown>>

/** A place on the all-time leader board of a game. */
export interface Standing {
  readonly player: string
  readonly name: string
  readonly points: number
}

/** What a game may know before its first tick. */
export interface SetupContext {
  readonly settings: GameSettings
  /** The all-time leader board as this show found it, the best first; at most a hundred. */
  readonly standings: readonly Standing[]
  readonly random: Random
}

/** What a game tells everybody. Subscriptions, raids and cheers are the platform's to tell. */
export interface GameAlert {
  readonly kind: Exclude<AlertKind, 'sub' | 'raid' | 'cheer'>
  readonly text: string
}

/** Who typed a command: a stable id (`twitch:1234`), and the team whose ballot it would be on; null where there are none. */
export interface Typist {
  readonly player: string
  readonly team: string | null
}

/**
 * What a game makes of a command that is typed at this moment. `refuse`: why nothing can come of it, said to who typed it; of it 120 UTF-16 units.
 * `label`: what it is called on the ballot, so that whatever has the same label is one choice, however it was typed; `args` in place of
 * those that were read.
 */
export type Judgement = { readonly refuse: string } | { readonly label: string; readonly args?: Command['args'] }

/** Pixels; `x` and `y` are the upper left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A choice of the open vote: its share is `votes` of `ofVotes`, and `team` is empty where there are none. */
export type Ballot = Readonly<Pick<InstanceType<typeof VoteOption>, 'label' | 'votes' | 'ofVotes' | 'team'>>

/** A moment of the picture. The same state and the same frame always draw the same pixels. */
export interface PictureFrame {
  /** Frame number from 0, and its time in the show: `number / fps` seconds. */
  readonly number: number
  readonly seconds: number
  /** Tick of the state that is drawn, and where the frame lies after it, in ticks (0 to 1). */
  readonly tick: number
  readonly tickRate: number
  /** The picture to fill, in pixels. */
  readonly width: number
  readonly height: number
  /** The part that nothing of the show covers: what must be seen belongs here. */
  readonly clear: Rect
  /** The choices of the open vote as the picture shows them, leaders first, at most twelve: a board may draw them as arrows. */
  readonly ballots: readonly Ballot[]
  /** One of the game's own `images`, by name. Throws for a name that it hasn't declared. */
  image(name: string): GameImage
  /**
   * An image of the game's own pixels, to be drawn with `g.drawImage`: 4 bytes each, red, green, blue and opacity, row by row from
   * the upper left. It costs a copy of them, so it is worth its while where there are too many for `g.fillRect`. Up to 8 names, each
   * of one size at a time, up to 4 megapixels; what was drawn before under a name keeps its pixels.
   *
   * @example
   * g.imageSmoothingEnabled = false
   * g.drawImage(frame.bitmap('board', 256, 144, rgba), 0, 0, 1280, 720)
   */
  bitmap(name: string, width: number, height: number, rgba: Uint8ClampedArray<ArrayBuffer>): CanvasImageSource
}

/** A picture's size in pixels, and that of its smallest text. */
export interface PictureSize {
  readonly width: number
  readonly height: number
  readonly text: number
}

/** The layers that a game may place; the others fill the picture. */
export const placedLayers = ['title', 'vote', 'leaders', 'feed', 'help', 'alerts', 'status', 'branding'] as const
/** One of `placedLayers`. */
export type PlacedLayer = (typeof placedLayers)[number]

/** Where layers stand, and the part of the picture that they leave clear. */
export type Places = Readonly<Record<PlacedLayer | 'clear', Rect>>

/** A 2-D context as both `@napi-rs/canvas` and the browser have it. */
export type Context2D = CanvasRenderingContext2D

/** State, commands and step: all that the server needs to run the game. */
export interface GameRules<State extends Schema = Schema> {
  /** Lower-case words joined by hyphens: `colour-tone`. */
  readonly id: string
  readonly title: string
  /** Ticks a second, 1 to 60. */
  readonly tickRate: number
  readonly state: new () => State
  readonly commands: CommandSpecs
  /** How commands may be combined in one message; absent where each message is one command. */
  readonly combine?: CombineSpec
  readonly input: InputSpec
  /** Names of the teams where a streamer has it played by teams, two to eight single lower-case words; `red` and `blue` without it. */
  readonly teams?: readonly string[]
  /**
   * What a streamer may set by `--set KEY=VALUE`, each key with a default: a flat object of texts, which it turns into values.
   * `integer()` reads numbers, `z.enum` choices, `file()` the bytes of a file.
   */
  readonly settings?: z.ZodObject
  /** Once, before the first tick: brings the state into its first shape. Pure of its arguments. */
  setup?(state: State, ctx: SetupContext): void
  /**
   * What is to be made of a command of the game that somebody types: a move may be against the rules, and one move may be typed in many
   * ways. Null where it counts as it was typed. Asked of the state as the last tick left it, before the command becomes a ballot, waits
   * in line or acts. Pure. By then the state may have changed, so `step` looks again; and a judge that throws refuses nothing.
   */
  judge?(state: State, command: Command, by: Typist): Judgement | null
  /**
   * What people wait for while there is nothing for them to vote on, in a few words such as `the engine is thinking`; null while there is.
   * As long as it gives words, they stand in the place of the tally, no window runs, what was on the ballot is gone, and what waits in a
   * queue waits on; with null a whole window begins. What is typed meanwhile is still the judge’s to refuse. Asked once a tick, of the
   * state as the last one left it; of it 60 UTF-16 units. Pure. One that throws gives null.
   */
  awaits?(state: State): string | null
  /** Changes the state by what was decided. Pure: no clock, no chance but `ctx.random`, no I/O. */
  step(state: State, input: readonly Decision[], ctx: StepContext): void
  /** How the game stands, in one sentence: the answer to `!score`. Pure. */
  score?(state: State): string
  /**
   * Who leads, the best first: the leader board. Names are such as `decision.by`; `unit` is what the score is of, where points would be
   * meant without it: ` %`, 4 UTF-16 units at most. At most five are shown. Pure.
   */
  leaders?(state: State): readonly { readonly name: string; readonly score: number; readonly unit?: string }[]
  /**
   * What a simulated viewer would type at this moment, for rehearsals; null for something that the commands suggest. Pure. Without it
   * simulated viewers type what the commands allow, which of a board game is seldom a move.
   */
  bot?(state: State, random: Random): string | null
  /**
   * What the game keeps beside its state, such as the memory of an emulator: plain data, which goes into every snapshot. A game that
   * keeps everything in its state needs neither of the two.
   */
  save?(state: State): unknown
  /** Puts back what `save` gave; the state itself is back already. */
  load?(state: State, saved: unknown): void
  /**
   * Takes back everything of a player (an id such as `decision.player`): a moderator rolls them back or bans them. It is called between
   * two ticks, and recorded with what enters them. Pure. A player that the game doesn’t know changes nothing.
   *
   * @returns how many things were taken back (cells, pieces, points), for the moderator to be told; 0 where there were none
   */
  forget?(state: State, player: string): number
}

/** Draw and sound: pure functions of the state that run unchanged in Node and in the browser. */
export interface GameView<State extends Schema = Schema> extends GameAssets {
  draw(g: Context2D, state: State, frame: PictureFrame): void
  /**
   * What the picture of this moment can be told by: where it is what it was, `draw` would draw the same, and isn't called.
   * Null where it moves, as it always does without this. A board may give its position, and null while a piece is on its way;
   * where it draws `frame.ballots`, they are part of what it gives.
   */
  still?(state: State, frame: PictureFrame): string | number | null
  sound(synth: Synth, state: State, frame: SoundFrame): void
  /**
   * What is to be told in words, and the tick from which on: it is spoken once for each `atTick`, where the show speaks at all, so it
   * is drawn as well. Null where there is nothing to tell. Pure.
   */
  story?(state: State): { readonly text: string; readonly atTick: number } | null
  /** Parts of the show that the game draws itself or has no use for. What they would have covered becomes clear. */
  readonly withoutLayers?: readonly ('title' | 'vote' | 'leaders' | 'feed' | 'help')[]
  /**
   * Puts layers of the show, or its own `clear` part, elsewhere than the layout would. It is given where they would stand, and gives
   * those that it moves: in pixels, of which whole ones are used, inside the outer 5 % and above a player's controls. What is too small
   * there to be read, or would lie over another layer that is shown, is refused with a warning, and stays. Pure of its arguments; asked anew when the picture has another size or shows
   * other layers. One that isn't shown may have a place without width or height. An alert covers the title, wherever that stands.
   *
   * @example a square board, and the feed at its right
   * place: ({ text }, { clear }) => ({
   *   clear: { ...clear, width: clear.height },
   *   feed: { ...clear, x: clear.x + clear.height + text, width: clear.width - clear.height - text },
   * }),
   */
  place?(picture: PictureSize, suggested: Places): Partial<Places>
  /** Sound files by the names that `synth.sample` and `synth.music` know them by: WAV, OGG or MP3, beside the game's module. */
  readonly sounds?: Readonly<Record<string, string>>
  /**
   * What the whole sound is turned up or down by, −24 to 24 dB; 0 where it is left out. It is set once, by measuring five minutes
   * of the game, so that it comes out at −16 LUFS: a gain that follows the sound would differ for everyone who joins late.
   */
  readonly soundGainDb?: number
}

/** A whole game: rules and view in one object, as `defineGame` takes it and a module has it as its default export. */
export interface Game<State extends Schema = Schema> extends GameRules<State>, GameView<State> {}

/** Checks a game once, where it is loaded, so that a mistake is a sentence and not a crash on air. */
export function defineGame<State extends Schema>(game: Game<State>): Game<State> {
  const wrong = (what: string): never => {
    throw new TypeError(`game ${JSON.stringify(game.id)}: ${what}`)
  }
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(game.id)) wrong('id must be lower-case letters, digits and hyphens')
  if (!Number.isInteger(game.tickRate) || game.tickRate < 1 || game.tickRate > 60)
    wrong(`tickRate is ${game.tickRate}, and must be a whole number from 1 to 60`)
  checkCommands(game.commands, game.combine, wrong)
  if (game.teams) checkTeams(game.teams, wrong)
  return game
}

function checkTeams(names: readonly string[], wrong: (what: string) => never): void {
  try {
    teams({ names })
  } catch (error) {
    wrong(error instanceof RangeError ? error.message : 'teams are no names')
  }
}
