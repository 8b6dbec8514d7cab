import assert from 'node:assert/strict'
import { createReadStream, readdirSync, writeFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import * as fc from 'fast-check'
import { check } from '../../server/media/checking.ts'
import { MediaError } from '../../server/media/error.ts'
import { createLibrary } from '../../server/media/library.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { ffmpeg } from '../helpers/media.ts'
import { made, pngOf } from '../helpers/media-files.ts'
import { openedStore } from '../helpers/store.ts'

const folder = temporaryFolder()
after(() => folder[Symbol.dispose]())

const film = (size: string, seconds: number, rate: number) => [
  ...['-f', 'lavfi', '-i', `color=red:s=${size}:d=${seconds}:r=${rate}`, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
]
const fast = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8']

/** Changes the bytes after a name in a file. */
function patch(file: Buffer, name: string, change: (file: Buffer, at: number) => void): Buffer {
  const copy = Buffer.from(file)
  change(copy, copy.indexOf(name, 0, 'latin1') + name.length)
  return copy
}

const checkOf = async (name: string, content: Buffer) => {
  writeFileSync(folder.file(name), content)
  return await check(folder.file(name), name, '')
}

describe('the header of a video', () => {
  const refused: readonly (readonly [string, string, RegExp, () => Promise<Buffer>])[] = [
    ['wide.mp4', 'too-large', /2000×64 pixels/, () => made(folder.file('wide.mp4'), ...film('2000x64', 0.2, 5))],
    ['long.mp4', 'too-long', /lasts 70 s/, () => made(folder.file('long.mp4'), ...film('16x16', 70, 1))],
    ['fast.mp4', 'too-large', /120 pictures a second/, () => made(folder.file('fast.mp4'), ...film('16x16', 1, 120))],
    ['long.webm', 'too-long', /lasts 70 s/, () => made(folder.file('long.webm'), ...film('16x16', 70, 1), ...fast)],
    ['sound.mp4', 'broken', /no picture/, () => made(folder.file('sound.mp4'), '-f', 'lavfi', '-i', 'sine=d=0.1')],
    [
      ...(['parts.mp4', 'broken', /fragments/] as const),
      () => made(folder.file('parts.mp4'), ...film('16x16', 1, 5), '-movflags', 'frag_keyframe+empty_moov'),
    ],
    [
      ...(['elsewhere.mp4', 'broken', /names other files/] as const),
      async () =>
        patch(await made(folder.file('here.mp4'), ...film('16x16', 1, 5)), 'url ', (file, at) =>
          file.writeUInt32BE(0, at),
        ),
    ],
    [
      ...(['half.mp4', 'broken', /cut off/] as const),
      async () => (await made(folder.file('all.mp4'), ...film('16x16', 1, 5))).subarray(0, -200),
    ],
    [
      ...(['film.webm', 'broken', /Matroska/] as const),
      async () => await made(folder.file('film.mkv'), ...film('16x16', 1, 5)),
    ],
  ]
  for (const [name, code, words, make] of refused)
    it(`says that ${name} is not to be had`, async () => {
      await assert.rejects(checkOf(name, await make()), (error: unknown) => {
        assert.ok(error instanceof MediaError, String(error))
        assert.equal(error.code, code, error.message)
        assert.match(error.message, words)
        return true
      })
    })

  it('need not say how long a WebM is, as what a browser records doesn’t', async () => {
    const args = [...film('32x16', 1, 5), ...fast, '-live', '1']
    const checked = await checkOf('live.webm', await made(folder.file('live-made.webm'), ...args))
    assert.deepEqual([checked.width, checked.height, checked.seconds], [32, 16, null])
  })
})

describe('a file that lies in its header', () => {
  const inLibrary = async (name: string, content: Buffer) => {
    using own = temporaryFolder()
    await using opened = await openedStore(own.path)
    const library = createLibrary(own.path, opened.store, { warn: assert.fail, info() {} } as never)
    writeFileSync(own.file(name), content)
    const upload = {
      name,
      mime: '',
      by: 'a',
      content: createReadStream(own.file(name)),
      signal: AbortSignal.timeout(60_000),
    }
    try {
      return await library.add(upload, ffmpeg)
    } finally {
      assert.deepEqual(readdirSync(own.file('media')), [])
    }
  }

  it('is refused when it turns out to be longer, and leaves nothing', async () => {
    const args = [...film('16x16', 70, 2), ...fast]
    const long = await made(folder.file('liar.webm'), ...args)
    const liar = patch(long, '\x44\x89\x88', (file, at) => file.writeDoubleBE(1000, at))
    await assert.rejects(inLibrary('liar.webm', liar), { code: 'too-long', message: /longer than it says/ })
  })

  it('is refused when there is nothing in it to decode, and leaves nothing', async () => {
    const png = pngOf(64, 64, [1, 2, 3])
    const broken = patch(png, 'IDAT', (file, at) => file.fill(0, at, file.length - 16))
    await assert.rejects(inLibrary('broken.png', broken), { code: 'broken' })
  })
})

describe('whatever the bytes are', () => {
  it('a header is read or refused, and nothing else happens', async () => {
    const real = await Promise.all([
      made(folder.file('a.mp4'), ...film('16x16', 0.5, 4)),
      made(folder.file('a.webm'), ...film('16x16', 0.5, 4), ...fast),
      made(folder.file('a.wav'), '-f', 'lavfi', '-i', 'sine=d=0.05'),
      made(folder.file('a.ogg'), '-f', 'lavfi', '-i', 'sine=d=0.05'),
      made(folder.file('a.webp'), '-f', 'lavfi', '-i', 'color=red:s=16x16', '-frames:v', '1', '-c:v', 'libwebp'),
      Promise.resolve(pngOf(4, 4, [1, 2, 3])),
    ])
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) })
    const mutant = fc.record({
      of: fc.constantFrom(...real),
      changes: fc.array(change, { maxLength: 8 }),
      cut: fc.nat(40),
    })
    await fc.assert(
      fc.asyncProperty(mutant, async ({ of, changes, cut }) => {
        const bytes = Buffer.from(of.subarray(0, of.length - (cut > 30 ? cut : 0)))
        // Most of a header is near the beginning; an MP4’s is near the end.
        for (const { at, byte } of changes)
          bytes[at % 2 ? at % Math.min(600, bytes.length) : bytes.length - 1 - (at % Math.min(900, bytes.length))] =
            byte
        writeFileSync(folder.file('mutant'), bytes)
        await check(folder.file('mutant'), '', '').catch((error: unknown) => {
          assert.ok(error instanceof MediaError, String(error))
          assert.equal(error.cause, undefined, String(error.cause))
        })
      }),
      { numRuns: 300 },
    )
  })
})
