import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, test } from 'node:test'
import { goOn } from '../../server/memory/go-on.ts'
import { gatherResults, type Gathered } from '../../server/results.ts'
import { sessionEnding } from '../../server/journal/remove-oldest.ts'
import type { Store } from '../../server/store/store.ts'
import { leaveShow } from '../crash/left.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { silentLog } from '../helpers/journal.ts'
import { openedStore } from '../helpers/store.ts'

/** A show that broke off, and all that was decided and won in it. */
async function leaveResults(folder: string) {
  const results: Gathered[] = []
  const gathering = gatherResults((each) => results.push(each))
  const left = await leaveShow(folder, ({ stage }) => stage.onEvent((event) => gathering.hear(event)))
  gathering.end()
  return { ...left, results, session: path.basename(left.file, sessionEnding) }
}

const pointsOf = (results: readonly Gathered[]) => {
  const points = new Map<string, number>()
  for (const { player, points: more } of results.flatMap(({ awards }) => awards))
    points.set(player, (points.get(player) ?? 0) + more)
  return points
}

const kept = async (store: Store, game: string) =>
  new Map((await store.leaderboards.top(game, 1000)).map(({ player, points }) => [player, points]))

describe('what a crowd has won', () => {
  test('is kept once, wherever the process ended between the tick and the store', async () => {
    using folder = temporaryFolder()
    const { plan, results, session, tick } = await leaveResults(folder.path)
    const game = plan.game.id
    assert.ok(results.length > 50)
    for (const reached of [tick, tick - 8, 200, 3]) {
      using stored = temporaryFolder()
      await using opened = await openedStore(stored.path)
      const { store } = opened
      for (const each of results)
        if (each.tick <= reached) store.later.results.keep({ ...each, session, game, atMs: each.tick })
      await store.results.reach(session, reached, 1)
      for (let again = 0; again < 2; again++) {
        const going = await goOn(plan, silentLog, store)
        going?.inUse.lock.release(true)
        assert.equal(going?.from.tick, tick)
        assert.ok(again > 0 || (going.from.snapshotTick ?? 0) <= reached)
        assert.deepEqual(await kept(store, game), pointsOf(results), `where tick ${reached} was reached`)
      }
      // The clock’s point of a tick that is played a second time, live.
      const last = results.at(-1) as Gathered
      await store.results.keep({ ...last, session, game, atMs: 1 })
      assert.deepEqual(await kept(store, game), pointsOf(results))
    }
  })

  test('tells how far a quiet show was, and is not waited for where the show has lost what it was won by', async () => {
    using folder = temporaryFolder()
    const { plan, session, tick } = await leaveResults(folder.path)
    for (const [reached, last] of [
      [tick + 20, tick + 20],
      // Ten seconds after the last line: a longer silence would have a hash in it.
      [tick + 50_000, tick + 300],
    ] as const) {
      using stored = temporaryFolder()
      await using opened = await openedStore(stored.path)
      const { store } = opened
      await store.results.reach(session, reached, 1)
      const going = await goOn(plan, silentLog, store)
      going?.inUse.lock.release(true)
      const at = going?.from.tick ?? 0
      assert.ok(at <= last && at > tick + 10, `it goes on at tick ${at}`)
      assert.equal(await store.results.reached(session), at)
    }
  })

  test('is not told again of a session that the store knows nothing of', async () => {
    using folder = temporaryFolder()
    const { plan } = await leaveResults(folder.path)
    await using opened = await openedStore(folder.file('store'))
    const going = await goOn(plan, silentLog, opened.store)
    going?.inUse.lock.release(true)
    assert.equal((await kept(opened.store, plan.game.id)).size, 0)
  })
})
