import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { createFilter, type FilterOptions } from '../../../chat/filter/filter.ts'
import { knownBots } from '../../../chat/filter/known-bots.ts'
import { rememberedViewers } from '../../../chat/filter/limits.ts'
import { audiences, defaultFilterSettings, type FilterSettings } from '../../../chat/filter/settings.ts'
import type { ChatMessage } from '../../../chat/message.ts'
import { messageFrom } from '../../helpers/chat.ts'

function filterWith(settings: Partial<FilterSettings> = {}, options: Partial<FilterOptions> = {}) {
  const rest = { ownLogins: [], follows: () => 'no' as const, ...options }
  return createFilter({ settings: { ...defaultFilterSettings, ...settings }, ...rest })
}

function twitch(login: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  return { ...messageFrom('twitch:77'), source: 'twitch:channel', login, user: login, ...rest }
}

/** The code that `admit` or `limit` answers with, or what else it says. */
function codeOf(answer: ReturnType<ReturnType<typeof filterWith>['admit']>): string | null {
  return answer === null || answer === 'unknown' ? answer : answer.code
}

describe('admit: the ignore list', () => {
  it('ignores the well-known bots, unless told not to', () => {
    for (const login of knownBots) assert.equal(codeOf(filterWith().admit(twitch(login))), 'ignored')
    assert.equal(filterWith({ bots: false }).admit(twitch('nightbot')), null)
    assert.equal(filterWith().admit(twitch('nightbot_fan')), null)
  })

  it('lists only what can be a login', () => {
    for (const login of knownBots) assert.match(login, /^[a-z0-9_]{3,25}$/)
    assert.equal(new Set(knownBots).size, knownBots.length)
  })

  it('ignores the show’s own account, but not a broadcaster who lends theirs to the show', () => {
    const filter = filterWith({ bots: false }, { ownLogins: ['ArcadeBot'] })
    assert.equal(codeOf(filter.admit(twitch('arcadebot', { badges: ['moderator'] }))), 'ignored')
    assert.equal(filter.admit(twitch('arcadebot', { badges: ['broadcaster'] })), null)
    assert.equal(filter.admit(twitch('somebody')), null)
  })

  it('knows who is on the ignore list by login, user id and display name, however written', () => {
    const filter = filterWith({ ignore: ['@Troll ', 'twitch:1234', '테스트', 'local:9', ' '] })
    assert.equal(codeOf(filter.admit(twitch('troll'))), 'ignored')
    assert.equal(codeOf(filter.admit(twitch('renamed', { userId: 'twitch:1234' }))), 'ignored')
    assert.equal(codeOf(filter.admit(twitch('tester', { user: '테스트' }))), 'ignored')
    assert.equal(codeOf(filter.admit(messageFrom('local:9'))), 'ignored')
    assert.equal(filter.admit(twitch('alice')), null)
  })

  it('takes no name for an identity where there are no logins', () => {
    const filter = filterWith({ ignore: ['troll'] })
    assert.equal(filter.admit({ ...messageFrom('local:1'), user: 'troll' }), null)
    assert.equal(filter.admit({ ...messageFrom('local:1'), user: 'nightbot' }), null)
  })

  it('is not impressed by viewers with the names of object properties', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) assert.equal(filterWith().admit(twitch(name)), null)
  })
})

describe('admit: the audience', () => {
  const people: readonly (readonly [badges: string[], follows: boolean, rank: number])[] = [
    [[], false, 0],
    [['premium'], true, 1],
    [['subscriber'], false, 2],
    [['founder', 'bits'], false, 2],
    [['vip'], false, 3],
    [['moderator', 'subscriber'], false, 4],
    [['lead_moderator'], false, 4],
    [['broadcaster'], false, 4],
  ]
  for (const [rank, open] of audiences.entries())
    it(`lets ${open} play and whoever stands above them`, () => {
      for (const [badges, follows, ownRank] of people) {
        const filter = filterWith({ open }, { follows: () => (follows ? 'yes' : 'no') })
        const code = codeOf(filter.admit(twitch('alice', { badges })))
        assert.equal(code, ownRank >= rank ? null : 'not-allowed', `${badges.join()} while open to ${open}`)
      }
    })

  it('says whom the show is open to', () => {
    const answer = filterWith({ open: 'subscribers' }).admit(twitch('alice'))
    assert.ok(answer !== null && answer !== 'unknown')
    assert.equal(answer.sentence, 'only subscribers can play at the moment')
  })

  it('asks about following only those without a badge that is enough, and passes on that it isn’t known yet', () => {
    const asked: string[] = []
    const follows = (userId: string) => (asked.push(userId), 'unknown' as const)
    const filter = filterWith({ open: 'followers' }, { follows })
    assert.equal(filter.admit(twitch('sub', { badges: ['subscriber'] })), null)
    assert.equal(filter.admit(twitch('alice', { userId: 'twitch:5' })), 'unknown')
    assert.deepEqual(asked, ['twitch:5'])
  })

  it('never asks about who is ignored, nor while everybody may play', () => {
    const follows = () => assert.fail('asked')
    assert.equal(codeOf(filterWith({ open: 'followers' }, { follows }).admit(twitch('nightbot'))), 'ignored')
    assert.equal(filterWith({}, { follows }).admit(twitch('alice')), null)
  })
})

describe('limit', () => {
  const alice = twitch('alice')

  it('takes a burst, then so many a second', () => {
    const filter = filterWith({ burst: 3, perSecond: 2, repeatMs: 0 })
    const codes = [0, 0, 0, 0, 499, 500, 501, 999, 1000].map((ms) => codeOf(filter.limit(alice, 'red', ms)))
    const no = 'rate-limited'
    assert.deepEqual(codes, [null, null, null, no, no, null, no, no, null])
  })

  it('fills the bucket again after a pause, and no further', () => {
    const filter = filterWith({ burst: 3, perSecond: 2, repeatMs: 0 })
    for (let i = 0; i < 3; i++) filter.limit(alice, 'red', 0)
    const codes = [1, 2, 3, 4].map(() => codeOf(filter.limit(alice, 'red', 60_000)))
    assert.deepEqual(codes, [null, null, null, 'rate-limited'])
  })

  it('counts each viewer alone', () => {
    const filter = filterWith({ burst: 1, perSecond: 1 })
    assert.equal(filter.limit(alice, 'red', 0), null)
    assert.equal(filter.limit({ ...alice, userId: 'twitch:78' }, 'red', 0), null)
    assert.equal(codeOf(filter.limit(alice, 'blue', 0)), 'rate-limited')
  })

  it('counts what comes twice at once only once, and costs no token for it', () => {
    const filter = filterWith({ burst: 3, perSecond: 0.001 })
    const said: [string, number][] = [
      ['up', 0],
      ['up', 10],
      ['up', 499],
      ['up', 500],
      ['down', 501],
    ]
    const codes = said.map(([label, ms]) => codeOf(filter.limit(alice, label, ms)))
    assert.deepEqual(codes, [null, 'repeated', 'repeated', null, null])
  })

  it('lets somebody who types the same again and again play on', () => {
    const filter = filterWith()
    for (let ms = 0; ms < 60_000; ms += 500) assert.equal(filter.limit(alice, 'up', ms), null)
  })

  it('does not take what was refused for the last command', () => {
    const filter = filterWith({ burst: 1, perSecond: 10 })
    assert.equal(filter.limit(alice, 'up', 0), null)
    assert.equal(codeOf(filter.limit(alice, 'down', 50)), 'rate-limited')
    assert.equal(filter.limit(alice, 'down', 100), null)
  })

  it('remembers a hundred thousand viewers, and gives whom it forgot a full bucket', () => {
    const filter = filterWith({ burst: 1, perSecond: 0.001, repeatMs: 0 })
    const flood = (from: number, to: number) => {
      for (let i = from; i < to; i++) filter.limit({ ...alice, userId: `twitch:n${i}` }, 'red', 0)
    }
    filter.limit(alice, 'red', 0)
    flood(0, rememberedViewers - 1)
    assert.equal(codeOf(filter.limit(alice, 'red', 0)), 'rate-limited')
    flood(rememberedViewers, 3 * rememberedViewers + 2)
    assert.equal(filter.limit(alice, 'red', 0), null)
  })

  it('never lets through more than the bucket holds, in any span of time', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom(0.5, 1, 2, 5, 10),
      fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 80 }),
      (burst, perSecond, gapsMs) => {
        const filter = filterWith({ burst, perSecond, repeatMs: 0 })
        const passed: number[] = []
        let ms = 0
        for (const gapMs of gapsMs) {
          ms += gapMs
          if (filter.limit(alice, 'red', ms) === null) passed.push(ms)
        }
        for (const [first, start] of passed.entries())
          for (const [last, end] of passed.entries())
            assert.ok(last < first || last - first + 1 <= burst + ((end - start) * perSecond) / 1000)
      },
    )
    fc.assert(property, { numRuns: 200 })
  })

  it('refuses settings out of their ranges', () => {
    for (const wrong of [{ burst: 0 }, { burst: 1.5 }, { perSecond: 0 }, { perSecond: Number.NaN }, { repeatMs: -1 }])
      assert.throws(() => filterWith(wrong), RangeError)
  })

  it('answers for viewers it knows in well under a microsecond', () => {
    const filter = filterWith({ burst: 1000, perSecond: 1000 })
    const viewers = Array.from({ length: 1000 }, (_, i) => twitch(`viewer${i}`, { userId: `twitch:${i}` }))
    const start = performance.now()
    for (let round = 0; round < 200; round++)
      for (const viewer of viewers) if (filter.admit(viewer) === null) filter.limit(viewer, 'left', round)
    // Five times what it takes on a slow core.
    assert.ok(performance.now() - start < 400, `${performance.now() - start} ms for 200,000`)
  })
})
