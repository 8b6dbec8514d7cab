import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { findFfplay, parseTarget, prepareTarget } from '../../render/index.ts'
import { removeOldest } from '../../render/output/send/segments.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { ffmpeg, packetTimes, probe } from '../helpers/media.ts'
import { ffmpegWithPids, Rig, type RigOptions } from '../helpers/output.ts'

const outlet = (rig: Rig, index = 0) => {
  const status = rig.output.status.outputs[index]
  assert.ok(status)
  return status
}

/** A show of so many frames, as fast as it goes. */
async function show(url: string, frames: number, options: RigOptions = {}): Promise<Rig> {
  const rig = new Rig({ preset: 'live', pace: 'fast', frames, targets: [parseTarget(url)], ...options })
  rig.start()
  await rig.paint(frames)
  await rig.closed
  assert.deepEqual(rig.failures, [])
  return rig
}

describe('a row of files', () => {
  for (const container of ['mkv', 'mp4', 'flv', 'ts'])
    it(`cuts .${container} at keyframes, and each file plays by itself`, async () => {
      using folder = temporaryFolder()
      await using _rig = await show(folder.file(`50% of it.${container}?segment=2`), 150)
      const names = readdirSync(folder.path).sort()
      assert.deepEqual(
        names,
        [1, 2, 3].map((number) => `50% of it-00000${number}.${container}`),
      )
      const counts = []
      for (const name of names) {
        const { frames, video, audio } = await probe(`file:${folder.file(name)}`)
        assert.match(`${video} ${audio}`, /h264.*aac/)
        assert.ok(frames[0]?.keyframe, name)
        counts.push(frames.length)
      }
      assert.deepEqual(counts, [60, 60, 30])
    })

  it('goes on after the files of an earlier show, and writes over none', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('show-000041.mkv'), 'an earlier show')
    writeFileSync(folder.file('show-best.mkv'), 'not of the row')
    await using _rig = await show(folder.file('show.mkv?segment=2'), 70)
    const names = readdirSync(folder.path).sort()
    assert.deepEqual(names, ['show-000041.mkv', 'show-000042.mkv', 'show-000043.mkv', 'show-best.mkv'])
    assert.equal(readFileSync(folder.file('show-000041.mkv'), 'utf8'), 'an earlier show')
  })

  it('goes on with a new file when its muxer dies', async () => {
    using wrapper = ffmpegWithPids()
    using folder = temporaryFolder()
    await using rig = new Rig({
      ...{ ffmpeg: wrapper.program, preset: 'live' },
      targets: [parseTarget(folder.file('show.ts?segment=600'))],
    })
    rig.start()
    await until(() => outlet(rig).state === 'live')
    process.kill(wrapper.muxers()[0] as number, 'SIGKILL')
    await until(() => outlet(rig).state === 'recovering')
    await until(() => outlet(rig).state === 'live')
    await rig.output.close()
    assert.deepEqual(rig.failures, [])
    assert.deepEqual(readdirSync(folder.path).sort(), ['show-000001.ts', 'show-000002.ts'])
    assert.ok((await probe(folder.file('show-000002.ts'))).frames[0]?.keyframe)
  })

  it('removes its oldest files beyond the cap, never the newest, and nothing else', async () => {
    using folder = temporaryFolder()
    const target = { url: folder.file('show.mkv') }
    const sizes = new Map([
      ['show-000009.mkv', 400],
      ['show-000010.mkv', 300],
      ['show-000011.mkv', 900],
      ['show-1.mkv', 5000],
      ['other-000001.mkv', 5000],
    ])
    for (const [name, size] of sizes) writeFileSync(folder.file(name), Buffer.alloc(size))
    assert.equal(await removeOldest(target, 1600), 0)
    assert.equal(await removeOldest(target, 1200), 1)
    assert.equal(await removeOldest(target, 1), 1)
    assert.deepEqual(readdirSync(folder.path).sort(), ['other-000001.mkv', 'show-000011.mkv', 'show-1.mkv'])
  })

  it('stays within its cap while it is written', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.file('show-000001.mkv'), Buffer.alloc(2e6))
    await using _rig = await show(folder.file('show.mkv?segment=2&cap=1MB'), 200)
    const names = readdirSync(folder.path).sort()
    assert.equal(names[0], 'show-000002.mkv')
    assert.ok(names.reduce((sum, name) => sum + statSync(folder.file(name)).size, 0) < 1e6)
  })
})

describe('a file with a size cap', () => {
  for (const container of ['mkv', 'ts'])
    it(`is closed whole as .${container}, says so, and the show goes on`, async () => {
      using folder = temporaryFolder()
      const file = folder.file(`show.${container}`)
      const targets = [parseTarget(`${file}?cap=1MB`), parseTarget(folder.file('all.mkv'))]
      await using rig = new Rig({ preset: 'live', pace: 'fast', frames: 2000, targets })
      rig.start()
      await rig.paint(2000)
      await rig.closed
      const { state, problem, frames } = outlet(rig)
      assert.deepEqual(rig.failures, [])
      const size = statSync(file).size
      assert.equal((await packetTimes(folder.file('all.mkv'))).video.length, 2000)
      assert.deepEqual([state, problem], ['closed', 'it is as large as its cap allows, and closed'], `${size} bytes`)
      assert.ok(size <= 1e6 && size > 5e5, `${size} bytes`)
      const written = (await probe(file)).frames
      assert.ok(written.length % 60 === 0 && written.length <= frames, `${written.length} frames`)
    })
})

describe('hls:', () => {
  it('takes the length of a segment, of the list, and where players find them', async () => {
    using folder = temporaryFolder()
    const url = `hls:${folder.file('hls')}?segment=4&list=3&base=https://cdn.example.org/show`
    prepareTarget(parseTarget(url))
    await using _rig = await show(url, 600)
    const playlist = readFileSync(folder.file('hls/index.m3u8'), 'utf8')
    assert.match(playlist, /#EXT-X-TARGETDURATION:4\n/)
    const lines = playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    assert.equal(lines.length, 3)
    for (const line of lines) assert.match(line, /^https:\/\/cdn\.example\.org\/show\/segment-\d{6}\.ts$/)
  })
})

describe('preview:', () => {
  it('needs a desktop and an ffplay, and says what to do without', () => {
    using folder = temporaryFolder()
    const env = { DISPLAY: ':0', PATH: folder.path }
    const near = folder.file('ffmpeg')
    const missing = { code: 'bad-output' }
    assert.throws(() => findFfplay(near, { PATH: folder.path }), {
      ...missing,
      message: /^output preview: needs a desktop.*watch \/preview\.mjpeg/,
    })
    assert.throws(() => findFfplay(near, env), {
      ...missing,
      message: /^output preview: needs ffplay.*\/preview\.mjpeg/,
    })
    mkdirSync(folder.file('bin'))
    for (const name of ['bin/ffplay', 'ffplay']) {
      writeFileSync(folder.file(name), '#!/bin/sh\n')
      chmodSync(folder.file(name), 0o755)
      assert.equal(findFfplay(near, { WAYLAND_DISPLAY: 'wayland-0', PATH: folder.file('bin') }), folder.file(name))
    }
  })

  it('gives the window a stream that plays, and goes on without it once somebody closes it', async () => {
    using folder = temporaryFolder()
    // No window can be opened here; what stands in for it reads the same stream and is closed after two seconds of it.
    const ffplay = folder.file('ffplay')
    const seen = folder.file('seen.mkv')
    writeFileSync(
      ffplay,
      `#!/bin/sh\nexec '${ffmpeg}' -v error -f matroska -i pipe:0 -c copy -frames:v 60 -y '${seen}'\n`,
    )
    chmodSync(ffplay, 0o755)
    symlinkSync(ffmpeg, folder.file('ffmpeg'))
    const before = process.env['DISPLAY']
    process.env['DISPLAY'] = ':0'
    try {
      const targets = ['preview:', folder.file('beside.mkv')].map((url) => parseTarget(url))
      await using rig = new Rig({ preset: 'live', ffmpeg: path.join(folder.path, 'ffmpeg'), targets })
      rig.start()
      await until(() => outlet(rig).state === 'live')
      await until(() => outlet(rig).state === 'closed')
      assert.equal(outlet(rig).problem, 'the window was closed')
      assert.equal(outlet(rig, 1).state, 'live')
      assert.deepEqual(rig.failures, [])
      assert.equal((await probe(seen)).frames.length, 60)
    } finally {
      if (before === undefined) delete process.env['DISPLAY']
      else process.env['DISPLAY'] = before
      rmSync(seen, { force: true })
    }
  })
})
