import { schema, t, type Schema } from '@colyseus/schema'
import { helpLines, type Decision } from './command.ts'
import type { Game, GameAlert } from './define.ts'
import { createRandom } from './random.ts'
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
  /** What the game told in the last step, also in one that threw; at most four. */
  readonly alerts: readonly GameAlert[]
  /** How the game stands, in a sentence; null where the game has nothing to say. */
  score(): string | null
}

const kinds: ReadonlySet<GameAlert['kind']> = new Set(['info', 'success', 'warning', 'error'])

/** More in one tick would wait for so long that nobody knew any more what they were about. */
const maxAlerts = 4

export function createMatch<State extends Schema>(game: Game<State>, seed: number): Match<State> {
  const state = createState(game)
  const random = createRandom(seed, 'game')
  let tick = 0
  let alerts: GameAlert[] = []
  const alert = (kind: GameAlert['kind'], text: unknown) => {
    // A game may run unchecked, and what is no text would end the show where it is shown.
    if (alerts.length >= maxAlerts || typeof text !== 'string') return
    alerts.push({ kind: kinds.has(kind) ? kind : 'info', text })
  }
  state.show.title = game.title
  state.show.tickRate = game.tickRate
  for (const line of helpLines(game.commands, game.combine)) state.show.help.push(new HelpEntry().assign(line))
  return {
    state,
    get tick() {
      return tick
    },
    get alerts() {
      return alerts
    },
    step(decisions) {
      tick += 1
      alerts = []
      state.show.tick = tick
      game.step(state.game, decisions, { tick, tickRate: game.tickRate, random, alert })
    },
    score: () => game.score?.(state.game) ?? null,
  }
}
