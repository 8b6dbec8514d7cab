import { defaultFilterSettings, type FilterSettings } from '../../chat/index.ts'
import type { Game, InputSpec, Standing } from '../../game/index.ts'
import { readTwitch } from '../environment.ts'
import { readGameSettings } from '../game-settings.ts'
import type { StagePlan } from '../stage.ts'

/** How a game is tested. All of it may be left out. */
export interface TestOptions {
  /** Of all chance, a whole number of up to 32 bits; 1 where it is left out. The same seed and the same words give the same game. */
  readonly seed?: number
  /** The game's own settings, as `--set` has them: `{ strength: '3' }`. */
  readonly settings?: Readonly<Record<string, string>>
  /** How the crowd plays, where it isn't as the game says: `anarchy()` has every word act at once. */
  readonly input?: InputSpec
  /** The all-time leader board as the game finds it. */
  readonly standings?: readonly Standing[]
  /** Folder of the files that the game brings along, such as `import.meta.dirname`. Needed only where it brings any. */
  readonly folder?: string
  /** Simulated viewers beside those of the test, 0 to 1000; none where it is left out. */
  readonly crowd?: number
  /** Who is heard, and how fast: a test that says the same within half a second turns `repeatMs` down to 0. */
  readonly filter?: Partial<FilterSettings>
}

/** What a stage is opened with. @throws ServerError `bad-config` for a setting that the game doesn't have or take */
export function planOf(game: Game, options: TestOptions): StagePlan {
  const { seed = 1, settings = {}, input = game.input, standings = [], crowd = 0, filter = {} } = options
  return {
    ...{ game, seed, input, standings, replies: [], window: {} },
    settings: readGameSettings(game, settings, []).values,
    filter: { ...defaultFilterSettings, ...filter },
    chat: ['local:', ...(crowd > 0 ? [`crowd:${crowd}?seed=${seed}`] : [])],
    twitch: readTwitch({}),
  }
}
