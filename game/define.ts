import type { Schema } from '@colyseus/schema'
import { checkCommands } from './check-commands.ts'
import type { CombineSpec, CommandSpecs, Decision } from './command.ts'
import type { InputSpec } from './input.ts'
import type { Random } from './random.ts'

/** What `step` may know besides the state: never a clock, because a clock can't be journaled. */
export interface StepContext {
  /** Number of this tick, from 1. */
  readonly tick: number
  readonly tickRate: number
  readonly random: Random
}

/** Pixels; `x` and `y` are the upper left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

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
}

/** A moment of the sound: exactly `samples` samples are taken from the synth after `sound` returns. */
export interface SoundFrame {
  readonly number: number
  readonly tick: number
  readonly tickRate: number
  readonly samples: number
  readonly sampleRate: number
}

/** The voices that `sound` sets. A voice keeps its phase for as long as it is named in every frame. */
export interface Synth {
  /** A sine of `hz` (0 to half the sample rate) at `gain` (0 to 1, peak). A voice not named in a frame fades out. */
  sine(voice: string, options: { hz: number; gain: number }): void
}

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
  /** Changes the state by what was decided. Pure: no clock, no chance but `ctx.random`, no I/O. */
  step(state: State, input: readonly Decision[], ctx: StepContext): void
  /** How the game stands, in one sentence: the answer to `!score`. Pure. */
  score?(state: State): string
}

/** Draw and sound: pure functions of the state that run unchanged in Node and in the browser. */
export interface GameView<State extends Schema = Schema> {
  draw(g: Context2D, state: State, frame: PictureFrame): void
  sound(synth: Synth, state: State, frame: SoundFrame): void
}

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
  return game
}
