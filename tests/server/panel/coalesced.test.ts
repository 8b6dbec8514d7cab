import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCoalesced } from '../../../server/web/panel/log/coalesced.ts'

describe('what is done some time after it is asked for', () => {
  test('is done once for all who ask meanwhile, and once more after the last of them', ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const at: number[] = []
    let now = 0
    const look = createCoalesced(() => at.push(now), 2000)
    const pass = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        now += 100
        mock.timers.tick(100)
      }
    }
    look.ask()
    pass(1900)
    assert.deepEqual(at, [])
    for (let count = 0; count < 50; count++) look.ask()
    pass(10_000)
    assert.deepEqual(at, [2000, 4000])
    look.ask()
    pass(2000)
    assert.deepEqual(at, [2000, 4000, 13_900])
  })

  test('is done no more once it is stopped', ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    let count = 0
    const look = createCoalesced(() => (count += 1), 2000)
    look.ask()
    look.stop()
    mock.timers.tick(5000)
    assert.equal(count, 0)
  })
})
