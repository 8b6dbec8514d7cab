import type { Log } from '../log.ts'
import { explainAt, type AuthorError } from './fault.ts'
import type { ShowLoop } from '../show-loop.ts'
import type { Workshop } from './workshop.ts'

/** What a show does about a game that hurts it. */
export interface Hurt {
  /** The game has been stopped for good. */
  readonly stopped: (why: AuthorError) => void
  /** A painter was replaced that hung in the game, or died of it, for so many times within a minute. */
  readonly stumbled: (why: string, times: number) => void
}

/** Once may be chance, or a machine that had no time; what happens twice would happen for ever. */
const mostStumbles = 1

/** A game that hurts the show gives way to a slate, and the stream goes on, until it is mended or another one is played. */
export function createHurt(log: Log, show: () => ShowLoop | null, workshop: Workshop | null): Hurt {
  const slate = (why: AuthorError) => {
    const { stage, plan } = show() as ShowLoop
    log.error(
      `${plan.game.id}: ${why.sentence}. The show goes on behind a slate until the game is mended or another one is played.`,
    )
    workshop?.stopped(why)
    stage.setSlate('break', `${plan.game.title} has stopped. It will be mended.`)
  }
  return {
    stopped: slate,
    stumbled(why, times) {
      if (show() === null) return
      if (times > mostStumbles) slate(explainAt('', why))
      else log.warn(`${show()?.plan.game.id}: ${why}. It is drawn anew.`)
    },
  }
}
