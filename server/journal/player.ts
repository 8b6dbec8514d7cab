import { messageOf } from '../../chat/index.ts'
import { ServerError } from '../error.ts'
import type { Log } from '../log.ts'
import { memoryOf } from '../memory/stage-memory.ts'
import { openStage, type Stage, type StagePlan } from '../stage.ts'
import type { JournalPlace, JournalReader } from './reader.ts'
import { quietInput } from './record.ts'
import { stateHash } from './state-hash.ts'
import { createTape } from './tape.ts'

/** A journal that is played on a stage of its own, to which nothing else comes. */
export interface Player extends AsyncDisposable {
  readonly stage: Stage
  /** Hashes that were the same. */
  readonly hashes: number
  /** Where it has come to. */
  readonly place: JournalPlace
  /** Plays the next tick, and gives its patch; null after the last one. @throws ServerError `replay-differs` */
  step(): Promise<Uint8Array | null>
  /** Plays a tick to which nothing came, behind the last one that the journal tells of. */
  stepQuietly(): void
}

/** Where a player begins in place of the beginning, and what the stage remembered there. */
export interface PlayerStart {
  readonly place: JournalPlace
  readonly memory: Uint8Array
}

/**
 * @param reader open, and closed with the player
 * @param start as the reader was opened with
 * @throws ServerError `bad-journal` where the journal’s settings don’t fit the game
 */
export async function openPlayer(
  plan: StagePlan,
  reader: JournalReader,
  log: Log,
  start: PlayerStart | null = null,
): Promise<Player> {
  const tape = createTape(reader, start?.place)
  let overloaded = start?.place.overloaded ?? false
  let input = quietInput(0, overloaded)
  if (start === null) input = (await tape.next())?.input ?? input
  const memory = start === null ? null : memoryOf(start.memory)
  const stage = await openOn(plan, () => openStage(plan, log, () => input, memory))
  const check = createCheck(stage)
  return {
    stage,
    get hashes() {
      return check.hashes
    },
    get place() {
      return { bytes: tape.bytes, tick: stage.match.tick, overloaded }
    },
    async step() {
      const next = await tape.next()
      if (next === null) return null
      ;({ input } = next)
      ;({ overloaded } = input.chat)
      const { patch } = stage.step()
      check.compare(next.hash)
      return patch
    },
    stepQuietly() {
      input = quietInput(stage.match.tick + 1, overloaded)
      stage.step()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([stage[Symbol.asyncDispose](), tape[Symbol.asyncDispose]()])
    },
  }
}

/** What is wrong with a setting now is wrong in the journal. */
async function openOn(plan: StagePlan, open: () => Promise<Stage>): Promise<Stage> {
  try {
    return await open()
  } catch (cause) {
    throw new ServerError('bad-journal', `the journal’s settings don’t fit ${plan.game.id}: ${messageOf(cause)}`, {
      cause,
    })
  }
}

function createCheck({ match }: Stage) {
  let hashes = 0
  let sameUntil = match.tick
  return {
    get hashes() {
      return hashes
    },
    compare(hash: string | null): void {
      if (hash === null) return
      if (stateHash(match.state) !== hash)
        throw new ServerError(
          'replay-differs',
          `what is played is not the show that was: it differs at tick ${match.tick}, and was the same until tick ${sameUntil}`,
        )
      hashes += 1
      sameUntil = match.tick
    },
  }
}
