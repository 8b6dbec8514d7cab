import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { describe, it } from 'node:test'
import { createMatch } from '../../game/index.ts'
import { groupPictures, importGame, openPicture, parseFps, parseTarget, versionedGame } from '../../render/index.ts'
import { explainAt } from '../../server/author/fault.ts'
import { stuckIn } from '../../server/author/stuck.ts'
import { createPatches } from '../../server/patches.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { decodeSound, ffmpeg, pictureHashes } from '../helpers/media.ts'
import { ownGame } from '../helpers/own-game.ts'
import { tickLive } from '../helpers/ticking.ts'

let version = 9100

/** Shows a game whose parts do this after a second, until its picture had to be replaced so many times, and then puts up a slate. */
async function show(parts: { readonly draw?: string; readonly sound?: string }, times: number) {
  using folder = temporaryFolder()
  const later = (code = '') => `if (frame.tick > 30) { ${code} }`
  using own = ownGame({ draw: later(parts.draw), sound: later(parts.sound) })
  const file = folder.file('show.mkv')
  const url = versionedGame(pathToFileURL(own.file).href, version++)
  const match = createMatch(await importGame(url), 1)
  const patches = createPatches(match.state)
  const told: string[] = []
  const over = Promise.withResolvers<void>()
  const output = { target: parseTarget(file), preset: 'lossless', size: { width: 64, height: 64 } } as const
  await using picture = await openPicture({
    ...{ ffmpeg, gameUrl: url, branding: null, pace: 'live', frames: null, log() {}, hungMs: 700 },
    pictures: groupPictures([output], { fps: parseFps('30'), sampleRate: 48_000 }),
    whole: () => patches.full(),
    stuckIn,
    stumbled(why, count, stack) {
      const { sentence } = explainAt(stack, why)
      told.push(sentence.slice(sentence.lastIndexOf('/') + 1))
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
    const { told, hashes } = await show({ draw: 'for (;;);' }, 2)
    assert.match(told[0] ?? '', /^index\.ts:18:\d+: draw at 64x64 has not come to its end for 0\.7 s$/)
    assert.match(told[1] ?? '', /^index\.ts:18:\d+: draw at 64x64 has not come to its end for 0\.175 s$/)
    assert.equal(told.length, 2)
    assert.equal(hashes.size, 1)
  })

  it('is replaced where sound never returns, which is told of sound', async () => {
    const { told } = await show({ sound: 'for (;;);' }, 2)
    assert.equal(told.length, 2)
    for (const each of told) assert.match(each, /^index\.ts:22:\d+: sound has not come to its end for 0\.175 s$/)
  })

  it('is replaced where draw takes memory without end, or ends its thread; nothing else notices', async () => {
    const hoard = await show({ draw: 'const list: object[] = []; for (;;) list.push({})' }, 1)
    assert.match(hoard.told[0] ?? '', /took more memory than a game may have|has not come to its end/)
    const left = await show({ draw: 'process.exit()' }, 3)
    assert.match(left.told[0] ?? '', /^draw at 64x64 failed: it left by itself/)
  })
})
