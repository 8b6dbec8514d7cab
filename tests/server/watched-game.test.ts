import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Game } from '../../game/index.ts'
import { watchGame } from '../../server/author/watched-game.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

const game = colourTone as unknown as Game

describe('a watched game', { timeout: 60_000 }, () => {
  it('plays as it would unwatched, and what it throws is thrown', () => {
    const plain = createMatch(game, 1)
    const watched = createMatch(watchGame(game).game, 1)
    for (let tick = 0; tick < 20; tick++) for (const match of [plain, watched]) match.step([])
    assert.deepEqual(watched.state.toJSON(), plain.state.toJSON())
    assert.equal(watched.score(), plain.score())
    const step = () => {
      throw new RangeError('no')
    }
    const throwing = watchGame({ ...game, step })
    assert.throws(() => createMatch(throwing.game, 1).step([]), RangeError)
    assert.equal(throwing.fault, null)
  })

  it('is stopped for good where a part of it never returns, and the ticks go on without it', () => {
    for (const part of ['step', 'leaders', 'score'] as const) {
      let calls = 0
      const hang = () => {
        calls += 1
        for (;;);
      }
      const watched = watchGame({ ...game, [part]: hang }, { maxCallMs: 100 })
      const match = createMatch(watched.game, 1)
      match.step([])
      watched.game.leaders?.(match.state.game)
      match.score()
      assert.equal(watched.fault?.sentence, `${part} has not come to its end for 0.1 s`)
      match.step([])
      assert.deepEqual([calls, match.tick], [1, 2])
    }
  })

  it('is stopped where its memory grows without end', () => {
    const hoard: unknown[] = []
    const step = () => void hoard.push(Array.from({ length: 100_000 }, (_, i) => ({ i })))
    const watched = watchGame({ ...game, step }, { maxHeapBytes: process.memoryUsage().heapUsed + 30e6 })
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
      await until(() => show.author !== null && show.author.error !== null, 30_000)
      const { sentence = '', file: wrong, line } = show.author?.error ?? {}
      assert.match(sentence, /index\.ts:14:\d+: step has not come to its end for 1 s$/)
      assert.deepEqual([wrong, line], [own.file, 14])
      assert.ok(air.lines.some((each) => each.startsWith(`error own-game: ${sentence}. The show`)))
      const slate = () => show.stage.match.state.show.slate
      await until(() => slate() === 'break')
      await air.ticks(show.tick + 10)
      own.save()
      await until(() => show.author?.swaps === 1)
      await until(() => slate() === '')
      assert.equal(show.author?.error, null)
      frames = (await air.end()).frames.written
    }
    assert.equal((await probe(file)).frames.length, frames)
  })
})
