import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { describe, it } from 'node:test'
import { createMatch } from '../../game/index.ts'
import { groupPictures, importGame, openPicture, parseFps, parseTarget, versionedGame } from '../../render/index.ts'
import { createPatches } from '../../server/patches.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { ffmpeg, pictureHashes } from '../helpers/media.ts'
import { ownGame } from '../helpers/own-game.ts'
import { tickLive } from '../helpers/ticking.ts'

const frames = 180

/** A live show of 6 s whose painter is behind all the time; another takes its place where it is to be replaced. */
async function behind({ mostBehind = 600, isReplaced = false }) {
  using folder = temporaryFolder()
  // Each frame takes longer than there is time for one, also where none is drawn; and each picture is another.
  const nap = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 45)'
  using own = ownGame({
    draw: 'g.fillStyle = `hsl(${frame.tick * 7} 80% 50%)`; g.fillRect(0, 0, 64, 64)',
    sound: nap,
  })
  const gameUrl = versionedGame(pathToFileURL(own.file).href, 9300)
  const told: string[] = []
  const match = createMatch(await importGame(gameUrl), 1)
  const patches = createPatches(match.state)
  const file = folder.file('show.mkv')
  const output = { target: parseTarget(file), preset: 'lossless', size: { width: 64, height: 64 } } as const
  await using picture = await openPicture({
    ...{ ffmpeg, gameUrl, branding: null, pace: 'live', frames, log() {}, mostBehind },
    ...(isReplaced ? { whole: () => patches.full(), stumbled: (why: string) => told.push(why) } : {}),
    pictures: groupPictures([output], { fps: parseFps('30'), sampleRate: 48_000 }),
  })
  picture.publish(0, patches.full())
  patches.next()
  picture.start()
  const stop = tickLive(30, () => {
    match.step([])
    picture.publish(match.tick, patches.next())
  })
  await picture.ended.finally(stop)
  const hashes = await pictureHashes(file)
  return { hashes, told, samples: picture.status.samples.written }
}

describe('a show whose painter is behind all the time', { timeout: 60_000 }, () => {
  it('is seen to move all the same, a few times a second', async () => {
    const { hashes } = await behind({})
    assert.equal(hashes.length, frames)
    const lastTwoSeconds = new Set(hashes.slice(-60)).size
    assert.ok(lastTwoSeconds >= 3, `${lastTwoSeconds} pictures in two seconds`)
  })

  it('gets another painter when it is too far behind, and goes on whole', async () => {
    const { hashes, told, samples } = await behind({ mostBehind: 20, isReplaced: true })
    assert.equal(told[0], 'drawing at 64x64 is more than 20 ticks behind')
    assert.deepEqual([hashes.length, samples], [frames, frames * 1600])
  })
})
