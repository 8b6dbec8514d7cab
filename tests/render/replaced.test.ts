import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { describe, it } from 'node:test'
import { createMatch } from '../../game/index.ts'
import { groupPictures, importGame, openPicture, parseFps, parseTarget, versionedGame } from '../../render/index.ts'
import { createPatches } from '../../server/patches.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { decodeSound, ffmpeg, pictureHashes } from '../helpers/media.ts'
import { ownGame } from '../helpers/own-game.ts'
import { tickLive } from '../helpers/ticking.ts'

/** Shows a game whose `draw` does this after a second, until its picture had to be replaced so many times, and then puts up a slate. */
async function show(draw: string, times: number) {
  using folder = temporaryFolder()
  using own = ownGame({ draw: `if (frame.tick > 30) { ${draw} }` })
  const file = folder.file('show.mkv')
  const url = versionedGame(pathToFileURL(own.file).href, 9100 + times)
  const match = createMatch(await importGame(url), 1)
  const patches = createPatches(match.state)
  const told: string[] = []
  const over = Promise.withResolvers<void>()
  const output = { target: parseTarget(file), preset: 'lossless', size: { width: 64, height: 64 } } as const
  await using picture = await openPicture({
    ...{ ffmpeg, gameUrl: url, branding: null, pace: 'live', frames: null, log() {}, hungMs: 700 },
    pictures: groupPictures([output], { fps: parseFps('30'), sampleRate: 48_000 }),
    whole: () => patches.full(),
    stumbled(why, count) {
      told.push(why)
      if (count >= times) match.state.show.slate = 'break'
    },
  })
  picture.publish(0, patches.full())
  patches.next()
  picture.start()
  let slated = 0
  const stop = tickLive(30, () => {
    match.step([])
    picture.publish(match.tick, patches.next())
    if (match.state.show.slate !== '' && ++slated === 45) over.resolve()
  })
  await Promise.race([over.promise, picture.ended]).finally(stop)
  await picture.close()
  const { frames, samples } = picture.status
  assert.equal((await pictureHashes(file)).length, frames.written)
  assert.equal((await decodeSound(file)).left.length, samples.written)
  assert.equal(samples.written, frames.written * 1600)
  const hashes = new Set((await pictureHashes(file)).slice(-3))
  return { told, hashes }
}

describe('a painter that a game takes with it', { timeout: 60_000 }, () => {
  it('is replaced where draw never returns, again where it does it again, and behind a slate there is peace', async () => {
    const { told, hashes } = await show('for (;;);', 2)
    assert.deepEqual(told, Array(2).fill('drawing at 64x64 has not come to its end for 0.7 s'))
    assert.equal(hashes.size, 1)
  })

  it('is replaced where draw takes memory without end, or ends its thread; nothing else notices', async () => {
    const hoard = await show('const list: object[] = []; for (;;) list.push({})', 1)
    assert.match(hoard.told[0] ?? '', /took more memory than a game may have|has not come to its end/)
    const left = await show('process.exit()', 3)
    assert.match(left.told[0] ?? '', /drawing at 64x64 failed: it left by itself/)
  })
})
