import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { connectionReset } from './faults/connection-reset.ts'
import { encoderKilled } from './faults/encoder-killed.ts'
import { encoderStopped } from './faults/encoder-stopped.ts'
import { serverStalled } from './faults/server-stalled.ts'

/** The quick ones of `npm run faults`, with bounds. A machine that does other things besides may take a little longer to notice. */
const busyMs = 1000

describe('a broadcast', () => {
  it('loses at most 15 pictures and no sound when its encoder is killed, and the viewer stays connected', async () => {
    const report = await encoderKilled.run(true)
    assert.ok(report.framesLost <= 15, `${report.framesLost} pictures lost`)
    assert.deepEqual([report.samplesLost, report.damaged, report.cuts], [0, 0, 0])
  })

  it('loses at most 15 pictures and no sound when its encoder stands still', async () => {
    const report = await encoderStopped.run(true)
    assert.ok(report.framesLost <= 15, `${report.framesLost} pictures lost`)
    assert.deepEqual([report.samplesLost, report.damaged, report.cuts], [0, 0, 0])
  })

  it('notices within 3 s that its server accepts and doesn’t read, and tries again within half a second', async () => {
    const { more, damaged } = await serverStalled.run(true)
    const { noticedMs = Infinity, retriedMs = Infinity } = more
    assert.ok(noticedMs <= 3000 + busyMs, `noticed after ${noticedMs} ms`)
    assert.ok(retriedMs <= 500 + busyMs, `tried again after ${retriedMs} ms`)
    assert.equal(damaged, 0)
  })

  it('is back after a reset with no sound missing, since it begins again at the newest keyframe', async () => {
    const { framesLost, samplesLost, damaged, more } = await connectionReset.run(true)
    // A busy machine shows a picture again here and there; without what is sent again, sound would be missing as well.
    assert.ok(framesLost <= 15, `${framesLost} pictures lost`)
    assert.deepEqual([samplesLost, damaged], [0, 0])
    assert.ok((more['retriedMs'] ?? Infinity) <= 500 + busyMs)
  })
})
