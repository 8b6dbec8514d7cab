import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encoderSpeedOf, type Encoded } from '../../server/encoder-speed.ts'
import { meanOf, numbersOf, type Looked } from '../../server/numbers.ts'
import { columnsOf, labelOf, labelSteps, spanOf, type Row } from '../../server/web/panel/numbers/charts.ts'

type Outlet = Looked['stream']['outputs'][number]

const outlet = (more: Partial<Outlet>): Outlet => ({
  ...{ id: 'twitch', url: 'rtmp://a.example/app', size: '1280x720', state: 'live', frames: 0, lost: 0, behind: 0 },
  ...{ reconnects: 0, replaced: 0, kbps: 3000, isCongested: false, problem: '' },
  ...more,
})

const at = (fps: string, ...outputs: readonly Partial<Outlet>[]): Encoded => ({ fps, outputs: outputs.map(outlet) })

describe('the encoder’s speed', () => {
  const speed = (before: Partial<Outlet>, now: Partial<Outlet>, fps = '30') =>
    encoderSpeedOf(at(fps, before), at(fps, now), 10)

  test('is what came out of it, of what a second of the show has', () => {
    assert.equal(speed({ frames: 100 }, { frames: 400 }), 1)
    assert.equal(speed({ frames: 100 }, { frames: 340 }), 0.8)
    assert.equal(speed({ frames: 0 }, { frames: 330 }), 1.1)
    assert.equal(speed({ frames: 0 }, { frames: 600 }, '60000/1001'), 1)
    assert.equal(speed({ frames: 100 }, { frames: 100 }), 0)
  })

  test('is that of the slowest', () => {
    const one = at('30', { id: 'a' }, { id: 'b', frames: 50 })
    const other = at('30', { id: 'a', frames: 300 }, { id: 'b', frames: 200 }, { id: 'new', frames: 1 })
    assert.equal(encoderSpeedOf(one, other, 10), 0.5)
  })

  test('isn’t told where something else than an encoder was slow, or nothing is encoded', () => {
    const cases: readonly (readonly [Partial<Outlet>, Partial<Outlet>])[] = [
      [{ url: 'null:' }, { url: 'null:', frames: 300 }],
      [{ state: 'recovering' }, { frames: 200 }],
      [{}, { frames: 200, isCongested: true }],
      [{}, { frames: 200, reconnects: 1 }],
      [{}, { frames: 200, replaced: 1 }],
      [{ frames: 90 }, { frames: 80 }],
      [{}, { frames: 200, id: 'another' }],
      [{}, { frames: 200, url: 'rtmp://b.example/app' }],
    ]
    for (const [before, now] of cases) assert.equal(speed(before, now), null, JSON.stringify(now))
  })

  test('is among the numbers while there is one, and a mean is of those samples that have it', () => {
    const looked = (frames: number, more: Partial<Outlet> = {}): Looked => ({
      stream: { ...none, fps: '30', outputs: [outlet({ frames, ...more })] },
      ...{ tickLatenessMs: { p50: 0, p99: 1 }, spectators: 0, chat: { received: 0, accepted: 0, rejected: 0 } },
    })
    const slow = numbersOf(looked(0), looked(270), 10)
    const off = numbersOf(looked(270), looked(270, { state: 'recovering' }), 10)
    assert.deepEqual([slow.encoderSpeed, 'encoderSpeed' in off], [0.9, false])
    assert.equal(meanOf([slow, off])['encoderSpeed'], 0.9)
    assert.equal('encoderSpeed' in meanOf([off, off]), false)
    assert.equal(meanOf([slow, off])['tickLatenessP99Ms'], 1)
  })
})

const none = {
  state: 'live',
  stills: 0,
  pictures: [],
  frames: { due: 0, written: 0, repeated: 0 },
  samples: { due: 0, written: 0, concealed: 0 },
  sound: { mended: 0, speech: { state: 'off', waiting: 0, dropped: 0 } },
} as const

describe('the axis below the charts', () => {
  test('has no label twice, however young the show is', () => {
    const noon = new Date(2026, 5, 1, 12).getTime() / 1000
    for (const step of labelSteps) {
      const labels = Array.from({ length: Math.min(12, 86_400 / step) }, (_, n) => labelOf(noon + n * step))
      assert.equal(new Set(labels).size, labels.length, labels.join(' '))
    }
  })

  test('is five minutes long at least, and ends with the newest point', () => {
    assert.deepEqual(spanOf(1000, 1020, 10), [720, 1020])
    assert.deepEqual(spanOf(1000, 4600, 10), [1000, 4600])
    assert.deepEqual(spanOf(null, null, 10), [null, null])
  })

  test('has a gap where there was no number', () => {
    const spec = { title: '', unit: '', lines: [{ name: 'encoderSpeed', title: '', colour: '' }] } as const
    const rows = [1, null, 0.9].map((encoderSpeed, n) => ({ atMs: n * 10_000, encoderSpeed }) as Row)
    assert.deepEqual(columnsOf(rows, spec, 10), [
      [0, 10, 20],
      [1, null, 0.9],
    ])
  })
})
