import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Show } from '../../game/index.ts'
import { createProgress } from '../../server/journal/progress.ts'
import type { StageMemory } from '../../server/memory/stage-memory.ts'
import { createSnapshotter } from '../../server/memory/snapshotter.ts'
import { listSnapshots } from '../../server/memory/snapshots.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'

const tickRate = 10

/** A session whose ticks and pictures come when the test says so. */
function sessionIn(folder: string) {
  const seeing: ((jpeg: Uint8Array) => void)[] = []
  const show = new Show()
  const problems: string[] = []
  const snapshotter = createSnapshotter({
    ...{ folder, tickRate, fromTick: 0, code: 'x' },
    journal: { mark: { bytes: 0, message: 0 }, progress: createProgress(), state: 'live' },
    still: (see) => seeing.push(see),
    warn: (line) => problems.push(line),
  })
  const play = (tick: number, slate: string) => {
    show.slate = slate
    snapshotter.update({ save: () => ({}) as StageMemory, match: { tick, state: { show } } }, false)
  }
  const written = (tick: number) =>
    until(() => {
      assert.deepEqual(problems, [])
      return snapshotter.status.tick === tick
    })
  const see = () => seeing.splice(0).forEach((each) => each(new Uint8Array([1])))
  const pictured = () => listSnapshots(folder).flatMap(({ tick, picture }) => (picture === null ? [] : [tick]))
  return { snapshotter, play, written, see, pictured, seeing }
}

test('a moment has a picture where the game was to be seen, and none of a slate that covered it', async () => {
  using folder = temporaryFolder()
  const { snapshotter, play, written, see, pictured, seeing } = sessionIn(folder.path)
  await using _ = snapshotter
  // So far apart that one which a busy machine made dear is paid for.
  const slates = [
    // One that is up, one that came before the picture was there, and one that has only just gone.
    ...[[0, ''] as const, [200, ''] as const, [400, 'break'] as const, [600, ''] as const],
    ...[[800, ''] as const, [801, 'panic'] as const, [802, ''] as const],
  ]
  for (const [tick, slate] of slates) {
    play(tick, slate)
    if (tick % 200 === 0) await written(tick)
    if (tick === 200) see()
    if (tick === 400 || tick === 600) assert.equal(seeing.length, 0)
  }
  see()
  play(1000, '')
  await written(1000)
  see()
  // The thread takes its messages in turn.
  play(1200, '')
  await written(1200)
  assert.deepEqual(pictured(), [1000, 200])
})
