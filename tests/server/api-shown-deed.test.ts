import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shownDeed } from '../../server/api/shown-deed.ts'
import type { StoredDeed } from '../../server/store/audit.ts'

const deed: StoredDeed = {
  ...{ id: 1, atMs: 0, actor: 'ann', action: 'session.begin', target: null, reason: null },
  ...{ before: null, after: null, canUndo: false, undoes: null, undoneBy: null },
}
const address = '203.0.113.7'

describe('where somebody logs in from', () => {
  for (const [what, stored] of [
    ['is in no word of a login', { ...deed, target: address }],
    ['is in no word of one that was refused', { ...deed, action: 'session.refused', after: { failures: 5, address } }],
  ] as const)
    it(`${what}, but for who looks after the accounts`, () => {
      assert.ok(!JSON.stringify(shownDeed(stored, new Set(['log.read']))).includes(address))
      assert.ok(!JSON.stringify(shownDeed(stored)).includes(address))
      assert.ok(JSON.stringify(shownDeed(stored, new Set(['accounts.manage']))).includes(address))
    })
})
