import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isModerator } from '../../chat/badges.ts'

describe('a moderator', () => {
  it('is known by the badge of a moderator, a lead moderator or the broadcaster, among any others', () => {
    for (const badge of ['moderator', 'lead_moderator', 'broadcaster']) assert.ok(isModerator(['subscriber', badge]))
    for (const badges of [[], ['vip'], ['Moderator'], ['constructor']]) assert.ok(!isModerator(badges))
  })
})
