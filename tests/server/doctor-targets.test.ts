import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { parseFps, parseTarget, type PresetName } from '../../render/index.ts'
import { examineTarget } from '../../server/doctor/targets.ts'
import { temporaryFolder } from '../helpers/arcade.ts'
import { freePort } from '../helpers/nginx-rtmp.ts'

const format = { width: 1280, height: 720, fps: parseFps('30'), sampleRate: 48_000 }

/** What the doctor says of an output: its mark, and the rest. */
async function examined(url: string, preset: PresetName = 'live', env: NodeJS.ProcessEnv = {}): Promise<string> {
  const findings = await examineTarget({ target: parseTarget(url), preset, format }, env)
  return findings.map(({ state, text }) => `${state}: ${text}`).join('\n')
}

describe('of an output the doctor tells', () => {
  it('the address of a host that takes datagrams, or that it has none', async () => {
    const told = await examined('srt://localhost:9000?streamid=doNotShow')
    assert.match(told, /^fine: localhost \(srt:\/\/localhost:9000\) has the address (127\.0\.0\.1|::1); whether/)
    assert.match(await examined('udp://127.0.0.1:9001'), /^fine: 127\.0\.0\.1 .* has the address 127\.0\.0\.1;/)
    assert.match(await examined('udp://[::1]:9001'), /has the address ::1;/)
    assert.match(await examined('srt://no-such-host.invalid:9000'), /^lacking: .* has no address: /)
  })

  it('whether its port can be listened at', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const taken = await examined(`rtmp-listen://127.0.0.1:${port}/live/doNotShow`)
    server.close()
    assert.match(taken, new RegExp(`^lacking: .* can’t listen: port ${port} is in use$`))
    assert.match(
      await examined(`rtmp-listen://127.0.0.1:${await freePort()}/live/doNotShow`),
      /^fine: .* can listen at port/,
    )
    assert.doesNotMatch(taken, /doNotShow/)
  })

  it('whether its place can be written, and how long the room lasts', async () => {
    using folder = temporaryFolder()
    const there = folder.file('there.mkv')
    writeFileSync(there, 'a recording of yesterday')
    assert.match(
      await examined(folder.file('new/show.mp4')),
      /can be written, [0-9.]+ GB free, which is \d+ hours of it$/,
    )
    assert.match(await examined(there), /; the file that is there will be written over$/)
    assert.match(await examined(`${there}?segment=60`), /hours of it$/)
    assert.match(await examined(there, 'lossless'), /^fine: .* can be written, [0-9.]+ GB free; the file/)
    assert.match(await examined(`hls:${folder.file('hls')}`), /^fine: hls \(.*\) can be written, [0-9.]+ GB free$/)
    assert.match(await examined(`hls:${there}`), /^lacking: .* is no directory$/)
    assert.match(
      await examined(`${folder.file('big.mkv')}?cap=900TB`),
      /^lacking: .* needs 900000\.0 GB, and there are/,
    )
    // It has no room, or can’t be written: who is root may write anywhere.
    assert.match(
      await examined('/proc/chatarcade/show.mkv'),
      /^lacking: show\.mkv \(.*\) (can’t be written|needs 0\.1 GB)/,
    )
  })

  it('whether there is a desktop for a window; of nothing it says nothing', async () => {
    assert.match(
      await examined('preview:', 'live', { PATH: process.env['PATH'] }),
      /^lacking: preview: can’t be shown: /,
    )
    assert.equal(await examined('null:'), '')
  })
})
