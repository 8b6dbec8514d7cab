import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PainterPart } from '../../render/painter-calls.ts'
import { createInquiry } from '../../render/painter-faults.ts'

/** A painter that has owed a tick for so long. */
const painter = (part: PainterPart, cpuMs: number, ms = cpuMs, waiting = 1) => ({
  ...{ part, silence: { ms, cpuMs }, waiting },
  where: async () => 'a stack',
})

/** What is told of it once it has been asked where it is. */
async function inquire(watched: ReturnType<typeof painter>, isSecond = false): Promise<string | null> {
  const look = createInquiry({})
  assert.equal(look(watched, '640x360', isSecond), null, 'it is asked first')
  await Promise.resolve()
  await Promise.resolve()
  const fault = look(watched, '640x360', isSecond)
  if (fault !== null) assert.equal(fault.stack, 'a stack')
  return fault?.what ?? null
}

describe('a painter that gives no sign', () => {
  it('is given four seconds of processor time in draw, and one in all else or when it was replaced just now', async () => {
    assert.equal(await inquire(painter('draw', 4001)), 'draw at 640x360 has not come to its end for 4 s')
    assert.equal(await inquire(painter('draw', 3900)), null)
    assert.equal(await inquire(painter('draw', 1001), true), 'draw at 640x360 has not come to its end for 1 s')
    for (const part of ['sound', 'story'] as const) {
      assert.equal(await inquire(painter(part, 1001)), `${part} has not come to its end for 1 s`)
      assert.equal(await inquire(painter(part, 900)), null)
    }
    assert.equal(await inquire(painter('still', 1001)), 'still at 640x360 has not come to its end for 1 s')
    assert.equal(await inquire(painter('', 4001)), 'drawing at 640x360 has not come to its end for 4 s')
  })

  it('is let be on a machine that has no time for it, until that is very long', async () => {
    assert.equal(await inquire(painter('sound', 400, 20_000), true), null)
    assert.equal(await inquire(painter('sound', 400, 33_000)), 'sound has not come to its end for 32 s')
  })

  it('is let be where it comes to its end while it is asked', async () => {
    const look = createInquiry({})
    const watched = { ...painter('draw', 5000) }
    assert.equal(look(watched, '64x64', false), null)
    await Promise.resolve()
    watched.silence = { ms: 3, cpuMs: 2 }
    assert.equal(look(watched, '64x64', false), null)
    watched.silence = { ms: 5000, cpuMs: 5000 }
    assert.equal(look(watched, '64x64', false), null, 'it is asked anew')
  })

  it('is too far behind after 600 ticks, and is no part’s fault then', async () => {
    assert.equal(await inquire(painter('draw', 3, 3, 601)), 'drawing at 640x360 is more than 600 ticks behind')
    assert.equal(await inquire(painter('draw', 3, 3, 600)), null)
  })
})
