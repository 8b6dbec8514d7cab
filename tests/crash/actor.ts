/**
 * Shows without pictures and pages, to be killed: chat, stage, journal and snapshots as the program has them, each on a data directory of
 * its own. Whoever started it types by messages, and is told what was acknowledged.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { acknowledged } from '../../server/acknowledged.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournals } from '../../server/journals.ts'
import { goOn } from '../../server/memory/go-on.ts'
import { keepResults } from '../../server/results.ts'
import { openStage } from '../../server/stage.ts'
import { openStore } from '../../server/store/store.ts'
import { createTicker } from '../../server/ticker.ts'
import { keepsResults, planOf, warnings } from './shows.ts'

/** Somebody types. */
export interface ToActor {
  readonly show: number
  readonly user: string
  readonly text: string
}

export type FromActor = { readonly show: number; readonly tick: number } & (
  | { readonly type: 'up'; readonly hash: string; readonly snapshotTick: number | null }
  /** What somebody typed counts, and can’t be lost any more. */
  | { readonly type: 'acknowledged'; readonly user: string }
  /** A tick that people have seen. */
  | { readonly type: 'shown'; readonly hash: string }
)

const [folder = '', count = '1'] = process.argv.slice(2)
const shows = await Promise.all(Array.from({ length: Number(count) }, (_, show) => start(show)))
process.on('message', (said: ToActor) => shows[said.show]?.(said))
process.on('disconnect', () => process.exit())

function tell(message: FromActor): void {
  process.send?.(message)
}

/** @returns types */
async function start(show: number): Promise<(said: ToActor) => void> {
  const asked = await planOf(folder, show)
  const store = keepsResults(show) ? await openStore(asked.data, warnings) : null
  const going = await goOn(asked, warnings, store)
  const plan = going?.plan ?? asked
  const stage = await openStage(plan, warnings, undefined, going?.memory)
  const journals = openJournals(plan, { log: warnings, inUse: going?.inUse ?? null, still: () => {} })
  const acknowledge = (say: () => void) => journals.acknowledge(say)
  const chat = acknowledged(() => stage.chat, acknowledge)
  const now = () => ({ show, tick: stage.match.tick, hash: stateHash(stage.match.state) })
  await journals.ready
  const running = {
    ...{ plan, acknowledge },
    get session() {
      return journals.session
    },
    get tick() {
      return stage.match.tick
    },
  }
  if (store !== null) keepResults(running, store, (listener) => stage.onEvent(listener))
  if (stage.match.tick === 0) journals.write(stage)
  tell({ type: 'up', snapshotTick: going?.from.snapshotTick ?? null, ...now() })
  const step = () => {
    stage.step()
    journals.write(stage)
    tell({ type: 'shown', ...now() })
  }
  void run(step, show)
  return ({ user, text }) => {
    const respond = () => tell({ type: 'acknowledged', show, tick: stage.match.tick, user })
    chat.local?.say({ userId: user, user, text, respond })
  }
}

/** Each a part of a tick after the last one, so that one kill finds every show at another moment. */
async function run(step: () => void, show: number): Promise<void> {
  await sleep((show * 37) % 33)
  await createTicker(30).run(step, Infinity, new AbortController().signal)
}
