import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { redacted } from '../../server/api/redact.ts'

describe('what the log tells of a change', () => {
  it('holds nothing of a field that is for a secret, however deep it lies', () => {
    const names = [
      'key',
      'streamKey',
      'secret',
      'clientSecret',
      'token',
      'password',
      'passwordHash',
      'totpSecret',
      'csrf',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 6 }), (name, depth) => {
        let value: unknown = { [name]: 'canary', shown: 'tea' }
        for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { inner: value }
        assert.doesNotMatch(JSON.stringify(redacted(value)), /canary/)
      }),
    )
    assert.deepEqual(redacted({ secret: 'canary', shown: 'tea' }), { secret: '…', shown: 'tea' })
  })

  it('holds no login and no query of an address', () => {
    assert.equal(redacted('rtmp://me:canary@host/app'), 'rtmp://…@host/app')
    assert.equal(redacted('rtmp://me:p@canary@host/app'), 'rtmp://…@host/app')
    assert.equal(redacted(' rtmp://me:canary@host/app'), ' rtmp://…@host/app')
    assert.equal(redacted('goes to rtmp://me:p@canary@host/app?canary'), 'goes to rtmp://…@host/app?…')
    assert.equal(redacted('http://host/x and rtmp://me:canary@host/app'), 'http://host/x and rtmp://…@host/app')
    assert.equal(redacted('rtmp://me:p?canary#x@host/app'), 'rtmp://…@host/app')
    assert.equal(redacted('srt://host:9000?passphrase=canary'), 'srt://host:9000?…')
    assert.equal(redacted('democracy? yes@no'), 'democracy? yes@no')
  })

  it('holds no password, whatever signs are in it and whatever stands before its address', () => {
    const signs = fc.string({ unit: fc.constantFrom('@', ':', '?', '#', ' ', 'p', '\\', '%'), maxLength: 6 })
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), signs, signs, (words, before, behind) => {
        const text = `${words} rtmp://me:${before}canary${behind}@host/app`
        assert.doesNotMatch(String(redacted(text)), /canary/)
      }),
    )
  })

  it('hides whole what reaches beyond the part of a text that is looked at', () => {
    assert.equal(redacted(`rtmp://${'x'.repeat(5000)}`), 'rtmp://…')
    assert.equal(redacted(`rtmp://me@${'x'.repeat(5000)}`), 'rtmp://…')
    assert.equal(redacted(`http://${'u'.repeat(3900)}@host/${'y'.repeat(200)}`), `http://…@host/${'y'.repeat(87)}…`)
    assert.equal(String(redacted('://'.repeat(30_000))).length, 301)
  })

  it('holds no part of a login or query across the end of what is looked at', () => {
    const near = fc.integer({ min: 3900, max: 4100 })
    fc.assert(
      fc.property(near, fc.constantFrom('p', '@', ':', '?'), fc.boolean(), (length, sign, isQuery) => {
        const canary = 'canary'.repeat(20)
        const long = `${sign.repeat(3)}${'p'.repeat(length)}${canary}`
        const text = isQuery ? `rtmp://host/app?key=${long}` : `rtmp://me:${long}${canary}@host/app`
        assert.doesNotMatch(String(redacted(text)), /canary|ppp/)
        // One whose beginning is shown, and whose end is not looked at.
        assert.doesNotMatch(String(redacted(`rtmp://${'u'.repeat(length)}@canary${canary}@host/app`)), /canary|uuu/)
      }),
    )
  })

  it('is no longer than somebody reads', () => {
    const list = redacted(Array.from({ length: 1000 }, () => 'x'.repeat(1000))) as string[]
    assert.deepEqual([list.length, list.at(-1)], [31, 'and 970 more'])
    assert.equal(list[0]?.length, 301)
    assert.equal(redacted(undefined), null)
  })
})
