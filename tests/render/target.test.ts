import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import path from 'node:path'
import * as fc from 'fast-check'
import { parseTarget, RenderError, splitSize, withUniqueIds } from '../../render/index.ts'

const key = 'live_4711_canaryKey'

function refusal(text: string, defaultKey: string | null = null): RenderError {
  try {
    parseTarget(text, defaultKey)
  } catch (error) {
    assert.ok(error instanceof RenderError)
    return error
  }
  return assert.fail(`${text} was taken`)
}

describe('parseTarget', () => {
  it('reads what is no RTMP', () => {
    assert.deepEqual(parseTarget('null:'), { kind: 'null', id: 'null', url: 'null:' })
    const directory = path.resolve('data/hls')
    assert.deepEqual(parseTarget('hls:data/hls'), { kind: 'hls', id: 'hls', url: 'hls:data/hls', directory })
    for (const container of ['mkv', 'mp4', 'flv', 'ts']) {
      const url = path.resolve(`films/out.${container}`)
      assert.deepEqual(parseTarget(`films/out.${container}`), { kind: 'file', id: `out.${container}`, url, container })
    }
    assert.equal(parseTarget('/tmp/OUT.MKV').kind, 'file')
    assert.equal(parseTarget('/tmp/a film: the #1?.mkv').url, '/tmp/a film: the #1?.mkv')
  })

  const rtmp: [text: string, url: string, key: string][] = [
    [`rtmp://live.twitch.tv/app/${key}`, 'rtmp://live.twitch.tv/app', key],
    [`RTMPS://host:443/app/${key}`, 'rtmps://host:443/app', key],
    [`rtmp://127.0.0.1:1935/app/instance/${key}/`, 'rtmp://127.0.0.1:1935/app/instance', key],
    [`rtmp://[::1]/app/${key}`, 'rtmp://[::1]/app', key],
    [`rtmp://host/app/${key}?bandwidthtest=true`, 'rtmp://host/app', `${key}?bandwidthtest=true`],
    [`rtmp://host/app/${key}?a=/b&c=d?e#f`, 'rtmp://host/app', `${key}?a=/b&c=d?e#f`],
  ]
  for (const [text, url, own] of rtmp)
    it(`reads ${text}`, () => {
      const target = parseTarget(text, 'the default key')
      assert.partialDeepStrictEqual(target, { kind: 'rtmp', id: new URL(url).hostname, url, key: own })
    })

  it('knows where to connect: the port of the scheme where none is named, and an address of IPv6 without its brackets', () => {
    const where = (text: string) => {
      const target = parseTarget(text)
      return target.kind === 'rtmp' ? [target.host, target.port, target.app, target.isSecure] : []
    }
    assert.deepEqual(where(`rtmp://live.twitch.tv/app/${key}`), ['live.twitch.tv', 1935, 'app', false])
    assert.deepEqual(where(`rtmps://host/app/instance/${key}`), ['host', 443, 'app/instance', true])
    assert.deepEqual(where(`rtmp://[::1]:1936/app/${key}`), ['::1', 1936, 'app', false])
  })

  it('takes a key of any printable characters as it was typed', () => {
    const printable = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i))
    const characters = printable.filter((each) => each !== '/' && each !== '?')
    const keys = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(keys, (own) => {
        const target = parseTarget(`rtmp://host/app/${own}`)
        assert.partialDeepStrictEqual(target, { kind: 'rtmp', url: 'rtmp://host/app', key: own })
      }),
    )
  })

  it('puts in the default key where the URL names only its application', () => {
    const target = parseTarget('rtmp://host/app', key)
    assert.partialDeepStrictEqual(target, { kind: 'rtmp', url: 'rtmp://host/app', key })
  })

  const refused = [
    '',
    'out',
    'out.avi',
    '.mkv',
    'http://host/x.mkv',
    'file:out.mkv',
    'srt://host:1',
    'NULL:',
    'null:x',
    'rtmp:',
    'rtmp://',
    'rtmp://host',
    'rtmp://host/',
    'rtmp:///app/key',
    'rtmp://host:99999/app/key',
  ]
  for (const text of refused)
    it(`refuses ${JSON.stringify(text)}, and names the choices`, () => {
      const { code, message } = refusal(text)
      assert.equal(code, 'bad-output')
      assert.match(message, /rtmp:\/\/HOST\/APP/)
    })

  it('names a wrong value, but of a URL the scheme alone, since a key may stand in the rest', () => {
    assert.match(refusal('out.avi').message, /^output "out\.avi" is not one that can be written; use rtmp:/)
    assert.match(refusal(`srt://host/${key}`).message, /^output srt: is not one/)
  })

  it('refuses hls: without a directory', () =>
    assert.equal(refusal('hls:').message, 'output hls: names no directory; use hls:DIRECTORY'))

  it('never says a key', () => {
    const wrong = [
      `rtmp://host/${key}`,
      `rtmp://host:99999/app/${key}`,
      `rtmp://host/app/${key} x`,
      `rtmp://host/app/${key}\n`,
      `rtmp://host/app/${key}é`,
      `rtmp:host/app/${key}`,
      `http://host/app/${key}`,
      `srt://host?streamid=${key}`,
    ]
    for (const text of wrong) assert.ok(!refusal(text).message.includes(key), text)
    for (const own of [`${key} x`, `${key}\n`, `${key}é`, ''])
      assert.equal(refusal('rtmp://host/app', own).message, 'the stream key has a space or a character that no key has')
  })
})

describe('splitSize', () => {
  const size = { width: 1080, height: 1920 }
  for (const [text, url] of [
    ['show.mkv?size=1080x1920', 'show.mkv'],
    ['hls:data/hls?size=1080x1920', 'hls:data/hls'],
    ['null:?size=1080x1920', 'null:'],
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

describe('withUniqueIds', () => {
  it('numbers those that are alike, and leaves the first', () => {
    const targets = ['hls:a', 'null:', 'hls:b', 'hls:c', 'x/out.mkv', 'y/out.mkv'].map((text) => parseTarget(text))
    const ids = withUniqueIds(targets).map((target) => target.id)
    assert.deepEqual(ids, ['hls', 'null', 'hls-2', 'hls-3', 'out.mkv', 'out.mkv-2'])
  })

  it('gives each an id of its own, whatever they are called', () => {
    const names = fc.array(fc.constantFrom('a', 'a-2', 'a-3', 'a-2-2', 'b'), { maxLength: 12 })
    fc.assert(
      fc.property(names, (ids) => {
        const given = withUniqueIds(ids.map((id) => ({ kind: 'null', id, url: 'null:' })))
        assert.equal(new Set(given.map((target) => target.id)).size, ids.length)
        assert.ok(given.every((target, i) => target.id.startsWith(ids[i] as string)))
      }),
    )
  })
})
