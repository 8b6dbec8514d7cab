import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { before, after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { decodeSound } from '../../render/sound/decode.ts'
import { soundKind, soundSeconds } from '../../render/sound/file.ts'
import { loadSounds } from '../../render/sound/load.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { ffmpeg, frequencyOf } from '../helpers/media.ts'

const options = { ffmpeg, sampleRate: 48_000 }
const folder = temporaryFolder()
const make = (name: string, ...args: string[]) => {
  const sine = ['-f', 'lavfi', '-i', 'sine=frequency=600:sample_rate=44100:duration=1.5']
  execFileSync(ffmpeg, ['-v', 'error', '-y', ...sine, ...args, folder.file(name)])
  return folder.file(name)
}
const refused = { name: 'RenderError', code: 'bad-asset' }

let serials = 0
/** The pages of an OGG stream under another serial number; their checksums are wrong by then. */
function withSerials(stream: Buffer): Buffer {
  const copy = Buffer.from(stream)
  serials += 1
  for (let at = copy.indexOf('OggS'); at >= 0; at = copy.indexOf('OggS', at + 4)) copy.writeUInt32LE(serials, at + 14)
  return copy
}

describe('a sound file', () => {
  before(() => {
    make('a.wav')
    make('a.ogg')
    make('a.mp3')
  })
  after(() => folder[Symbol.dispose]())

  for (const kind of ['wav', 'ogg', 'mp3'])
    it(`as ${kind.toUpperCase()} becomes stereo at the show’s sample rate`, async () => {
      const { left, right } = await decodeSound(folder.file(`a.${kind}`), options)
      assert.ok(Math.abs(left.length / 48_000 - 1.5) < 0.06, `${left.length} samples`)
      assert.deepEqual(left, right)
      const hz = frequencyOf(Float64Array.from(left.subarray(12_000, 60_000)), 48_000)
      assert.ok(Math.abs(hz - 600) < 0.5, `${hz} Hz`)
    })

  it('says how long it is before anything decodes it', async () => {
    make('opus.ogg', '-c:a', 'libopus')
    make('low.mp3', '-ar', '22050', '-b:a', '24k')
    make('variable.mp3', '-q:a', '4')
    for (const name of ['a.wav', 'a.ogg', 'a.mp3', 'opus.ogg', 'low.mp3', 'variable.mp3']) {
      const seconds = soundSeconds(readFileSync(folder.file(name)))
      assert.ok(seconds !== null && Math.abs(seconds - 1.5) < 0.12, `${name}: ${seconds} s`)
    }
    const heads = ['RIFF....WAVEfmt ', 'OggS', 'ID3', '\xff\xfb'].map((head) => Buffer.from(head, 'latin1'))
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, bytes) => {
        const seconds = soundSeconds(Buffer.concat([head, bytes]))
        assert.ok(seconds === null || (Number.isFinite(seconds) && seconds > 0))
      }),
    )
  })

  it('that is a chain of OGG streams is as long as all of them', () => {
    make('long.ogg', '-filter:a', 'apad=whole_dur=700', '-ar', '8000')
    make('opus.ogg', '-c:a', 'libopus')
    const [long, short, opus] = ['long.ogg', 'a.ogg', 'opus.ogg'].map((name) => readFileSync(folder.file(name)))
    assert.ok(long && short && opus)
    const secondsOf = (...files: Buffer[]) => soundSeconds(Buffer.concat(files)) ?? 0
    const alone = secondsOf(long)
    assert.ok(Math.abs(alone - 700) < 0.2, `${alone} s`)
    assert.ok(Math.abs(secondsOf(long, short) - 701.5) < 0.3)
    assert.ok(Math.abs(secondsOf(opus, long, Buffer.from('not a page'), short, short) - 704.5) < 0.5)
    // Links that are cut off never end.
    const cut = short.subarray(0, short.lastIndexOf('OggS'))
    assert.equal(soundSeconds(Buffer.concat(Array.from({ length: 20 }, () => withSerials(cut)))), null)
    assert.ok(Math.abs(secondsOf(...Array.from({ length: 20 }, () => withSerials(short))) - 30) < 1)
  })

  it('is told by its bytes and not by its name', async () => {
    writeFileSync(folder.file('text.mp3'), 'ffconcat version 1.0\nfile /etc/hostname\n')
    await assert.rejects(decodeSound(folder.file('text.mp3'), options), {
      ...refused,
      message: /is no WAV, OGG or MP3/,
    })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => {
        const kind = soundKind(bytes)
        assert.ok(kind === null || bytes.length >= 2)
      }),
    )
  })

  it('that is damaged, too large, missing or empty is refused in a sentence', async () => {
    writeFileSync(folder.file('damaged.ogg'), `OggS${'x'.repeat(5000)}`)
    await assert.rejects(decodeSound(folder.file('damaged.ogg'), options), refused)
    writeFileSync(folder.file('large.wav'), '')
    truncateSync(folder.file('large.wav'), 21 * 2 ** 20)
    await assert.rejects(decodeSound(folder.file('large.wav'), options), {
      ...refused,
      message: /22020096 bytes, and may have 20971520/,
    })
    await assert.rejects(decodeSound(folder.file('missing.wav'), options), { ...refused, message: /can't be read/ })
    writeFileSync(folder.file('empty.wav'), '')
    await assert.rejects(decodeSound(folder.file('empty.wav'), options), refused)
  })

  it('of more than ten minutes is refused, however small it is', async () => {
    const long = ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '700', '-b:a', '16k']
    execFileSync(ffmpeg, ['-v', 'error', '-y', ...long, folder.file('long.mp3')])
    await assert.rejects(decodeSound(folder.file('long.mp3'), options), { ...refused, message: /longer than 600 s/ })
  })

  it('of a game must lie beside its module; what can’t be had is silent, and said', async () => {
    const url = pathToFileURL(folder.file('index.ts')).href
    const sounds = { hit: 'a.wav', up: '../secret.wav', web: 'https://example.com/a.wav', gone: 'gone.ogg' }
    const { clips, problems } = await loadSounds(sounds, url, 48_000)
    assert.deepEqual([...clips.keys()], ['hit'])
    assert.equal(problems.length, 3)
    assert.match(problems[0] ?? '', /"up" stays silent: "\.\.\/secret\.wav" is not in the game’s folder/)
  })
})
