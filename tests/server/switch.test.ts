import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { hasLayer } from '../../game/index.ts'
import { samplesBefore } from '../../render/clock.ts'
import { countChat } from '../../server/numbers.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, pixelAt, probe } from '../helpers/media.ts'
import { goOnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

/** What was written is whole: every frame in its place, and exactly the samples that belong to them. */
async function checkWhole(file: string, frames: number): Promise<void> {
  const { frames: shown } = await probe(file)
  assert.deepEqual(
    shown.map(({ seconds }) => Math.round(seconds * 30)),
    Array.from({ length: frames }, (_, n) => n),
  )
  const { left } = await decodeSound(file)
  assert.equal(left.length, samplesBefore(frames, { num: 30, den: 1 }, 48_000))
}

describe('another game in a running show', { timeout: 60_000 }, () => {
  it('begins with the next frame, at its own tick rate, with no frame or sample missing', async () => {
    using folder = temporaryFolder()
    using own = ownGame({ tickRate: 20 })
    const [file, journal] = [folder.file('show.mkv'), folder.file('show.jsonl')]
    let frames = 0
    {
      await using air = await goOnAir({ game: 'colour-tone', output: [file], data: folder.file('data'), journal })
      const { show } = air
      const local = show.chat.sources[0]
      await air.ticks(30)
      assert.equal(await show.switchGame(own.folder), false)
      assert.deepEqual([show.plan.game.id, show.tick < 20], ['own-game', true])
      // The chat’s link is the one that it was.
      assert.equal(show.chat.sources[0], local)
      assert.equal(local?.state, 'live')
      await air.ticks(20)
      const { frames: counts, samples } = await air.end()
      frames = counts.written
      assert.equal(samples.written, frames * 1600)
    }
    await checkWhole(file, frames)
    const colour = await pixelAt(file, frames - 1, 160, 8)
    assert.ok(
      [32, 64, 96].every((value, i) => Math.abs(value - (colour[i] as number)) <= 4),
      colour.join(),
    )
    // A journal is of one game.
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
    const header = JSON.parse(lines[0] ?? '') as { game: string }
    const last = JSON.parse(lines.at(-1) ?? '') as { end: { frames: number } }
    assert.equal(header.game, 'colour-tone')
    assert.ok(last.end.frames < frames)
  })

  it('keeps slate, layers and status line of the show, and gives way to none that can’t be played', async () => {
    using folder = temporaryFolder()
    using own = ownGame()
    using broken = ownGame({ step: 'state.no.where' })
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    const { show: running } = air
    running.stage.setSlate('break', 'back soon')
    running.stage.setLayer('feed', false)
    running.stage.setStatusLine('Marathon day 3')
    await air.ticks(3)
    await assert.rejects(running.switchGame('chequers'), { code: 'usage' })
    await assert.rejects(running.switchGame(broken.file), { code: 'bad-game', message: /step threw TypeError/ })
    broken.save({ more: "images: { ball: 'ball.png' }," })
    await assert.rejects(running.switchGame(broken.file), { message: /ball\.png\) can’t be read/ })
    assert.equal(running.plan.game.id, 'colour-tone')

    const stages: unknown[] = []
    running.onStage((stage) => stages.push(stage))
    await running.switchGame(own.file)
    await air.ticks(2)
    const { show } = running.stage.match.state
    assert.deepEqual([show.title, show.slate, show.slateText], ['Own Game', 'break', 'back soon'])
    assert.equal(show.statusLine, 'Marathon day 3')
    assert.deepEqual([hasLayer(show, 'feed'), hasLayer(show, 'vote')], [false, true])
    assert.deepEqual(stages, [running.stage])
    await running.switchGame('colour-tone')
    assert.equal(running.plan.game.id, 'colour-tone')
  })

  it('leaves no message out of the numbers, whichever game it came to', async () => {
    using folder = temporaryFolder()
    using own = ownGame()
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    const { show } = air
    using totals = countChat(show)
    const say = async (text: string) => {
      const { received } = totals.now
      assert.equal(show.chat.local?.say({ userId: text, user: text, text }), true)
      await until(() => totals.now.received === received + 1)
    }
    for (const text of ['red', 'blue', 'no colour']) await say(text)
    const before = totals.now
    await show.switchGame(own.file)
    assert.deepEqual([totals.now, show.chat.counts.received], [before, 0])
    await say('no colour either')
    // The same game in another version goes on with its chat, and its counts.
    assert.equal(await show.switchGame(own.file, { keepsState: true }), true)
    await say('nothing')
    assert.equal(totals.now.received, 5)
    assert.equal(totals.now.accepted + totals.now.rejected, 5)
  })
})
