import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TickInput } from '../../server/journal/record.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openJournal } from '../../server/journal/writer.ts'
import { gameIds, loadGame } from '../../server/games.ts'
import { memoryBytes, memoryOf } from '../../server/memory/stage-memory.ts'
import { openStage } from '../../server/stage.ts'
import { planOf } from '../../server/testing/options.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { hashedTicks, headerFor, playJournal, silentLog } from '../helpers/journal.ts'

/** Long enough for each game to begin, and for what the crowd types to change it; the second half is played from a snapshot as well. */
const ticks = 400
const half = ticks / 2

/** What makes something happen in so short a time. */
const settings: Readonly<Record<string, Record<string, string>>> = {
  'marble-race': { lobby: '5' },
  'vote-chess': { strength: '1' },
  'pixel-wall': { cooldown: '1' },
}

describe('a show of a bundled game with a crowd', () => {
  for (const id of gameIds())
    test(`is the same when its journal is played, and from a snapshot in the middle: ${id}`, async () => {
      using folder = temporaryFolder()
      const file = folder.file('show.jsonl')
      const { game } = await loadGame(id)
      const plan = { ...planOf(game, { seed: 11, crowd: 200, settings: settings[id] ?? {} }), window: { seconds: 3 } }
      await using stage = await openStage(plan, silentLog)
      const journal = openJournal(file, { header: headerFor(plan), maxWaitMs: 5000, maxBytes: null, warn: assert.fail })
      journal.write(stage.takeInput(), () => '')
      const [hashes, inputs]: [string[], TickInput[]] = [[], []]
      let kept = memoryBytes(stage.save())
      for (let tick = 1; tick <= ticks; tick++) {
        stage.step()
        const input = stage.takeInput()
        journal.write(input, () => stateHash(stage.match.state))
        if (tick % hashedTicks === 0) hashes.push(stateHash(stage.match.state))
        if (tick === half) kept = memoryBytes(stage.save())
        if (tick > half) inputs.push(input)
      }
      await journal.close(ticks, stateHash(stage.match.state), { frames: 0 })
      assert.ok(new Set(hashes).size > 20, 'something happens')
      assert.ok(stage.chat.counts.accepted > 20, 'the crowd is heard')
      assert.deepEqual((await playJournal(file, plan)).hashes, hashes)

      const input = (tick: number) => inputs[tick - half - 1] as TickInput
      await using again = await openStage(plan, silentLog, input, memoryOf(kept))
      const rest: string[] = []
      for (let tick = half + 1; tick <= ticks; tick++) {
        again.step()
        if (tick % hashedTicks === 0) rest.push(stateHash(again.match.state))
      }
      assert.deepEqual(rest, hashes.slice(half / hashedTicks))
    })
})
