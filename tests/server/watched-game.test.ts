import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Game } from '../../game/index.ts'
import { calls, foundStack, openLookout } from '../../server/author/lookout.ts'
import { watchGame } from '../../server/author/watched-game.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

const game = colourTone as unknown as Game

/** For what always comes to its end, even on a machine that has no time. */
const unhurried = { maxCallMs: 100_000 }

/** Plays on while the machine is too busy for anything to be blamed on the game. */
function stepUntil(isOver: () => boolean, step: () => void): void {
  for (let tries = 0; !isOver() && tries < 100; tries++)
    try {
      step()
    } catch (error) {
      assert.match(String(error), /the machine stood still/)
    }
}

describe('a watched game', { timeout: 300_000 }, () => {
  it('plays as it would unwatched, and what it throws is thrown', () => {
    const plain = createMatch(game, 1)
    const watched = createMatch(watchGame(game, unhurried).game, 1)
    for (let tick = 0; tick < 20; tick++) for (const match of [plain, watched]) match.step([])
    assert.deepEqual(watched.state.toJSON(), plain.state.toJSON())
    assert.equal(watched.score(), plain.score())
    const step = () => {
      throw new RangeError('no')
    }
    const throwing = watchGame({ ...game, step }, unhurried)
    assert.throws(() => createMatch(throwing.game, 1).step([]), RangeError)
    assert.equal(throwing.fault, null)
  })

  it('is stopped for good where a part of it never returns, and the ticks go on without it', () => {
    for (const part of ['step', 'leaders', 'score'] as const) {
      let times = 0
      const hang = () => {
        times += 1
        for (;;);
      }
      const watched = watchGame({ ...game, [part]: hang }, { maxCallMs: 100 })
      const match = createMatch(watched.game, 1)
      const play = () => {
        match.step([])
        watched.game.leaders?.(match.state.game)
        match.score()
      }
      stepUntil(() => watched.fault !== null, play)
      assert.equal(watched.fault?.sentence, `${part} has not come to its end for 0.1 s`)
      const before = { times, tick: match.tick }
      play()
      assert.deepEqual({ times, tick: match.tick }, { times: before.times, tick: before.tick + 1 })
    }
  })

  it('is not blamed for a machine that stands still, but for what it computes in calls that never return', () => {
    const still = new Int32Array(new SharedArrayBuffer(4))
    let busyMs = 0
    const step = () => {
      const before = process.threadCpuUsage().user
      while (process.threadCpuUsage().user - before < busyMs * 1000);
      Atomics.wait(still, 0, 0)
    }
    const watched = watchGame({ ...game, step }, { maxCallMs: 200 })
    const match = createMatch(watched.game, 1)
    const fault = () => watched.fault?.sentence ?? ''
    assert.throws(() => match.step([]), /the machine stood still/)
    assert.equal(fault(), '')
    busyMs = 3
    stepUntil(
      () => fault() !== '',
      () => match.step([]),
    )
    assert.equal(fault(), 'step has not come to its end for 0.2 s')
  })

  it('is asked in time where it is', async () => {
    await using _lookout = openLookout()
    const upTo = performance.now() + 50_000
    const hang = () => {
      while (foundStack() === null && performance.now() < upTo);
    }
    for (let call = 0; call < 2; call++) {
      calls.enter(40)
      assert.equal(foundStack(), null)
      hang()
      assert.match(foundStack() ?? '', /at hang .*watched-game\.test\.ts:\d+:\d+/)
      calls.leave()
    }
  })

  it('is stopped where its memory grows without end', () => {
    const hoard: unknown[] = []
    const step = () => void hoard.push(Array.from({ length: 100_000 }, (_, i) => ({ i })))
    const watched = watchGame({ ...game, step }, { maxHeapBytes: process.memoryUsage().heapUsed + 30e6, ...unhurried })
    const match = createMatch(watched.game, 1)
    for (let tick = 0; tick < 50; tick++) match.step([])
    assert.equal(watched.fault?.sentence, 'the memory is full')
    assert.ok(hoard.length < 50)
  })

  it('gives way to a slate on the air, no frame is missing, and another game takes its place', async () => {
    using folder = temporaryFolder()
    using own = ownGame({ step: 'if (ctx.tick > 150)\n      for (let n = 0; ; n++) state.ticks = n' })
    const file = folder.file('show.mkv')
    let frames = 0
    {
      await using air = await goOnAir({ game: own.file, output: [file], data: folder.file('data') })
      const { show } = air
      await until(() => show.author !== null && show.author.error !== null, 60_000)
      const { sentence = '', file: wrong, line } = show.author?.error ?? {}
      assert.match(sentence, /index\.ts:14:\d+: step has not come to its end for 1 s$/)
      assert.deepEqual([wrong, line], [own.file, 14])
      assert.ok(air.lines.some((each) => each.startsWith(`error own-game: ${sentence}. The show`)))
      const slate = () => show.stage.match.state.show.slate
      await until(() => slate() === 'break', 60_000)
      await air.ticks(show.tick + 10)
      own.save()
      await until(() => show.author?.swaps === 1, 60_000)
      await until(() => slate() === '', 60_000)
      assert.equal(show.author?.error, null)
      frames = (await air.end()).frames.written
    }
    assert.equal((await probe(file)).frames.length, frames)
  })
})
