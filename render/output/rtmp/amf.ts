/** A value of AMF 0 (Adobe's Action Message Format), as far as RTMP commands use it. */
export type AmfValue = number | string | boolean | null | { readonly [key: string]: AmfValue }

const marker = { number: 0, boolean: 1, string: 2, object: 3, null: 5, undefined: 6, ecmaArray: 8, objectEnd: 9 }

/** Writes values one after the other. */
export function encodeAmf(values: readonly AmfValue[]): Buffer {
  return Buffer.concat(values.map(encodeValue))
}

function encodeValue(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([marker.null])
  if (typeof value === 'boolean') return Buffer.from([marker.boolean, value ? 1 : 0])
  if (typeof value === 'string') return Buffer.concat([Buffer.from([marker.string]), shortString(value)])
  if (typeof value === 'number') {
    const out = Buffer.alloc(9)
    out.writeDoubleBE(value, 1)
    return out
  }
  const members = Object.entries(value).map(([key, member]) => Buffer.concat([shortString(key), encodeValue(member)]))
  return Buffer.concat([Buffer.from([marker.object]), ...members, Buffer.from([0, 0, marker.objectEnd])])
}

function shortString(text: string): Buffer {
  const bytes = Buffer.from(text)
  if (bytes.length > 0xffff) throw new RangeError(`a string of ${bytes.length} bytes is too long for RTMP`)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Objects within objects that a server may send. */
const maxDepth = 8

/** Reads values one after the other. @throws RangeError for bytes that are none, or too deep */
export function decodeAmf(bytes: Buffer): AmfValue[] {
  const values: AmfValue[] = []
  let at = 0

  const readString = (): string => {
    const length = bytes.readUInt16BE(at)
    at += 2 + length
    if (at > bytes.length) throw new RangeError('an AMF string goes beyond its message')
    return bytes.toString('utf8', at - length, at)
  }

  const readMembers = (depth: number): AmfValue => {
    const members = new Map<string, AmfValue>()
    for (;;) {
      const key = readString()
      if (bytes[at] === marker.objectEnd) break
      members.set(key, readValue(depth + 1))
    }
    at += 1
    return Object.fromEntries(members)
  }

  const readValue = (depth: number): AmfValue => {
    if (depth > maxDepth) throw new RangeError('AMF objects are too deep')
    const type = bytes.readUInt8(at)
    at += 1
    switch (type) {
      case marker.number:
        at += 8
        return bytes.readDoubleBE(at - 8)
      case marker.boolean:
        at += 1
        return bytes.readUInt8(at - 1) !== 0
      case marker.string:
        return readString()
      case marker.object:
        return readMembers(depth)
      case marker.ecmaArray:
        at += 4
        return readMembers(depth)
      case marker.null:
      case marker.undefined:
        return null
      default:
        throw new RangeError(`AMF type ${type} is unknown`)
    }
  }

  while (at < bytes.length) values.push(readValue(0))
  return values
}
