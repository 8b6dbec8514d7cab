import type { GameAlert, InputSpec, Show } from '../game/index.ts'
import type { NewAlert } from './alerts.ts'

const newRules: Readonly<Record<InputSpec['mode'], string>> = {
  democracy: 'the most votes win',
  anarchy: 'every command acts at once',
  queue: 'commands act in turn',
  lottery: 'one ballot of all is drawn',
  runoff: 'the two leaders meet again',
  slider: 'vote for anarchy or democracy',
  teams: 'each team votes',
  perPlayer: 'you play for yourself',
}

export interface Teller {
  update(said: readonly GameAlert[], isPlayed: boolean): void
  save(): TellerMemory
  load(memory: TellerMemory): void
}

export interface TellerMemory {
  readonly mode: string
  readonly hasFailed: boolean
}

/**
 * Tells everybody what a tick brought besides the news of the platform: what the game says, that the crowd plays in another way, and,
 * once a show, that the game failed. Status and tally have places of their own and are no alerts.
 *
 * @returns `update` is called once a tick, when the show has been brought up to date; `isPlayed` is false where the game's step threw
 */
export function createTeller(show: Pick<Show, 'mode'>, push: (alert: NewAlert) => void): Teller {
  let { mode } = show
  let hasFailed = false
  const update = (said: readonly GameAlert[], isPlayed: boolean) => {
    said.forEach(push)
    // A poll stands in the vote’s place for a while, and tells of itself.
    if (show.mode !== mode && show.mode !== 'poll') {
      mode = show.mode
      const rules = new Map<string, string>(Object.entries(newRules)).get(mode) ?? mode
      push({ kind: 'info', text: `new rules: ${rules}` })
    }
    if (isPlayed || hasFailed) return
    hasFailed = true
    push({ kind: 'error', text: 'the game lost a move' })
  }
  return {
    update,
    save: () => ({ mode, hasFailed }),
    load(memory) {
      ;({ mode, hasFailed } = memory)
    },
  }
}
