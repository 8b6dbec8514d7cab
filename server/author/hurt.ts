import type { Log } from '../log.ts'
import { explainAt, type AuthorError } from './fault.ts'
import type { ShowLoop } from '../show-loop.ts'
import type { Workshop } from './workshop.ts'

/** What a show does about a game that hurts it. */
export interface Hurt {
  /** The game has been stopped for good. */
  readonly stopped: (why: AuthorError) => void
  /** A painter was replaced that hung in the game, or died of it, for so many times within a minute; the stack is empty where none is known. */
  readonly stumbled: (why: string, times: number, stack: string) => void
}

/** Once may be chance, or a machine that had no time; what happens twice would happen for ever. */
const mostStumbles = 1

/** A game that hurts the show gives way to a slate, and the stream goes on, until it is mended or another one is played. */
export function createHurt(log: Log, show: () => ShowLoop | null, workshop: Workshop | null): Hurt {
  const slate = (why: AuthorError) => {
    const loop = show() as ShowLoop
    const { stage, plan } = loop
    const text = `${plan.game.title} has stopped. It will be mended.`
    log.error(
      `${plan.game.id}: ${why.sentence}. The show goes on behind a slate until the game is mended or another one is played.`,
    )
    workshop?.stopped(why)
    stage.setSlate('break', text)
    const stop = loop.onStage((next) => {
      stop()
      // One that somebody has put up since is theirs.
      const { slate: now, slateText } = stage.match.state.show
      if (now === 'break' && slateText === text) next.setSlate(null)
    })
  }
  return {
    stopped: slate,
    stumbled(what, times, stack) {
      if (show() === null) return
      const why = explainAt(stack, what)
      if (times > mostStumbles) return slate(why)
      workshop?.threw(why.sentence)
      log.warn(`${show()?.plan.game.id}: ${why.sentence}. It is drawn anew.`)
    },
  }
}
