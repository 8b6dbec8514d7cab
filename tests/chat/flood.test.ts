import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFlood } from '../../bench/chat/flood.ts'

test('a flood of 5,000 messages a second through a real socket: every message is accounted for, and no tick is missing', async () => {
  const { sent, report } = await runFlood({ perSecond: 5000, seconds: 3, onOneCore: false })
  const { received, accepted, rejected } = report.counts
  assert.equal(sent, 15_000)
  assert.equal(received, sent)
  assert.equal(received, accepted + Object.values(rejected).reduce((sum, count) => sum + count, 0))
  assert.ok(accepted > 0.7 * sent, JSON.stringify(report.counts))
  assert.equal(report.seconds, 5)
  assert.equal(report.messagesEachSecond.length, 5)
})
