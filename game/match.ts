import { schema, t, type Schema } from '@colyseus/schema'
import { helpLines, type Decision } from './command.ts'
import type { Game, GameAlert, SetupContext, Standing } from './define.ts'
import { createRandom, type RandomMemory } from './random.ts'
import { loadState, saveState, type SavedState } from './restore.ts'
import { defaultSettings } from './settings.ts'
import { createTold } from './told.ts'
import { HelpEntry, Show } from './show.ts'

/** The one state that everybody sees: the game's own part, and what the show draws around it. */
export interface ArcadeState<State extends Schema = Schema> extends Schema {
  game: State
  show: Show
}

/** The root schema of a game's state; server and render worker build the same one from the same game. */
export function createState<State extends Schema>(game: Game<State>): ArcadeState<State> {
  const Root = schema({ game: t.ref(game.state as never), show: t.ref(Show) }, 'ArcadeState')
  return new Root() as unknown as ArcadeState<State>
}

/** One run of a game: state + decisions → state, a tick at a time. */
export interface Match<State extends Schema = Schema> {
  readonly state: ArcadeState<State>
  /** The last tick that was stepped; 0 before the first. */
  readonly tick: number
  step(decisions: readonly Decision[]): void
  /** A tick in which the game stands still. */
  rest(): void
  /** What the game told in the last step, also in one that threw; at most four. */
  readonly alerts: readonly GameAlert[]
  /** What the game awarded in the last step, also in one that threw; at most a thousand. */
  readonly awards: readonly Standing[]
  /** What the game said in the last step of how it ended; at most four sentences. */
  readonly endings: readonly string[]
  /** How the game stands, in a sentence; null where the game has nothing to say. */
  score(): string | null
  /** All that the next tick hangs on, to be turned into bytes at once. @throws where the game’s own `save` does */
  save(): MatchMemory
  /** The game alone, without the show around it; to be turned into bytes at once. @throws where the game’s own `save` does */
  saveGame(): GameMemory
  /** Puts the game back to where it was, between two ticks. @throws where the game’s own `load` does, or the memory is of another game */
  loadGame(memory: GameMemory): void
}

/** A game as a moment of it is kept: its state, its chance, and what it keeps beside its state. */
export interface GameMemory {
  readonly state: SavedState
  readonly random: RandomMemory
  readonly game: unknown
}

/** A match as a snapshot has it. */
export interface MatchMemory {
  readonly tick: number
  readonly state: SavedState
  readonly random: RandomMemory
  /** What the game keeps beside its state. */
  readonly game: unknown
}

/** What a match begins with besides its seed. */
export type MatchSetup = Pick<SetupContext, 'settings' | 'standings'>

/**
 * @param from memory of the same game with the same seed and settings, to go on with; without it the match begins
 * @throws whatever the game's own `setup` throws, or its `load`
 */
export function createMatch<State extends Schema>(
  game: Game<State>,
  seed: number,
  { settings, standings }: MatchSetup = { settings: defaultSettings(game as never), standings: [] },
  from: MatchMemory | null = null,
): Match<State> {
  const state = createState(game)
  const random = createRandom(seed, 'game')
  let tick = 0
  const told = createTold()
  const begin = () => {
    tick += 1
    told.clear()
    state.show.tick = tick
  }
  state.show.title = game.title
  state.show.tickRate = game.tickRate
  for (const line of helpLines(game.commands, game.combine)) state.show.help.push(new HelpEntry().assign(line))
  game.setup?.(state.game, { settings, standings, random: createRandom(seed, 'setup') })
  if (from !== null) {
    ;({ tick } = from)
    loadState(state, from.state)
    random.load(from.random)
    game.load?.(state.game, from.game)
  }
  return {
    state,
    get tick() {
      return tick
    },
    get alerts() {
      return told.alerts
    },
    get awards() {
      return told.awards
    },
    get endings() {
      return told.endings
    },
    rest: begin,
    step(decisions) {
      begin()
      game.step(state.game, decisions, { tick, tickRate: game.tickRate, random, settings, ...told.tell })
    },
    score: () => game.score?.(state.game) ?? null,
    save: () => ({
      ...{ tick, state: saveState(state), random: random.save() },
      game: game.save?.(state.game),
    }),
    saveGame: () => ({ state: saveState(state.game), random: random.save(), game: game.save?.(state.game) }),
    loadGame(memory) {
      loadState(state.game, memory.state)
      random.load(memory.random)
      game.load?.(state.game, memory.game)
    },
  }
}
