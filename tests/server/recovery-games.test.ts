import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readConfig } from '../../server/config.ts'
import { readTwitch } from '../../server/environment.ts'
import { gameIds } from '../../server/games.ts'
import type { TickInput } from '../../server/journal/record.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { memoryBytes, memoryOf } from '../../server/memory/stage-memory.ts'
import { makePlan } from '../../server/plan.ts'
import { openStage } from '../../server/stage.ts'
import { silentLog } from '../helpers/journal.ts'

/** The console is a whole machine, of which a tick is much. */
const ticksOf = (id: string) => (id === 'console' ? 250 : 900)
/** Between two states that are saved: no divisor of what a game counts by. */
const every = 97

describe('a bundled game that is saved and goes on from the bytes', () => {
  for (const id of gameIds())
    test(`${id} plays on as it does without that`, async () => {
      const ticks = ticksOf(id)
      const config = readConfig([{ game: id, chat: ['crowd:60'], output: ['null:'], seed: 5, fast: true }])
      const plan = await makePlan(config, readTwitch({}))
      await using stage = await openStage(plan, silentLog)
      const inputs: TickInput[] = []
      const hashes: string[] = []
      const saved: { readonly tick: number; readonly bytes: Uint8Array }[] = []
      for (let tick = 0; tick < ticks; tick++) {
        if (tick > 0) stage.step()
        inputs.push(stage.takeInput())
        hashes.push(stateHash(stage.match.state))
        if (tick % every === 0) saved.push({ tick, bytes: memoryBytes(stage.save()) })
      }
      for (const { tick, bytes } of saved) {
        await using again = await openStage(plan, silentLog, (each) => inputs[each] as TickInput, memoryOf(bytes))
        assert.equal(stateHash(again.match.state), hashes[tick])
        while (again.match.tick < Math.min(tick + 2 * every, ticks - 1)) {
          again.step()
          assert.equal(stateHash(again.match.state), hashes[again.match.tick], `tick ${again.match.tick} after ${tick}`)
        }
      }
    })
})
