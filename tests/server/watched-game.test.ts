import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, createRandom, type Command, type Game } from '../../game/index.ts'
import { calls, foundStack, openLookout } from '../../server/author/lookout.ts'
import { watchGame } from '../../server/author/watched-game.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { probe } from '../helpers/media.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

const game = colourTone as unknown as Game

const red: Command = { name: 'colour', word: 'red', args: {}, label: 'red' }

/** For what always comes to its end, even on a machine that has no time. */
const unhurried = { maxCallMs: 100_000 }

/** By this thread, in microseconds. */
function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
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
    for (const part of ['step', 'leaders', 'score', 'judge', 'bot', 'awaits'] as const) {
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
        watched.game.bot?.(match.state.game, createRandom(1, 'bot'))
        watched.game.awaits?.(match.state.game)
        watched.many('judge', 3, () => watched.game.judge?.(match.state.game, red, { player: 'ann', team: null }))
      }
      play()
      assert.equal(watched.fault?.sentence, `${part} has not come to its end for 0.1 s`)
      const before = { times, tick: match.tick }
      play()
      assert.deepEqual({ times, tick: match.tick }, { times: before.times, tick: before.tick + 1 })
    }
  })

  it('is run again from where it was, and not blamed, where the machine stood still', () => {
    const [cell, heard] = [new Int32Array(new SharedArrayBuffer(4)), [] as string[]]
    let stalls = 0
    const step: Game['step'] = (state, input, ctx) => {
      Object.assign(state, { hz: Reflect.get(state, 'hz') + ctx.random.integer(9) })
      ctx.alert('info', `tick ${ctx.tick}`)
      if (ctx.tick === 20 && stalls++ < 2) Atomics.wait(cell, 0, 0)
      game.step(state, input, ctx)
    }
    const watched = watchGame({ ...game, step }, { maxCallMs: 50 })
    const match = createMatch(watched.game, 1)
    const plain = createMatch({ ...game, step }, 1)
    for (let tick = 1; tick <= 30; tick++) {
      match.step([{ command: red, by: 'Ann', player: 'ann', team: null }])
      heard.push(...match.alerts.map(({ text }) => text))
    }
    for (let tick = 1; tick <= 30; tick++) plain.step([{ command: red, by: 'Ann', player: 'ann', team: null }])
    assert.equal(stalls, 4)
    assert.equal(watched.fault, null)
    assert.deepEqual(match.state.toJSON(), plain.state.toJSON())
    assert.equal(heard.length, 30)
  })

  it('is stopped for good where it waits for what never comes, though it computes nothing', () => {
    const cell = new Int32Array(new SharedArrayBuffer(4))
    const watched = watchGame({ ...game, step: () => void Atomics.wait(cell, 0, 0) }, { maxCallMs: 5 })
    createMatch(watched.game, 1).step([])
    assert.match(watched.fault?.sentence ?? '', /^step has not come to its end/)
  })

  it('goes on with the next of many that it is asked, as long as each comes to its end', () => {
    const watched = watchGame(game, { maxCallMs: 100 })
    const seen: number[] = []
    const slow = (index: number) => {
      const before = computed()
      while (computed() - before < 20_000);
      seen.push(index)
    }
    assert.equal(watched.many('judge', 8, slow), 8)
    assert.deepEqual([...new Set(seen)], [0, 1, 2, 3, 4, 5, 6, 7])
    assert.equal(watched.fault, null)
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

  it('is stopped as well where what it judges by, or types for simulated viewers, never returns', async () => {
    using folder = temporaryFolder()
    const judge = 'judge(state) {\n    if (state.ticks > 40) for (;;);\n    return null\n  },'
    const bot = "bot(state) {\n    if (state.ticks > 60) for (;;);\n    return 'red'\n  },"
    using own = ownGame({ more: judge })
    const output = ['null:']
    await using air = await goOnAir({ game: own.file, chat: ['crowd:40'], output, data: folder.file('data') })
    const { show } = air
    const error = (part: string) => show.author?.error?.sentence.includes(`: ${part} has not come to its end`) === true
    await until(() => error('judge'), 60_000)
    await until(() => show.stage.match.state.show.slate === 'break', 60_000)
    await air.ticks(show.tick + 10)
    own.save({ more: bot })
    await until(() => show.author?.swaps === 1 && error('bot'), 60_000)
    await until(() => show.stage.match.state.show.slate === 'break', 60_000)
    own.save()
    await until(() => show.author?.swaps === 2, 60_000)
    await until(() => show.stage.match.state.show.slate === '', 60_000)
    await air.end()
  })
})
