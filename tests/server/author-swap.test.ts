import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, pixelAt, probe } from '../helpers/media.ts'
import { goOnAir, type OnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

/** How many ticks the game itself has counted. */
const counted = ({ show }: OnAir) => (show.stage.match.state.game as unknown as { ticks: number }).ticks
const swaps = ({ show }: OnAir) => show.author?.swaps ?? 0

describe('a game whose file is saved while it plays', { timeout: 300_000 }, () => {
  it('is swapped and goes on where it was, with no frame or sample missing', async () => {
    using folder = temporaryFolder()
    using own = ownGame()
    let frames = 0
    const file = folder.file('show.mkv')
    {
      await using air = await goOnAir({ game: own.folder, output: [file], data: folder.file('data') })
      await air.ticks(20)
      own.paint('#a02020')
      await until(() => swaps(air) === 1, 60_000)
      const { show } = air
      assert.ok(show.tick >= 20 && counted(air) >= 20, `${show.tick}`)
      assert.equal(show.author?.wasKept, true)
      assert.ok(air.lines.some((line) => /^info own-game: the new version plays after \d+ ms, and goes on/.test(line)))
      await air.ticks(show.tick + 20)
      const { frames: counts, samples } = await air.end()
      frames = counts.written
      assert.equal(samples.written, frames * 1600)
    }
    assert.equal((await probe(file)).frames.length, frames)
    assert.equal((await decodeSound(file)).left.length, frames * 1600)
    const [red, green] = await pixelAt(file, frames - 1, 160, 8)
    assert.ok(red > 140 && green < 60, `${red} ${green}`)
  })

  it('plays on while what is saved is wrong, tells the author’s line once, and takes the next one that is right', async () => {
    using folder = temporaryFolder()
    using own = ownGame()
    await using air = await goOnAir({ game: own.file, output: ['null:'], data: folder.file('data') })
    await air.ticks(2)
    for (const [step, wrong] of [
      ['if (', /index\.ts:\d+: SyntaxError/],
      ['state.no.where', /index\.ts:13:14: step threw TypeError/],
      // Painters are threads as well, and play on.
      ['for (;;);', /index\.ts:13:\d+: step has not come to its end/],
    ] as const) {
      const before = air.lines.length
      own.save({ step })
      await until(() => wrong.test(air.show.author?.error?.sentence ?? ''), 60_000)
      assert.equal(air.lines.slice(before).filter((line) => line.startsWith('error')).length, 1)
    }
    const tick = counted(air)
    await until(() => counted(air) > tick + 5, 60_000)
    assert.equal(swaps(air), 0)
    // No file of the game, so nothing is tried.
    writeFileSync(`${own.folder}/notes.txt`, 'nothing')
    // Wrong types play all the same, and are told of.
    own.save({ step: "state.ticks += 1000; const wrong: number = 'text'; void wrong" })
    await until(() => swaps(air) === 1, 60_000)
    assert.equal(air.show.author?.error, null)
    await until(() => counted(air) > 3000, 60_000)
    const typed = /^warn .*index\.ts:13:\d+: Type 'string' is not assignable to type 'number'/
    await until(() => air.lines.some((line) => typed.test(line)), 60_000)

    own.save({ fields: 'ticks: t.uint32().default(0), lives: t.uint8().default(3)' })
    await until(() => swaps(air) === 2, 60_000)
    assert.ok(counted(air) < 1000)
    assert.equal(air.show.author?.wasKept, false)
    assert.ok(air.lines.some((line) => line.includes('begins anew, since its state has another shape')))
  })
})
