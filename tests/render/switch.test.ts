import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { describe, it } from 'node:test'
import { createMatch, type Match } from '../../game/index.ts'
import { groupPictures, openPicture, parseFps, parseTarget, versionedGame, importGame } from '../../render/index.ts'
import { createPatches, type Patches } from '../../server/patches.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { decodeSound, frequencyOf, largestJump, readLossless } from '../helpers/media.ts'
import { ownGame } from '../helpers/own-game.ts'

const side = 64

interface Run {
  readonly url: string
  readonly match: Match
  readonly patches: Patches
}

async function runOf(file: string, version: number): Promise<Run> {
  const url = versionedGame(pathToFileURL(file).href, version)
  const match = createMatch(await importGame(url), 1)
  return { url, match, patches: createPatches(match.state) }
}

describe('another game in the picture', { timeout: 30_000 }, () => {
  it('throws under its own URL, and the one before it under the old', async () => {
    using own = ownGame({ draw: "throw new Error('old')" })
    using next = ownGame({ draw: "throw new Error('mended')" })
    const [first, second] = [await runOf(own.file, 9003), await runOf(next.file, 9004)]
    const rates = { fps: parseFps('30'), sampleRate: 48_000 }
    const output = { target: parseTarget('null:'), preset: 'lossless', size: { width: side, height: side } } as const
    const said: [string, string | undefined][] = []
    const { ffmpeg } = await import('../helpers/media.ts')
    await using picture = await openPicture({
      ...{ ffmpeg, gameUrl: first.url, branding: null, pictures: groupPictures([output], rates) },
      ...{ pace: 'fast', frames: 4, log: (_level, line, url) => said.push([line, url]) },
    })
    await picture.load(second.url)
    picture.publish(0, first.patches.full())
    picture.start()
    picture.begin({ url: second.url, origin: 2 }, 0, second.patches.full())
    second.patches.next()
    second.match.step([])
    picture.publish(1, second.patches.next())
    await picture.ended
    const urlOf = (text: string) => said.find(([line]) => line.includes(text))?.[1]
    assert.deepEqual([urlOf('Error: old'), urlOf('Error: mended')], [first.url, second.url])
  })

  it('is seen from the very frame that shows its tick 0, at its own tick rate, and the sound of the last one fades without a click', async () => {
    using folder = temporaryFolder()
    using dark = ownGame({ more: "withoutLayers: ['title', 'vote', 'leaders', 'feed', 'help']," })
    using bright = ownGame({
      tickRate: 15,
      // As many rows are white as there are ticks.
      draw: "g.fillStyle = '#fff'; if (frame.tick < 20) g.fillRect(0, 0, frame.width, frame.height)",
      sound: "synth.sine('tone', { hz: 880, gain: 0.3 })",
      more: "withoutLayers: ['title', 'vote', 'leaders', 'feed', 'help'],",
    })
    const [first, second] = [await runOf(dark.file, 9001), await runOf(bright.file, 9002)]
    const file = folder.file('show.mkv')
    const rates = { fps: parseFps('30'), sampleRate: 48_000 }
    const output = { target: parseTarget(file), preset: 'lossless', size: { width: side, height: side } } as const
    const pictures = groupPictures([output], rates)
    const { ffmpeg } = await import('../helpers/media.ts')
    await using picture = await openPicture({
      ...{ ffmpeg, gameUrl: first.url, branding: null, pictures, pace: 'fast', frames: 100, log() {} },
    })
    await picture.load(second.url)
    picture.publish(0, first.patches.full())
    first.patches.next()
    picture.start()
    const play = async ({ match, patches }: Run, ticks: number) => {
      for (let tick = 1; tick <= ticks; tick++) {
        await picture.room()
        match.step([])
        picture.publish(tick, patches.next())
      }
    }
    // Frames 0 to 39 show ticks 0 to 39.
    await play(first, 39)
    picture.begin({ url: second.url, origin: 40 }, 0, second.patches.full())
    second.patches.next()
    await play(second, 30)
    await picture.ended
    const { brightness } = await readLossless(file, side)
    assert.equal(brightness.length, 100)
    // Flashes are held back, so a cut may take more than one frame; before it nothing is seen of the next game.
    const isWhite = brightness.map((value) => value > 200)
    assert.deepEqual(
      [isWhite.slice(0, 40).includes(true), isWhite[45], isWhite[79], isWhite[85]],
      [false, true, true, false],
    )
    const { left } = await decodeSound(file)
    assert.equal(left.length, 160_000)
    assert.ok(largestJump(left) < 0.06, String(largestJump(left)))
    assert.ok(Math.abs(frequencyOf(left.slice(20_000, 60_000), 48_000) - 440) < 0.5)
    assert.ok(Math.abs(frequencyOf(left.slice(80_000, 120_000), 48_000) - 880) < 0.5)
  })
})
