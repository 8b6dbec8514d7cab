import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { until } from '../helpers/arcade.ts'
import { ffmpegWithPids, Rig } from '../helpers/output.ts'

const frames = 3000

/** A fast show, and kills its encoders, one after the other, so many times. */
async function killing(times: number) {
  using wrapper = ffmpegWithPids()
  await using rig = new Rig({ pace: 'fast', frames, ffmpeg: wrapper.program })
  let isClosed = false
  void rig.closed.then(() => (isClosed = true))
  rig.start()
  void rig.paint(frames)
  const killed = new Set<number>()
  while (killed.size < times) {
    const pid = await until(() => wrapper.encoders().find((each) => !killed.has(each)), 30_000)
    // Not the very first one before it has begun: that would be no encoder at all.
    if (killed.size === 0) await until(() => rig.output.status.frames.written > 200)
    process.kill(pid, 'SIGKILL')
    killed.add(pid)
  }
  await until(() => isClosed || rig.failures.length > 0, 60_000)
  return {
    log: rig.log,
    failures: [...rig.failures],
    decoded: isClosed ? await rig.decode() : null,
    samples: rig.samplesIn(frames),
  }
}

describe('a show that nobody waits for', { timeout: 90_000 }, () => {
  it('waits for the next encoder when they die one after the other: no frame is missing, nor any sample', async () => {
    const { log, decoded, samples } = await killing(3)
    assert.equal(log.filter((line) => line.includes('SIGKILL')).length, 3, log.join('\n'))
    assert.equal(decoded?.brightness.length, frames)
    assert.equal(decoded?.left.length, samples)
  })

  it('goes on with the next encoder also where the last one owed nothing', async () => {
    using wrapper = ffmpegWithPids()
    await using rig = new Rig({ pace: 'fast', ffmpeg: wrapper.program })
    rig.start()
    rig.give(0, 4)
    const sent = () => rig.output.status.outputs[0]?.frames
    const killed = new Set<number>()
    for (const each of [1, 2]) {
      await until(() => sent() === 4)
      // The next one may not have begun yet, and the last one not be gone.
      const pid = await until(() => wrapper.encoders().find((one) => !killed.has(one)))
      process.kill(pid, 'SIGKILL')
      killed.add(pid)
      await until(() => rig.log.length === each)
    }
    rig.give(4, 10)
    await until(() => sent() === 10, 30_000)
  })

  it('ends with the reason where each encoder dies', async () => {
    const { failures } = await killing(6)
    assert.match(failures[0]?.message ?? '', /SIGKILL, 6 times in a row/)
  })
})
