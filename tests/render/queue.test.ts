import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'node:test'
import type { Packet } from '../../render/output/encode/packet.ts'
import { createBackoff } from '../../render/output/send/backoff.ts'
import { createGroup } from '../../render/output/send/group.ts'
import { createQueue } from '../../render/output/send/queue.ts'

const unitsPerFrame = 3333
const limits = { seconds: 2, bytes: 200_000 }

/** A stream of frames, each with its sound; a keyframe every `gop`. `bytes` is the size of each frame. */
function stream(bytes: readonly number[], gop: number): Packet[] {
  return bytes.flatMap((size, number) => {
    const at = number * unitsPerFrame
    return [
      { kind: 'audio', isKey: true, number: number * 1600, at, data: Buffer.alloc(300) },
      { kind: 'video', isKey: number % gop === 0, number, at, data: Buffer.alloc(size) },
    ] satisfies Packet[]
  })
}

const frames = fc.array(fc.integer({ min: 100, max: 30_000 }), { maxLength: 300 })
const gops = fc.integer({ min: 1, max: 80 })
/** How many packets are taken after each that comes, in turn. */
const appetite = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 })

describe('a queue of packets', () => {
  it('never gives a picture whose forerunner is missing, never gives anything out of order, and counts what it leaves out', () => {
    fc.assert(
      fc.property(frames, gops, appetite, (sizes, gop, hungry) => {
        const queue = createQueue(limits)
        const out: Packet[] = []
        for (const [index, packet] of stream(sizes, gop).entries()) {
          queue.push(packet)
          for (let i = hungry[index % hungry.length] ?? 0; i > 0; i--) out.push(...[queue.shift() ?? []].flat())
        }
        for (let packet = queue.shift(); packet !== undefined; packet = queue.shift()) out.push(packet)
        for (const kind of ['video', 'audio'] as const) {
          const given = out.filter((packet) => packet.kind === kind)
          for (const [i, packet] of given.entries()) {
            const before = given[i - 1]
            if (before !== undefined) assert.ok(packet.number > before.number)
            if (kind === 'video' && !packet.isKey) assert.equal(packet.number, (before?.number ?? -1) + 1)
          }
        }
        assert.equal(out.filter(({ kind }) => kind === 'video').length + queue.dropped, sizes.length)
        assert.deepEqual([queue.length, queue.bytes, queue.frames], [0, 0, 0])
      }),
    )
  })

  it('keeps within its memory whatever comes, and keeps all of the sound while there is room for it', () => {
    fc.assert(
      fc.property(frames, gops, (sizes, gop) => {
        const queue = createQueue(limits)
        for (const packet of stream(sizes, gop)) {
          queue.push(packet)
          assert.ok(queue.bytes <= limits.bytes, `${queue.bytes} bytes`)
        }
        let sound = 0
        for (let packet = queue.shift(); packet !== undefined; packet = queue.shift())
          if (packet.kind === 'audio') sound += 1
        // 300 frames of it are 10 s and 90 kB, less than what is kept.
        assert.equal(sound, sizes.length)
      }),
    )
  })

  it('of a file that takes nothing is bounded as well, by sound alone at the last', () => {
    const queue = createQueue({ seconds: Infinity, bytes: 50_000 })
    for (const packet of stream(
      Array.from({ length: 2000 }, () => 1000),
      60,
    )) {
      queue.push(packet)
      assert.ok(queue.bytes <= 50_000)
    }
    const first = queue.shift()
    assert.equal(first?.kind, 'audio')
    assert.ok((first?.number ?? 0) > 0, 'the oldest sound is gone')
  })

  it('of a file keeps all of its sound while there is room, and the newest 15 s once there is none', () => {
    const queue = createQueue({ seconds: Infinity, bytes: 1_000_000 })
    let came = 0
    for (const packet of stream(
      Array.from({ length: 1000 }, () => 1000),
      60,
    )) {
      queue.push(packet)
      if (packet.kind === 'audio') came += 1
      if (queue.dropped > 0) break
      assert.equal(queue.length - queue.frames, came)
    }
    assert.ok(came > 20 * 30, `room for ${came} packets of sound`)
    assert.equal(queue.length - queue.frames, 15 * 30 + 1)
  })

  it('of a live target lets pictures wait for no longer than from one keyframe to the next but one', () => {
    const queue = createQueue(limits)
    const packets = stream(
      Array.from({ length: 600 }, () => 100),
      60,
    )
    let longest = 0
    for (const [index, packet] of packets.entries()) {
      queue.push(packet)
      if (index % 2 === 1 && index % 4 === 1) {
        queue.shift()
        const given = queue.shift()
        if (given?.kind === 'video') longest = Math.max(longest, packet.at - given.at)
      }
    }
    assert.ok(queue.dropped > 0)
    assert.ok(longest <= 2.1 * 100_000, `${longest / 100_000} s`)
  })
})

describe('the group since the newest keyframe', () => {
  it('begins with it, and holds all that came since', () => {
    const group = createGroup()
    for (const packet of stream(
      Array.from({ length: 100 }, () => 100),
      60,
    ))
      group.add(packet)
    assert.deepEqual([group.packets[0]?.number, group.packets[0]?.isKey, group.frames], [60, true, 40])
  })

  it('holds nothing before the first keyframe, nor what is too much', () => {
    const group = createGroup()
    const [sound, key] = stream([9_000_000], 60) as [Packet, Packet]
    group.add(sound)
    assert.equal(group.packets.length, 0)
    for (const packet of [key, { ...key, isKey: false }, { ...key, isKey: false }]) group.add(packet)
    assert.equal(group.packets.length, 0)
  })
})

describe('the waits between attempts', () => {
  it('begin within half a second, grow to 15 s, and begin anew once a way has held', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 12 }),
        (chances) => {
          let turn = 0
          const backoff = createBackoff(() => chances[turn++ % chances.length] as number)
          const waits = chances.map(() => backoff.next())
          assert.ok((waits[0] ?? 0) >= 225 && (waits[0] ?? 0) <= 500)
          for (const [i, wait] of waits.entries()) {
            const longest = Math.min(15_000, 450 * 2 ** i)
            assert.ok(wait >= Math.floor(longest / 2) && wait <= longest, `wait ${i} of ${wait} ms`)
          }
          backoff.held(1000)
          assert.equal(backoff.isFirst, false)
          backoff.held(31_000)
          assert.ok(backoff.isFirst && backoff.next() <= 500)
        },
      ),
    )
  })
})
