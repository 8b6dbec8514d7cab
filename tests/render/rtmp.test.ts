import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'node:test'
import { decodeAmf, encodeAmf, type AmfValue } from '../../render/output/rtmp/amf.ts'
import { createAcks } from '../../render/output/rtmp/acks.ts'
import { createMessageReader, messageType, writeMessage, type RtmpMessage } from '../../render/output/rtmp/chunks.ts'

/** Bytes in pieces, cut where chance wants it. */
function inPieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

const message = fc.record(
  {
    type: fc.constantFrom(messageType.audio, messageType.video, messageType.data, messageType.command),
    stream: fc.nat(5),
    time: fc.oneof(fc.nat(1e6), fc.integer({ min: 0xfffff0, max: 0xffffffff })),
    // By itself fast-check would make ten bytes of it, which is never more than one chunk.
    body: fc.uint8Array({ maxLength: 2000, size: 'max' }).map((bytes) => Buffer.from(bytes)),
  },
  { noNullPrototype: true },
)
const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 })

/** Says that the rest of a chunk stream's message won't come. */
function abortOf(chunkStream: number): RtmpMessage {
  const body = Buffer.alloc(4)
  body.writeUInt32BE(chunkStream)
  return { type: messageType.abort, stream: 0, time: 0, body }
}

const text = fc.string({ maxLength: 40, unit: 'grapheme' })
const value: fc.Arbitrary<AmfValue> = fc.letrec<{ value: AmfValue; object: AmfValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.double({ noNaN: true }), text, fc.boolean(), fc.constant(null), tie('object')),
  object: fc.dictionary(
    text.filter((key) => key !== '' && key !== '__proto__'),
    tie('value'),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
})).value

describe('chunks of RTMP', () => {
  it('come out as the messages that went in, however they are cut and mixed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(message, fc.integer({ min: 3, max: 63 })), { maxLength: 12 }),
        sizes,
        (all, cuts) => {
          const wire = Buffer.concat(all.flatMap(([each, chunkStream]) => writeMessage(each, chunkStream, 128)))
          const read: RtmpMessage[] = []
          const take = createMessageReader((each) => read.push(each))
          for (const piece of inPieces(wire, cuts)) take(piece)
          assert.deepEqual(
            read,
            all.map(([each]) => each),
          )
        },
      ),
    )
  })

  it('of a message that is broken off, by a new one or by an abort, are dropped, and all others come out whole', () => {
    const entry = fc.record({
      message,
      chunkStream: fc.integer({ min: 3, max: 5 }),
      /** Chunks that come of a message before it is broken off; all of it is let through where they are no fewer than it has. */
      chunks: fc.integer({ min: 1, max: 20 }),
      isAborted: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), sizes, (all, cuts) => {
        const expected: RtmpMessage[] = []
        const wire = all.flatMap(({ message: each, chunkStream, chunks, isAborted }) => {
          const parts = writeMessage(each, chunkStream, 128)
          if (chunks * 2 >= parts.length) {
            expected.push(each)
            return parts
          }
          const abort = abortOf(chunkStream)
          if (isAborted) expected.push(abort)
          return [...parts.slice(0, chunks * 2), ...(isAborted ? writeMessage(abort, 2, 128) : [])]
        })
        const read: RtmpMessage[] = []
        const take = createMessageReader((each) => read.push(each))
        for (const piece of inPieces(Buffer.concat(wire), cuts)) take(piece)
        assert.deepEqual(read, expected)
      }),
    )
  })

  it('begin anew after an abort without a header of their own, and with a shorter header in the midst of a message', () => {
    const first = { type: messageType.video, stream: 1, time: 5, body: Buffer.alloc(300, 1) }
    const begin = Buffer.concat(writeMessage(first, 5, 128).slice(0, 4))
    const bare = Buffer.concat([128, 128, 44].flatMap((bytes) => [Buffer.from([0xc0 | 5]), Buffer.alloc(bytes, 2)]))
    // Format 1: 7 ms later, a length of 1, audio.
    const short = Buffer.from([0x40 | 5, 0, 0, 7, 0, 0, 1, messageType.audio, 9])
    const readAll = (...wire: Buffer[]) => {
      const bodies: Buffer[] = []
      createMessageReader(({ type, body }) => type !== messageType.abort && bodies.push(body))(Buffer.concat(wire))
      return bodies
    }
    assert.deepEqual(readAll(begin, ...writeMessage(abortOf(5), 2, 128), bare), [Buffer.alloc(300, 2)])
    assert.deepEqual(readAll(begin, short), [Buffer.from([9])])
  })

  it('obey a chunk size that the other end sets', () => {
    const body = Buffer.alloc(10_000, 7)
    const size = Buffer.alloc(4)
    size.writeUInt32BE(4096)
    const control = { type: messageType.setChunkSize, stream: 0, time: 0, body: size }
    const video = { type: messageType.video, stream: 1, time: 5, body }
    const read: RtmpMessage[] = []
    createMessageReader((each) => read.push(each))(
      Buffer.concat([...writeMessage(control, 2, 128), ...writeMessage(video, 6, 4096)]),
    )
    assert.deepEqual(read.at(-1), video)
  })

  it('that are hostile throw a RangeError or nothing, and no message is longer than a mebibyte', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (pieces) => {
        const take = createMessageReader(({ body }) => assert.ok(body.length <= 2 ** 20))
        try {
          for (const piece of pieces) take(Buffer.from(piece))
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error))
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('that promise much hold no more than what has come', () => {
    // 64 streams, each with a message of a mebibyte that never ends.
    const begin = (id: number) => Buffer.from([id, 0, 0, 0, 0x10, 0, 0, 9, 1, 0, 0, 0, ...Buffer.alloc(128)])
    const take = createMessageReader(() => assert.fail('none is whole'))
    for (let id = 2; id < 64; id++) take(begin(id))
    assert.throws(() => take(Buffer.from([3, 0, 0, 0, 0x10, 0, 1, 9, 1, 0, 0, 0])), /message of 1048577 bytes/)
  })
})

describe('AMF', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (values) => {
        assert.deepEqual(decodeAmf(encodeAmf(values)), values)
      }),
    )
  })

  it('that is hostile throws a RangeError or nothing', () => {
    const nested = Buffer.concat(Array.from({ length: 5000 }, () => Buffer.from([3, 0, 1, 97])))
    assert.throws(() => decodeAmf(nested), RangeError)
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(value, { maxLength: 3 }),
        fc.nat(),
        (noise, values, cut) => {
          const whole = encodeAmf(values)
          for (const bytes of [
            Buffer.from(noise),
            whole.subarray(0, cut % (whole.length + 1)),
            Buffer.concat([whole, noise]),
          ])
            try {
              decodeAmf(bytes)
            } catch (error) {
              assert.ok(error instanceof RangeError, String(error))
            }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('acknowledgements', () => {
  it('of a server that gives them promptly tell how much it hasn’t read, also when its count begins anew', () => {
    const acks = createAcks()
    for (let read = 16_384; read <= 163_840; read += 16_384) acks.take(read, read + 3000)
    assert.equal(acks.isPrompt, true)
    assert.equal(acks.unread(163_840 + 3000), 0)
    assert.equal(acks.unread(163_840 + 3000 + 100_000), 100_000 - 16_384)
    // It counted to 4 GB, and begins again at 0.
    acks.take(0, 400_000)
    acks.take(16_384, 416_384)
    assert.equal(acks.isPrompt, true)
    assert.ok(acks.unread(416_384 + 3000) <= 16_384)
  })

  it('of a server that gives them rarely count for nothing', () => {
    const acks = createAcks()
    acks.take(2_500_000, 2_600_000)
    assert.equal(acks.isPrompt, false)
    assert.equal(acks.unread(9_000_000), 0)
  })
})
