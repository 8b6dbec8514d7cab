import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { detached } from '../../chat/detached.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const lineBytes = 2 ** 18
const lines = 200

/** Megabytes that are held by an id out of each of 200 long lines. */
function heldBy(keep: (id: string) => string): number {
  collect()
  const before = process.memoryUsage().heapUsed
  const ids: string[] = []
  // A V8 string is joined lazily: searching it makes it one piece, as what comes from a socket is.
  for (let i = 0; i < lines; i++) {
    const line = `@id=${i}-0123456789abcdef`.padEnd(lineBytes, 'x')
    assert.equal(line.indexOf('y'), -1)
    ids.push(keep(line.slice(4, 24)))
  }
  collect()
  const held = process.memoryUsage().heapUsed - before
  assert.equal(ids.length, lines)
  return held / 2 ** 20
}

describe('detached text', () => {
  it('is the same text, whatever is in it', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), fc.nat(9), (text, from) => {
      assert.equal(detached(text.slice(from)), text.slice(from))
    })
    fc.assert(property)
    for (const text of ['', 'x', '\ud800', 'x'.repeat(1000)]) assert.equal(detached(text), text)
  })

  it('keeps no line alive, as a mere part of it does', () => {
    assert.ok(heldBy((id) => id) > 25)
    assert.ok(heldBy(detached) < 5)
  })
})
