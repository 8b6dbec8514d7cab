import { schema, t, type Schema } from '@colyseus/schema'
import { helpLines, type Decision } from './command.ts'
import type { Game, GameAlert, SetupContext, Standing } from './define.ts'
import { createRandom } from './random.ts'
import { defaultSettings } from './settings.ts'
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
  /** What the game awarded in the last step, also in one that threw; at most a thousand. */
  readonly awards: readonly Standing[]
  /** How the game stands, in a sentence; null where the game has nothing to say. */
  score(): string | null
}

/** What a match begins with besides its seed. */
export type MatchSetup = Pick<SetupContext, 'settings' | 'standings'>

const kinds: ReadonlySet<GameAlert['kind']> = new Set(['info', 'success', 'warning', 'error'])

/** More in one tick would wait for so long that nobody knew any more what they were about. */
const maxAlerts = 4

/** One from each of a thousand players, or a thousand goals: more is a game that counts wrong. */
const maxAwards = 1000
const maxPoints = 1_000_000

/** @throws whatever the game's own `setup` throws */
export function createMatch<State extends Schema>(
  game: Game<State>,
  seed: number,
  { settings, standings }: MatchSetup = { settings: defaultSettings(game as never), standings: [] },
): Match<State> {
  const state = createState(game)
  const random = createRandom(seed, 'game')
  let tick = 0
  let alerts: GameAlert[] = []
  let awards: Standing[] = []
  const award = (player: unknown, name: unknown, points: number) => {
    if (awards.length >= maxAwards || typeof player !== 'string' || typeof name !== 'string') return
    if (Number.isInteger(points) && points >= 1 && points <= maxPoints) awards.push({ player, name, points })
  }
  const alert = (kind: GameAlert['kind'], text: unknown) => {
    // A game may run unchecked, and what is no text would end the show where it is shown.
    if (alerts.length >= maxAlerts || typeof text !== 'string') return
    alerts.push({ kind: kinds.has(kind) ? kind : 'info', text })
  }
  state.show.title = game.title
  state.show.tickRate = game.tickRate
  for (const line of helpLines(game.commands, game.combine)) state.show.help.push(new HelpEntry().assign(line))
  game.setup?.(state.game, { settings, standings, random: createRandom(seed, 'setup') })
  return {
    state,
    get tick() {
      return tick
    },
    get alerts() {
      return alerts
    },
    get awards() {
      return awards
    },
    step(decisions) {
      tick += 1
      alerts = []
      awards = []
      state.show.tick = tick
      game.step(state.game, decisions, { tick, tickRate: game.tickRate, random, alert, settings, award })
    },
    score: () => game.score?.(state.game) ?? null,
  }
}
