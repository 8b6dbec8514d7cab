import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createMatch, type Match, type Synth } from '../../game/index.ts'
import { parseFps, soundLeadFrames } from '../../render/browser.ts'
import { createPainterCallMemory } from '../../render/painter-calls.ts'
import type { FromPainter } from '../../render/output/thread.ts'
import type { PainterData, ToPainter } from '../../render/painter-messages.ts'
import { createSound, type Sound } from '../../render/sound/sound.ts'
import { createPatches } from '../../server/patches.ts'
import { createPlayer, type SoundNews } from '../../server/web/watch/sound/player.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { ffmpeg, largestJump } from '../helpers/media.ts'

const rate = 48_000
const fps = parseFps('30')
/** The slate is up in frames `slated[0]` to before `slated[1]`. */
const slated = [60, 90] as const
const frames = 150
const isSlated = (n: number) => n >= slated[0] && n < slated[1]

/** All that goes on by itself: a sample of 20 s, music that fades slowly, a held note; and a voice. */
function play(synth: Synth): void {
  synth.sample('long', { sound: 'long', atTick: 1, gain: 0.3 })
  synth.music('song', { gain: 0.4, fadeSeconds: 10 })
  synth.note('held', { atTick: 1, hz: 110, gain: 0.2, seconds: 60 })
  synth.tone('voice', { hz: 90, gain: 0.1 })
}

const sine = (hz: number, seconds: number) => {
  const left = Float32Array.from({ length: seconds * rate }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate))
  return { left, right: left }
}
const clips = { long: sine(70, 20), song: sine(50, 8) }

const peakOf = (samples: Float64Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** @param from the sample at which the first slated frame begins */
function checkSilence(samples: Float64Array, from: number): void {
  const until = from + (slated[1] - slated[0]) * 1600
  assert.ok(peakOf(samples.subarray(from - 4800, from)) > 0.3, 'it is loud before')
  // 20 ms, and what the limiter is behind.
  assert.equal(peakOf(samples.subarray(from + 960 + 100, until)), 0, 'silent behind the slate')
  assert.ok(peakOf(samples.subarray(until + 1600, until + 9600)) > 0.3, 'it is back after')
  // What fades goes by in 5 ms at least.
  assert.ok(largestJump(samples) < 0.03, `jumps by ${largestJump(samples)}`)
}

function record(sound: Sound, from = 0): Float64Array {
  for (const [name, clip] of Object.entries(clips)) sound.addClip(name, clip)
  const samples = new Float64Array((frames - from) * 1600)
  for (let n = from; n < frames; n++) {
    sound.begin(n, n)
    if (isSlated(n)) sound.hush()
    else play(sound.synth)
    samples.set(sound.take().left, (n - from) * 1600)
  }
  return samples
}

const open = () => createSound({ sampleRate: rate, fps, tickRate: 30 })

/** The samples of a painter whose show is slated, as they go to the encoder. */
async function paint(folder: { file(name: string): string }): Promise<Float64Array> {
  const sources = { long: 'sine=f=70:r=48000:d=20,volume=8', song: 'sine=f=50:r=48000:d=8,volume=8' }
  for (const [name, source] of Object.entries(sources))
    execFileSync(ffmpeg, ['-v', 'error', '-f', 'lavfi', '-i', source, folder.file(`${name}.wav`)])
  const base = JSON.stringify(import.meta.resolve('../../game/bundled/colour-tone/index.ts'))
  const sounds = { long: 'long.wav', song: 'song.wav' }
  writeFileSync(
    folder.file('game.ts'),
    `import base from ${base}\n${play.toString()}\nexport default { ...base, sounds: ${JSON.stringify(sounds)}, sound: play }`,
  )
  const match = createMatch(colourTone, 1) as unknown as Match
  const patches = createPatches(match.state)
  const channel = new MessageChannel()
  const format = { width: 64, height: 36, fps, sampleRate: rate }
  const workerData: PainterData = {
    ...{ gameUrl: pathToFileURL(folder.file('game.ts')).href, format, sound: true, speech: [], branding: null },
    ...{ pace: 'fast', frames, output: channel.port2, calls: createPainterCallMemory() },
  }
  const worker = new Worker(new URL('../../render/painter.ts', import.meta.url), {
    workerData,
    transferList: [channel.port2],
  })
  const samples = new Float64Array(frames * 1600)
  try {
    const post = (tick: number, bytes: Uint8Array) => worker.postMessage({ tick, bytes } satisfies ToPainter)
    post(0, patches.full())
    patches.next()
    for (let tick = 1; tick < frames; tick++) {
      match.step([])
      match.state.show.slate = isSlated(tick) ? 'panic' : ''
      post(tick, patches.next())
    }
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject)
      channel.port1.on('message', (message: FromPainter) => {
        if (message.type === 'picture') channel.port1.postMessage(message.memory, [message.memory])
        if (message.type !== 'sound') return
        const at = message.chunk - soundLeadFrames
        const pcm = new Int16Array(message.pcm)
        for (let i = 0; i < 1600; i++) samples[at * 1600 + i] = (pcm[2 * i] as number) / 32_767
        if (at === frames - 1) resolve()
      })
    })
  } finally {
    await worker.terminate()
    channel.port1.close()
  }
  return samples
}

describe('behind a slate', { timeout: 60_000 }, () => {
  it('all of the game fades at once, without a click, and comes back when the slate goes', () => {
    checkSilence(record(open()), slated[0] * 1600)
  })

  it('who joins later hears the same afterwards as who was there', () => {
    const whole = record(open())
    const late = record(open(), slated[1])
    const since = whole.subarray(slated[1] * 1600)
    // What was still in the limiter, and what shares a bus in another order, may round otherwise.
    assert.ok(peakOf(late.map((value, i) => value - (since[i] as number))) < 1e-6)
  })

  it('the broadcast is silent from the first frame of the slate', async () => {
    using folder = temporaryFolder()
    checkSilence(await paint(folder), slated[0] * 1600)
  })

  it('the page is silent as well', () => {
    const player = createPlayer(rate, () => ({ draw: () => {}, sound: (synth) => play(synth) }))
    for (const [clip, { left, right }] of Object.entries(clips)) player.hear({ game: 'g', clip, left, right })
    const samples = new Float64Array(frames * 1600)
    const left = new Float32Array(64)
    const right = new Float32Array(64)
    // Quanta of 64 fill frames exactly, so that news and frames meet.
    for (let at = 0; at < samples.length; at += 64) {
      const tick = Math.floor(at / 1600)
      const place: Omit<SoundNews, 'isSlated'> = { game: 'g', tick, tickRate: 30, fps, state: {} }
      player.hear({ ...place, isSlated: isSlated(tick) })
      player.read(left, right)
      samples.set(left, at)
    }
    checkSilence(samples, slated[0] * 1600)
  })
})
