import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMatch, type Match } from '../../game/index.ts'
import { findEspeak, openPicture, parseFps, parseTarget, type SpeechSettings } from '../../render/index.ts'
import { createPatches } from '../../server/patches.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { fakeEspeak, isRunning } from '../helpers/espeak.ts'
import { tone } from '../helpers/game.ts'
import { decodeSound, ffmpeg } from '../helpers/media.ts'
import storyteller from '../helpers/storyteller.ts'
import { tickLive } from '../helpers/ticking.ts'

const withEspeak = { skip: findEspeak(process.env) === null ? 'espeak-ng is not installed' : false }

/** A live picture of the storyteller, which changes its pitch in tick 10. */
async function openStory(file: string, speech: SpeechSettings) {
  const match = createMatch(storyteller, 1) as unknown as Match
  const patches = createPatches(match.state)
  const format = { width: 320, height: 180, fps: parseFps('30'), sampleRate: 48_000 }
  const picture = await openPicture({
    ...{ ffmpeg, branding: null, pace: 'live' as const, frames: 120, speech, log: () => {} },
    gameUrl: import.meta.resolve('../helpers/storyteller.ts'),
    pictures: [{ format, outputs: [{ target: parseTarget(file), preset: 'lossless' as const }] }],
  })
  picture.publish(0, patches.full())
  patches.next()
  picture.start()
  const stop = tickLive(30, () => {
    match.step(match.tick === 9 ? [tone(110)] : [])
    picture.publish(match.tick, patches.next())
  })
  const close = async () => {
    stop()
    await picture.close()
  }
  return { picture, [Symbol.asyncDispose]: close }
}

/** The loudest sample between two moments, in seconds. */
const peak = (samples: Float64Array, from: number, to: number) =>
  samples.subarray(from * 48_000, to * 48_000).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

describe('a picture that speaks', () => {
  it('tells the story of its game, and how many numbers of its sound were none', withEspeak, async () => {
    using folder = temporaryFolder()
    const peaks: number[] = []
    for (const kind of ['story', 'alerts'] as const) {
      const file = folder.file(`${kind}.mkv`)
      await using story = await openStory(file, { of: [kind], language: 'en' })
      await until(() => story.picture.sound.mended >= 30)
      await story.picture.ended
      const { left } = await decodeSound(file)
      assert.equal(left.length, 120 * 1600)
      peaks.push(peak(left, 0.3, 4))
    }
    const [spoken = 0, silent = 0] = peaks
    assert.ok(silent < 0.06 && spoken > 0.2, `${spoken}, ${silent}`)
  })

  it('leaves no child behind when it is closed in the middle of a line', async () => {
    using folder = temporaryFolder()
    using fake = fakeEspeak()
    const path = process.env['PATH']
    process.env['PATH'] = `${fake.folder}:${path}`
    try {
      await using story = await openStory(folder.file('a.mkv'), { of: ['story'], language: 'en' })
      const pid = await until(() => fake.pids()[0])
      assert.ok(isRunning(pid))
      await until(() => story.picture.sound.speech.waiting === 1)
      await story[Symbol.asyncDispose]()
      await until(() => !isRunning(pid))
      assert.equal(fake.pids().length, 1)
    } finally {
      process.env['PATH'] = path
    }
  })
})
