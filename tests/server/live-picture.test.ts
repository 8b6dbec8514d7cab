import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createStatusNow, statusOf } from '../../server/status.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { decodeSound, meanRed, probe } from '../helpers/media.ts'
import { goOnAir, type OnAir } from '../helpers/on-air.ts'
import { ownGame } from '../helpers/own-game.ts'

const bare = "withoutLayers: ['title', 'vote', 'leaders', 'feed', 'help'],"

/** A game whose picture is as bright as its tick is late, so that each decoded frame tells its tick. */
const brighter = () =>
  ownGame({
    draw: "const v = 16 + frame.tick % 200; g.fillStyle = 'rgb(' + v + ',' + v + ',' + v + ')'; g.fillRect(0, 0, frame.width, frame.height)",
    more: bare,
  })

const sizesOf = ({ show }: OnAir) => statusOf(show).stream.pictures.map(({ size }) => size)

const framesOf = ({ show }: OnAir, id: string) =>
  show.picture.status.outputs.find((output) => output.id === id)?.frames ?? 0

describe('an output of a size that no picture has, added to a running show', { timeout: 60_000 }, () => {
  it('opens a picture that carries the same tick at the same frame, and the first misses none', async () => {
    using folder = temporaryFolder()
    using game = brighter()
    const [wide, tall] = [folder.file('wide.mkv'), folder.file('tall.mkv')]
    await using air = await goOnAir({ game: game.folder, output: [wide], data: folder.file('data') })
    const { broadcast } = air.show
    await air.ticks(10)
    assert.deepEqual(sizesOf(air), ['320x180'])
    const added = await broadcast.add({ url: tall, size: '180x320', preset: 'lossless' })
    await broadcast.add({ url: 'null:', size: '180x320' })
    assert.equal(added.size, '180x320')
    await until(() => framesOf(air, 'tall.mkv') > 30)
    const { pictures } = (await createStatusNow(() => air.show)()).stream
    assert.deepEqual(
      pictures.map(({ size }) => size),
      ['320x180', '180x320'],
    )
    const { frames, pictures: ended } = await air.end()
    const [whole, part] = [await meanRed(wide), await meanRed(tall)]
    assert.equal(whole.length, frames.written)
    const { frames: shown } = await probe(wide)
    assert.deepEqual(
      shown.map(({ seconds }) => Math.round(seconds * 30)),
      Array.from(whole, (_, n) => n),
    )
    assert.equal((await decodeSound(wide)).left.length, whole.length * 1600)
    assert.match((await probe(tall)).video, /180x320/)
    // Both end with the show, at the same frame; the last ones before the end may be the newest picture again.
    const alike = whole.slice(whole.length - part.length)
    const others = part.slice(0, -5).filter((red, n) => red !== alike[n]).length
    assert.ok(
      part.length > 30 && others <= sum(ended.map((each) => each.frames.repeated)),
      `${others} of ${part.length}`,
    )
    // What is not encoded comes a frame at a time, before its picture: the first one’s own is over when it begins.
    const missing = part.length - (await decodeSound(tall)).left.length / 1600
    assert.ok(missing === 0 || missing === 1, `${missing} frames have no sound`)
  })

  it('ends its picture when its last output leaves, and may be added again', async () => {
    using folder = temporaryFolder()
    const [wide, again] = [folder.file('wide.mkv'), folder.file('again.mkv')]
    await using air = await goOnAir({ game: 'colour-tone', output: [wide], data: folder.file('data') })
    const { broadcast } = air.show
    await broadcast.add({ url: 'null:', size: '180x320' })
    await broadcast.add({ url: 'null:', size: '160x160' })
    await until(() => sizesOf(air).length === 3)
    await broadcast.remove('null')
    await until(() => sizesOf(air).join() === '320x180,160x160')
    await broadcast.turn('null-2', false)
    await until(() => sizesOf(air).join() === '320x180')
    await broadcast.turn('null-2', true)
    await until(() => sizesOf(air).join() === '320x180,160x160')
    await broadcast.add({ url: again, size: '180x320', preset: 'lossless' })
    await until(() => framesOf(air, 'again.mkv') > 5)
    // Off or gone, the first picture goes on: the counters and stills are its own.
    await broadcast.remove('wide.mkv')
    const { frames } = await air.end()
    assert.ok((await meanRed(again)).length > 5)
    assert.ok(frames.written >= (await meanRed(wide)).length)
  })

  it('plays another game with the rest, also where it comes while that one is made ready', async () => {
    using folder = temporaryFolder()
    using next = ownGame({ tickRate: 20, more: bare })
    const tall = folder.file('tall.mkv')
    await using air = await goOnAir({ game: 'colour-tone', output: ['null:'], data: folder.file('data') })
    await air.ticks(3)
    await Promise.all([
      air.show.broadcast.add({ url: tall, size: '180x320', preset: 'lossless' }),
      air.show.switchGame(next.folder),
    ])
    await until(() => framesOf(air, 'tall.mkv') > 10)
    await air.end()
    assert.deepEqual(
      air.lines.filter((line) => /drawing at|never loaded/.test(line)),
      [],
    )
    // The colour of the other game, #204060.
    assert.ok(Math.abs(((await meanRed(tall)).at(-1) ?? 0) - 32) <= 4)
  })

  it('is refused where there are as many pictures as there may be, and nothing is left of it', async () => {
    using folder = temporaryFolder()
    const output = ['null:', 'null:?size=160x160', 'null:?size=162x160', 'null:?size=164x160']
    await using air = await goOnAir({ game: 'colour-tone', output, data: folder.file('data') })
    const wish = { url: 'null:', size: '166x160' }
    await assert.rejects(air.show.broadcast.add(wish), { code: 'bad-output', message: /at most 4 pictures/ })
    assert.equal(air.show.broadcast.outputs.length, 4)
    await air.show.broadcast.remove('null-4')
    assert.equal((await air.show.broadcast.add(wish)).size, '166x160')
  })
})

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
