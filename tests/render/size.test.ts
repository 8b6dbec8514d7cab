import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { splitSize, type RenderError } from '../../render/index.ts'

const key = 'live_4711_canaryKey'

describe('splitSize', () => {
  const size = { width: 1080, height: 1920 }
  for (const [text, url] of [
    ['show.mkv?size=1080x1920', 'show.mkv'],
    ['hls:data/hls?size=1080x1920', 'hls:data/hls'],
    ['null:?size=1080x1920', 'null:'],
    ['show.mkv?segment=600&size=1080x1920', 'show.mkv?segment=600'],
    ['srt://host:1?latency=1&size=1080x1920', 'srt://host:1?latency=1'],
    ['preview:?size=1080x1920', 'preview:'],
    ['rtmp://host/app?size=1080x1920', 'rtmp://host/app'],
    [`rtmp://host/app/${key}?size=1080x1920`, `rtmp://host/app/${key}`],
    [`rtmp://host/app/${key}?bandwidthtest=true&size=1080x1920`, `rtmp://host/app/${key}?bandwidthtest=true`],
    [`rtmp://host/app/${key}?size=1x1&size=1080x1920`, `rtmp://host/app/${key}?size=1x1`],
  ] as const)
    it(`takes the size off ${text}`, () => assert.deepEqual(splitSize(text), { url, size }))

  for (const text of [
    'show.mkv',
    `rtmp://host/app/${key}?bandwidthtest=true`,
    `rtmp://host/app/${key}?size=1080x1920&bandwidthtest=true`,
    `rtmp://host/app/${key}?mysize=1080x1920`,
    'a size=1080x1920.mkv',
  ])
    it(`leaves ${text} as it is`, () => assert.deepEqual(splitSize(text), { url: text, size: null }))

  it('takes any even size from 160 to 3840, and no other', () => {
    const side = fc.oneof(fc.integer({ min: 150, max: 170 }), fc.integer({ min: 3830, max: 3850 }), fc.nat(9999))
    fc.assert(
      fc.property(side, side, (width, height) => {
        const text = `null:?size=${width}x${height}`
        if ([width, height].every((each) => each >= 160 && each <= 3840 && each % 2 === 0))
          assert.deepEqual(splitSize(text), { url: 'null:', size: { width, height } })
        else assert.throws(() => splitSize(text), { code: 'bad-size' })
      }),
    )
  })

  it('never says what could be a key', () => {
    assert.throws(
      () => splitSize(`rtmp://host/app/${key}?size=${key}`),
      ({ code, message }: RenderError) => code === 'bad-size' && !message.includes(key),
    )
  })
})
