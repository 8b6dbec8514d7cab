import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFlvReader, type FlvTag } from '../../render/output/encode/flv.ts'

/** A tag of FLV with the size of the tag before it, which is all that is read of it. */
function tag(type: 8 | 9, ms: number, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(11 + payload.length + 4)
  bytes[0] = type
  bytes.writeUIntBE(payload.length, 1, 3)
  bytes.writeUIntBE(ms, 4, 3)
  payload.copy(bytes, 11)
  return bytes
}

describe('FLV that is read', () => {
  it('gives sound and configurations that don’t keep the memory of the pictures beside them', () => {
    const picture = Buffer.concat([Buffer.from([0x17, 1, 0, 0, 0]), Buffer.alloc(1_000_000, 5)])
    const wire = Buffer.concat([
      Buffer.alloc(13),
      tag(9, 0, Buffer.from([0x17, 0, 0, 0, 0, 1, 2, 3])),
      tag(9, 0, picture),
      tag(8, 23, Buffer.from([0xaf, 1, 7, 8, 9])),
    ])
    const tags: FlvTag[] = []
    createFlvReader((each) => tags.push(each))(wire)
    const [config, key, sound] = tags as [FlvTag, FlvTag, FlvTag]
    assert.deepEqual([config.isConfig, [...config.data]], [true, [1, 2, 3]])
    assert.deepEqual([key.isKey, key.data.length], [true, 1_000_000])
    assert.deepEqual([sound.kind, sound.ms, [...sound.data]], ['audio', 23, [7, 8, 9]])
    assert.notEqual(config.data.buffer, wire.buffer)
    assert.notEqual(sound.data.buffer, wire.buffer)
    // Pictures are many, and need not be copied.
    assert.equal(key.data.buffer, wire.buffer)
  })
})
