import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFeeder } from '../../server/web/watch/sound/feeder.ts'

test('the worklet’s feeder serves the very samples of the frames, in whatever pieces they are asked for', () => {
  const [num, den] = [30000, 1001]
  const place = { tick: 0, tickRate: 30, fps: { num, den } } as const
  const frames: number[] = []
  const feeder = createFeeder(44_100, ({ number, samples }) => {
    frames[number] = samples
    const ramp = Float32Array.from({ length: samples }, (_, index) => number + index / samples)
    return { left: ramp, right: ramp }
  })
  const left = new Float32Array(128)
  const right = new Float32Array(128)
  const played: number[] = []
  for (let quantum = 0; quantum < 150; quantum++) {
    feeder.read(left, right, place)
    played.push(...left)
  }
  assert.deepEqual(frames.slice(0, 5), [1471, 1471, 1472, 1471, 1472])
  assert.equal(
    frames.reduce((sum, samples) => sum + samples),
    Math.floor((frames.length * 44_100 * den) / num),
  )
  assert.ok(
    played.every((value, index) => index === 0 || value > (played[index - 1] ?? 0)),
    'no sample is lost or heard twice',
  )
})
