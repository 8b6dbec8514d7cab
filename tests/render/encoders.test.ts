import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { chooseEncoder, encodings, parseFps, parsePreset, parseTarget } from '../../render/index.ts'
import { encoderNames, type EncoderName } from '../../render/output/encoders/names.ts'
import { tryEncoder } from '../../render/output/encoders/trial.ts'
import { encoderArgs } from '../../render/output/ffmpeg.ts'
import type { EncodeFormat } from '../../render/output/presets.ts'
import { temporaryFolder, until } from '../helpers/arcade.ts'
import { ffmpeg, probe } from '../helpers/media.ts'
import { Rig } from '../helpers/output.ts'

const format = (encoder: EncoderName, preset = 'twitch-480p30'): EncodeFormat => ({
  ...{ width: 854, height: 480, fps: parseFps('30'), sampleRate: 48_000, constantRate: true },
  ...{ encoder, preset: parsePreset(preset) },
})
const quiet = () => {}

/** An ffmpeg whose hardware encoder is x264 in disguise; it leaves word of each start of either. */
function disguisedFfmpeg(body = '') {
  const folder = temporaryFolder()
  const program = folder.file('ffmpeg')
  const x264 = '-c:v libx264 -preset ultrafast -tune zerolatency -bf 0 -g 60 -pix_fmt yuv420p -c:a aac'
  const input = '-v error -probesize 32 -analyzeduration 0 -guess_layout_max 2 -f matroska -i pipe:0'
  writeFileSync(
    program,
    `#!/bin/sh
case "$*" in
  *'-c copy'*|*' -encoders'*) exec '${ffmpeg}' "$@";;
  *h264_nvenc*) echo $$ >> '${folder.path}/nvenc'
    ${body}
    exec '${ffmpeg}' ${input} -fps_mode passthrough ${x264} -f flv -flvflags no_metadata -flush_packets 1 pipe:1;;
  *) echo $$ >> '${folder.path}/x264'; exec '${ffmpeg}' "$@";;
esac
`,
  )
  chmodSync(program, 0o755)
  const starts = (name: string) =>
    existsSync(folder.file(name)) ? readFileSync(folder.file(name), 'utf8').trim().split('\n').map(Number) : []
  return { program, starts, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

describe('the arguments of hardware encoders', () => {
  for (const encoder of encoderNames)
    it(`${encoder}: a keyframe every 2 s, no B-frames, one rate, and 4:2:0`, () => {
      const args = encoderArgs(format(encoder))
      const after = (option: string) => args[args.indexOf(option) + 1]
      assert.deepEqual([after('-g'), after('-bf'), after('-b:v'), after('-profile:v')], ['60', '0', '1500k', 'main'])
      const four20 = after('-pix_fmt') ?? ''
      assert.ok(encoder === 'vaapi' ? after('-vf') === 'format=nv12,hwupload' : ['yuv420p', 'nv12'].includes(four20))
      if (encoder !== 'x264') assert.deepEqual([after('-colorspace'), after('-color_range')], ['bt709', 'tv'])
      assert.equal(args.filter((arg) => arg === '-c:v').length, 1)
    })

  it('say constant rate in each one’s own words', () => {
    for (const [encoder, words] of [
      ['nvenc', '-rc cbr'],
      ['vaapi', '-rc_mode CBR'],
      ['amf', '-rc cbr'],
      ['qsv', '-maxrate 1500k'],
      ['videotoolbox', '-constant_bit_rate 1'],
    ] as const)
      assert.ok(encoderArgs(format(encoder)).join(' ').includes(words), encoder)
  })

  it('lossless is x264’s whatever is chosen', () => {
    const picture = { width: 854, height: 480, fps: parseFps('30'), sampleRate: 48_000 }
    const outputs = [{ target: parseTarget('a.mkv'), preset: 'lossless' as const }]
    assert.equal(encodings({ format: picture, outputs, encoder: 'nvenc' })[0]?.format.encoder, 'x264')
  })
})

describe('a trial', () => {
  it('of x264 passes at the show’s own size and preset, and tells how fast it is', async () => {
    for (const preset of ['live', 'twitch-480p30:low', 'lossless']) {
      const { works, reason, realTimes } = await tryEncoder(ffmpeg, format('x264', preset))
      assert.deepEqual([works, reason], [true, ''], preset)
      assert.ok((realTimes ?? 0) > 0)
    }
  })

  it('of hardware that isn’t there fails, with what ffmpeg says first', async () => {
    const { works, reason, realTimes } = await tryEncoder(ffmpeg, format('vaapi'))
    assert.deepEqual([works, realTimes], [false, null])
    assert.match(reason, /VA display|\/dev\/dri/)
  })

  it('of an encoder that swallows frames fails', async () => {
    using folder = temporaryFolder()
    const program = folder.file('ffmpeg')
    writeFileSync(program, '#!/bin/sh\ncat > /dev/null\n', { mode: 0o755 })
    const { works, reason } = await tryEncoder(program, format('nvenc'))
    assert.deepEqual([works, reason], [false, '0 of 10 frames came out'])
  })
})

describe('the choice of an encoder', () => {
  it('refuses one that is named and fails: it says what ffmpeg said, and names x264 as the way out', async () => {
    await assert.rejects(chooseEncoder(ffmpeg, [format('x264')], 'vaapi', quiet), {
      code: 'bad-encoder',
      message: /^encoder vaapi needs .*Linux.*(VA display|dev\/dri).*use --encoder x264/,
    })
    using folder = temporaryFolder()
    const bare = folder.file('ffmpeg')
    writeFileSync(bare, '#!/bin/sh\necho " V....D libx264  x264"\n', { mode: 0o755 })
    await assert.rejects(chooseEncoder(bare, [format('x264')], 'amf', quiet), {
      message: /this ffmpeg has no h264_amf/,
    })
  })

  it('auto takes the first hardware encoder that passes, at every size of the show', async () => {
    using disguised = disguisedFfmpeg()
    const lines: string[] = []
    const formats = [format('x264'), { ...format('x264'), width: 480, height: 854 }, format('x264', 'lossless')]
    const chosen = await chooseEncoder(disguised.program, formats, 'auto', (_level, line) => lines.push(line))
    assert.equal(chosen, 'nvenc')
    assert.equal(disguised.starts('nvenc').length, 2)
    assert.deepEqual(lines, ['nvenc has passed its trial and encodes, on an NVIDIA card'])
  })

  it('auto takes x264 where none passes, and a lossless show never asks', async () => {
    assert.equal(await chooseEncoder(ffmpeg, [format('x264')], 'auto', quiet), 'x264')
    assert.equal(await chooseEncoder('/no/such', [format('x264', 'lossless')], 'nvenc', quiet), 'x264')
    assert.equal(await chooseEncoder('/no/such', [format('x264')], 'x264', quiet), 'x264')
  })
})

/** Kills each hardware encoder as soon as it has given something, until x264 takes over. */
async function killHardware(rig: Rig, starts: (name: string) => readonly number[]): Promise<void> {
  const encoded = () => rig.output.status.outputs[0]?.frames ?? 0
  const killed = new Set<number>()
  while (starts('x264').length === 0) {
    const before = encoded()
    await until(() => encoded() > before + 2 || starts('x264').length > 0, 20_000)
    for (const pid of starts('nvenc'))
      if (!killed.has(pid) && existsSync(`/proc/${pid}`)) {
        killed.add(pid)
        process.kill(pid, 'SIGKILL')
      }
  }
}

describe('a hardware encoder that dies', () => {
  it('again and again gives way to x264 in the middle of the show', { timeout: 60_000 }, async () => {
    using disguised = disguisedFfmpeg()
    using folder = temporaryFolder()
    const targets = [parseTarget(`hls:${folder.path}`)]
    await using rig = new Rig({ ffmpeg: disguised.program, encoder: 'nvenc', preset: 'live', targets })
    rig.give(0, 30 * 30)
    rig.start()
    const encoded = () => rig.output.status.outputs[0]?.frames ?? 0
    await killHardware(rig, disguised.starts)
    const before = encoded()
    await until(() => encoded() > before + 10, 20_000)
    assert.ok(
      rig.log.some((line) => /nvenc has died 3 times in a row, and x264 takes over/.test(line)),
      rig.log.join('\n'),
    )
    assert.deepEqual(rig.failures, [])
    await rig.output.close()
    const { frames } = await probe(folder.file('index.m3u8'))
    assert.ok(frames.length > 10)
  })

  it('lets a file end in order and go on in a second one, with no frame missing', { timeout: 60_000 }, async () => {
    using disguised = disguisedFfmpeg()
    using folder = temporaryFolder()
    const [first, second, third] = ['show.mp4', 'show-2.mp4', 'show-3.mp4'].map((name) => folder.file(name)) as [
      ...[string, string, string],
    ]
    // What is there already is not written over.
    writeFileSync(second, 'a recording of yesterday')
    await using rig = new Rig({
      ffmpeg: disguised.program,
      encoder: 'nvenc',
      preset: 'live',
      targets: [parseTarget(first)],
    })
    rig.give(0, 30 * 30)
    rig.start()
    await killHardware(rig, disguised.starts)
    const said = () => rig.output.status.outputs[0]
    await until(() => said()?.url === third && said()?.state === 'live' && said()?.problem.endsWith('in show-3.mp4'))
    const before = said()?.frames ?? 0
    await until(() => (said()?.frames ?? 0) > before + 10, 20_000)
    await rig.output.close()
    assert.deepEqual(rig.failures, [])
    assert.ok(
      rig.log.some((line) => /^output show\.mp4: .* goes on in show-3\.mp4$/.test(line)),
      rig.log.join('\n'),
    )
    assert.equal(readFileSync(second, 'utf8'), 'a recording of yesterday')
    const [one, other] = [await probe(first), await probe(third)]
    assert.equal(other.frames[0]?.keyframe, true)
    assert.equal(other.frames[0]?.seconds, 0)
    const { frames } = rig.output.status
    assert.equal(one.frames.length + other.frames.length, frames.written)
  })

  it('before its first frame gives way as well', { timeout: 60_000 }, async () => {
    using disguised = disguisedFfmpeg('exit 1')
    await using rig = new Rig({ ffmpeg: disguised.program, encoder: 'nvenc', preset: 'live' })
    rig.give(0, 30 * 20)
    rig.start()
    await until(() => (rig.output.status.outputs[0]?.frames ?? 0) > 10, 20_000)
    assert.deepEqual(rig.failures, [])
    assert.ok(disguised.starts('nvenc').length >= 3)
  })
})
