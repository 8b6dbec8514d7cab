import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inputFor, inputModes } from '../../game/index.ts'
import { gameIds, loadGame } from '../../server/games.ts'
import type { Log } from '../../server/log.ts'
import { openStage } from '../../server/stage.ts'
import { planOf } from '../../server/testing/options.ts'
import { silentLog } from '../helpers/journal.ts'

const ticks = 240

/** The second round of a runoff decides only where somebody of the crowd types one of the two words, of thousands in some games. */
const mostTicks = 2400

describe('a bundled game', () => {
  for (const id of gameIds())
    test(`can be played in every way that a crowd can play: ${id}`, async () => {
      const { game } = await loadGame(id)
      for (const mode of inputModes) {
        const told: string[] = []
        const note = (...words: unknown[]) => told.push(words.map(String).join(' '))
        const log = Object.assign(Object.create(silentLog) as Log, { warn: note, error: note })
        const input = inputFor(mode, game.input, { seconds: 1 }, game.teams)
        const plan = { ...planOf(game, { seed: 3, crowd: 150, input }), window: { seconds: 1 } }
        await using stage = await openStage(plan, log)
        let decided = 0
        for (let tick = 0; tick < ticks || (decided === 0 && tick < mostTicks); tick++)
          decided += stage.step().said.decisions.length
        assert.deepEqual(told, [], mode)
        assert.ok(decided > 0, `nothing is decided by ${mode}`)
        game.score?.(stage.match.state.game)
      }
    })
})
