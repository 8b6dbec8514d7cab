import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import path from 'node:path'
import * as fc from 'fast-check'
import { parseTarget, placeOf, RenderError, withUniqueIds } from '../../render/index.ts'

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
    assert.deepEqual(parseTarget('hls:data/hls'), {
      ...{ kind: 'hls', id: 'hls', url: 'hls:data/hls', directory },
      ...{ segment: 2, list: 6, base: '' },
    })
    for (const container of ['mkv', 'mp4', 'flv', 'ts']) {
      const url = path.resolve(`films/out.${container}`)
      const plain = { kind: 'file', id: `out.${container}`, url, container, segment: null, cap: null }
      assert.deepEqual(parseTarget(`films/out.${container}`), plain)
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

  it('adds a query to the key of the environment, so that a bandwidth test is one', () => {
    const keyOf = (text: string, own: string) => {
      const target = parseTarget(text, own)
      return target.kind === 'rtmp' ? target.key : ''
    }
    assert.equal(keyOf('rtmp://host/app?bandwidthtest=true', key), `${key}?bandwidthtest=true`)
    assert.equal(keyOf('rtmp://host/app?bandwidthtest=true', `${key}?a=b`), `${key}?a=b&bandwidthtest=true`)
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
    'NULL:',
    'null:x',
    'preview:x',
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
    assert.match(refusal(`ftp://host/${key}`).message, /^output ftp: is not one/)
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
      ...[`srt://host?streamid=${key}`, `srt://${key}`, `srt://host:1/${key}`, `srt://host:99999?streamid=${key}`],
      ...[
        `srt://host:1?${key}`,
        `srt://host:1?${key}=1`,
        `srt://host:1?latency=${key}`,
        `srt://host:1?passphrase=${key}%`,
      ],
      ...[`srt://host:1?streamid=${key}%00`, `srt://host:1?streamid=${key}&streamid=${key}`, `udp://host:1?${key}`],
      ...[`srt://host:1?mode=${key}`, `rtmp-listen://host/${key}`, `rtmp-listen://host:99999/app/${key}`],
      `rtmp-listen://host/app/${key} x`,
    ]
    for (const text of wrong) assert.ok(!refusal(text).message.includes(key), text)
    for (const own of [`${key} x`, `${key}\n`, `${key}é`, ''])
      assert.equal(refusal('rtmp://host/app', own).message, 'the stream key has a space or a character that no key has')
  })
})

describe('parseTarget, for MPEG-TS over a network', () => {
  it('keeps stream id and passphrase out of all that is shown or stands in arguments', () => {
    const target = parseTarget(
      `srt://live.example.org:9000?streamid=#!::r=live/${key},m=publish&latency=200000&passphrase=%26${key}&pbkeylen=32`,
    )
    assert.deepEqual(target, {
      ...{ kind: 'srt', id: 'live.example.org', url: 'srt://live.example.org:9000' },
      address: 'srt://live.example.org:9000?latency=200000&pbkeylen=32',
      streamid: `#!::r=live/${key},m=publish`,
      passphrase: `&${key}`,
    })
    assert.partialDeepStrictEqual(parseTarget('srt://[::1]:9000'), {
      id: '::1',
      address: 'srt://[::1]:9000',
      streamid: null,
    })
  })

  it('sends datagrams that hold seven packets', () => {
    const group = parseTarget('udp://239.0.0.1:5000?ttl=4')
    const address = 'udp://239.0.0.1:5000?pkt_size=1316&ttl=4'
    assert.deepEqual(group, { kind: 'udp', id: '239.0.0.1', url: 'udp://239.0.0.1:5000', address })
  })

  const wrong: [text: string, message: RegExp][] = [
    ['srt://host', /^output srt: must look like srt:\/\/HOST:PORT, with a port from 1 to 65535$/],
    ['srt://host:0', /port from 1 to 65535/],
    ['srt://ho st:1', /must look like/],
    ['srt://user@host:1', /must look like/],
    ['udp://host:1/path', /^output udp: must look like/],
    ['udp://host:1?pkt_size=1', /^option number 1 of udp: is not known; the options are ttl, and size/],
    ['srt://host:1?latency=-1', /^option latency of srt: is "-1", and must be a whole number from 0 to 60000000$/],
    ['srt://host:1?latency=1e999', /latency of srt: is something else, and must be/],
    ['srt://host:1?latency=', /latency of srt: is "", and/],
    ['srt://host:1?pbkeylen=20', /pbkeylen of srt: is "20", and must be 16, 24 or 32$/],
    ['srt://host:1?passphrase=short', /passphrase of srt: is something else, and must be 10 to 79 characters/],
    ['srt://host:1?mode=listener', /mode of srt: is something else, and must be caller/],
    ['srt://host:1?latency=1&latency=2', /^option latency of srt: is given twice$/],
    ['srt://host:1?__proto__=1', /option number 1 of srt: is not known/],
  ]
  for (const [text, message] of wrong)
    it(`refuses ${text}, and names the rule`, () => {
      assert.equal(refusal(text).code, 'bad-output')
      assert.match(refusal(text).message, message)
    })
})

describe('parseTarget, for a player that comes by', () => {
  it('reads where it listens, and the key that must be named', () => {
    assert.deepEqual(parseTarget(`rtmp-listen://0.0.0.0:1936/live/${key}`), {
      ...{ kind: 'rtmp-listen', id: 'rtmp-listen', url: 'rtmp-listen://0.0.0.0:1936/live', key },
      ...{ host: '0.0.0.0', port: 1936, app: 'live' },
    })
    assert.partialDeepStrictEqual(parseTarget(`rtmp-listen://[::]/live/${key}`), { host: '::', port: 1935 })
  })

  it('needs a key of its own: the one for a server is not for players', () => {
    assert.match(refusal('rtmp-listen://0.0.0.0:1936/live', key).message, /^an rtmp-listen output must look like/)
  })
})

describe('parseTarget, for files with options', () => {
  it('splits off options that are known, and leaves every other ? in the name', () => {
    const film = { url: path.resolve('show.mkv'), id: 'show.mkv', segment: 600, cap: 10e9 }
    assert.partialDeepStrictEqual(parseTarget('show.mkv?segment=600&cap=10GB'), film)
    assert.partialDeepStrictEqual(parseTarget('why?/what?.mkv?cap=5mb'), {
      url: path.resolve('why?/what?.mkv'),
      cap: 5e6,
    })
    for (const name of ['what?.mkv', 'a?b=c.mkv', 'a?segmental=1.mkv', 'cap=1.mkv'])
      assert.partialDeepStrictEqual(parseTarget(name), { url: path.resolve(name), segment: null, cap: null })
    const hls = parseTarget('hls:a?b/hls?segment=4&list=10&base=https://cdn.example.org/x')
    const directory = path.resolve('a?b/hls')
    assert.partialDeepStrictEqual(hls, { directory, segment: 4, list: 10, base: 'https://cdn.example.org/x/' })
    assert.partialDeepStrictEqual(parseTarget('hls:why?'), { directory: path.resolve('why?') })
  })

  it('takes a name with any ? that no known option follows as it is', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '?', '=', '&', 's', 'c', 'p', '%', '.'), maxLength: 20 })
    fc.assert(
      fc.property(part, (text) => {
        fc.pre(!/\?cap=/.test(text))
        assert.partialDeepStrictEqual(parseTarget(`x${text}.mkv`), { url: path.resolve(`x${text}.mkv`), cap: null })
      }),
    )
  })

  const wrong: [text: string, message: RegExp][] = [
    ['show.mkv?segment=0', /^option segment of a file is "0", and must be a whole number from 1 to 86400$/],
    ['show.mkv?segment=1.5', /segment of a file is "1\.5"/],
    ['show.mkv?segment=0x10', /segment of a file is "0x10"/],
    ['show.mkv?segment=', /segment of a file is ""/],
    ['show.mkv?cap=10', /^option cap of a file is "10", and must be a whole number of MB, GB or TB/],
    ['show.mkv?cap=999999999TB', /from 1MB to 1000TB/],
    ['show.mkv?cap=1GB&cap=2GB', /^option cap of a file is given twice$/],
    [
      'show.mkv?segmnt=5',
      /^option "segmnt" of a file is not known; the options are segment, cap, and size as the last of them$/,
    ],
    ['show.mkv?size=1280x720&segment=5', /^option "size" of a file is not known; .* and size as the last of them$/],
    ['hls:dir?segment=61', /^option segment of hls: is "61", and must be a whole number from 1 to 60$/],
    ['hls:dir?list=1', /list of hls: is "1"/],
    ['hls:dir?segment=2&lst=3', /^option "lst" of hls: is not known; the options are segment, list, base/],
    ['hls:dir?base=ftp://x', /base of hls: is "ftp:\/\/x", and must be an address such as https:/],
    ['hls:?segment=2', /^output hls: names no directory; use hls:DIRECTORY$/],
  ]
  for (const [text, message] of wrong)
    it(`refuses ${text}, and names the rule and the value`, () => {
      assert.equal(refusal(text).code, 'bad-output')
      assert.match(refusal(text).message, message)
    })
})

describe('placeOf', () => {
  it('is the same for outputs that would be in each other’s way, whatever their options', () => {
    const same: [string, string][] = [
      ['a.mkv?segment=5', './a.mkv'],
      ['hls:a?list=9', 'hls:./a'],
      ['rtmp-listen://0.0.0.0:1/a/b', 'rtmp-listen://127.0.0.1:1/c/d'],
      [`srt://h:1?streamid=${key}&latency=1`, `srt://h:1?streamid=${key}`],
      ['udp://h:1?ttl=1', 'udp://h:1'],
    ]
    for (const [one, other] of same) assert.equal(placeOf(parseTarget(one)), placeOf(parseTarget(other)), one)
    assert.notEqual(placeOf(parseTarget('srt://h:1?streamid=a')), placeOf(parseTarget('srt://h:1?streamid=b')))
    assert.equal(placeOf(parseTarget('null:')), null)
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
