import { readFileSync, truncateSync } from 'node:fs'
import { openJournals, type Journals } from '../../server/journals.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import type { Plan } from '../../server/plan.ts'
import { sessionFiles } from '../../server/sessions.ts'
import { openStage, type Stage } from '../../server/stage.ts'
import { until } from '../helpers/arcade.ts'
import { silentLog } from '../helpers/journal.ts'
import { planOf } from './shows.ts'

const tickRate = 30

export interface Left {
  readonly plan: Plan
  readonly file: string
  /** State after the last tick, and that tick. */
  readonly hash: string
  readonly tick: number
}

export interface Followed {
  readonly plan: Plan
  readonly stage: Stage
  readonly journals: Journals
}

/** Plays a show under a crowd and leaves it as a crash does: without an end. Four snapshots of it are on the disk. */
export async function leaveShow(folder: string, follow: (playing: Followed) => void = () => {}): Promise<Left> {
  const asked = await planOf(folder, 0)
  const plan = { ...asked, seed: 7 }
  const stage = await openStage(plan, silentLog)
  const journals = openJournals(plan, { log: silentLog, inUse: null, still: (see) => see(Buffer.from('a picture')) })
  await journals.ready
  follow({ plan, stage, journals })
  journals.write(stage)
  for (let tick = 1; tick <= 16 * tickRate; tick++) {
    stage.step()
    journals.write(stage)
    // What happened is told when the tick is over.
    await Promise.resolve()
    // A snapshot is taken every five seconds of the show, which are over sooner here than one is written.
    const expected = Math.max(0, Math.floor((tick - 1) / (5 * tickRate)) * 5 * tickRate + 1)
    if (tick % (5 * tickRate) === 10) await until(() => (journals.session?.snapshot.tick ?? -1) >= expected - 1)
  }
  const [hash, { tick }] = [stateHash(stage.match.state), stage.match]
  await journals.close(stage, 0)
  await stage[Symbol.asyncDispose]()
  const [file] = sessionFiles(plan.data) as [string]
  // The end goes: the process had no time for it.
  const bytes = readFileSync(file)
  truncateSync(file, bytes.lastIndexOf('\n', -2) + 1)
  return { plan: asked, file, hash, tick }
}
