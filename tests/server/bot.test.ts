import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, type Game } from '../../game/index.ts'
import { openStage } from '../../server/stage.ts'
import { silentLog, stagePlan } from '../helpers/journal.ts'

/** What a crowd of that game gets accepted in twenty seconds, the most frequent first. */
async function typedBy(bot: NonNullable<Game['bot']>): Promise<string[]> {
  const plan = stagePlan(anarchy(), { chat: ['crowd:100'] })
  await using stage = await openStage({ ...plan, game: { ...plan.game, bot } }, silentLog)
  const counts = new Map<string, number>()
  for (let tick = 1; tick <= 600; tick++)
    for (const { command } of stage.step().said.decisions)
      counts.set(command.label, (counts.get(command.label) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([label]) => label)
}

describe('a game’s own bot', () => {
  it('says what a simulated crowd types, by the state as it stands', async () => {
    const [most] = await typedBy((state) => String(1000 + ((state as unknown as { hz: number }).hz % 2)))
    assert.match(most ?? '', /^100[01]$/)
  })

  it('leaves the crowd to itself where it has nothing to say, or fails', async () => {
    const usual = await typedBy(() => null)
    assert.ok(usual.length > 3)
    const failing = () => {
      throw new Error('no idea')
    }
    assert.deepEqual(await typedBy(failing), usual)
  })
})
