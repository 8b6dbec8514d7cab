import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deserialize, serialize } from 'node:v8'
import * as fc from 'fast-check'
import { createLimits } from '../../chat/filter/limits.ts'
import { createSweep } from '../../chat/votes/sweep.ts'
import { inputFor, inputModes } from '../../game/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { choice, from, modeOf, own } from './votes/voting.ts'

const throughBytes = (memory: unknown): never => deserialize(serialize(memory)) as never

const word = fc.constantFrom('red', 'green', 'blue', '440', '880')
const id = fc.integer({ min: 1, max: 6 }).map(String)
const event = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ user: id, word, id: fc.option(id), badges: fc.constantFrom([], ['vip'], ['subscriber']) }),
  },
  { weight: 1, arbitrary: fc.record({ abstains: id }) },
  { weight: 1, arbitrary: fc.record({ side: fc.constantFrom('anarchy', 'democracy'), user: id }) },
  { weight: 1, arbitrary: fc.record({ team: fc.constantFrom('red', 'blue'), user: id }) },
  { weight: 1, arbitrary: fc.record({ gone: id }) },
  { weight: 3, arbitrary: fc.record({ deleted: id }) },
  { weight: 1, arbitrary: fc.constant({ cleared: true }) },
  { weight: 6, arbitrary: fc.record({ ticks: fc.integer({ min: 1, max: 9 }) }) },
)
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never
type Mode = ReturnType<typeof modeOf>

/** @returns what came of it, in a form that two modes can be compared by */
function happen(mode: Mode, what: Event, tick: number): unknown {
  if ('word' in what)
    return mode.cast(from(what.user, { id: what.id, badges: what.badges, source: `s${what.user}` }), choice(what.word))
  if ('abstains' in what) return mode.cast(from(what.abstains), own('!abstain'))
  if ('side' in what) return mode.cast(from(what.user), own('!side', {}, what.side))
  if ('team' in what) return mode.cast(from(what.user), own('!join', { team: what.team }))
  if ('gone' in what) return mode.withdraw(what.gone)
  if ('deleted' in what) return mode.withdrawMessage(what.deleted)
  if ('cleared' in what) return mode.withdrawSource('s1')
  return Array.from({ length: what.ticks }, (_, k) => mode.close(tick + k + 1))
}

const ticksOf = (what: Event) => ('ticks' in what ? what.ticks : 0)

describe('what a vote remembers', () => {
  for (const name of inputModes)
    test(`goes through bytes without a difference, in ${name}`, () => {
      const window = {
        seconds: 2,
        quorum: { least: 1, share: 0.6 },
        weights: { vip: 2, subscriber: 4 },
        earlyClose: true,
      }
      const input = inputFor(name, rules.input, window)
      fc.assert(
        fc.property(fc.array(event, { maxLength: 40 }), fc.array(event, { maxLength: 40 }), (before, after) => {
          const mode = modeOf(input)
          let tick = 0
          for (const what of before) {
            happen(mode, what, tick)
            tick += ticksOf(what)
          }
          const again = modeOf(input)
          again.load(throughBytes(mode.save()))
          for (const what of after) {
            assert.deepEqual(happen(again, what, tick), happen(mode, what, tick))
            assert.deepEqual(again.tally, mode.tally)
            assert.equal(again.explain(), mode.explain())
            tick += ticksOf(what)
          }
        }),
        { numRuns: 200 },
      )
    })
})

test('a sweep goes on where it was, whatever came and went', () => {
  const step = fc.oneof(fc.record({ next: fc.nat(5) }), fc.record({ add: fc.nat(20) }), fc.record({ drop: fc.nat(20) }))
  const act = (
    map: Map<number, string>,
    sweep: ReturnType<typeof createSweep>,
    what: fc.Arbitrary<unknown> | object,
  ) => {
    if ('add' in what) return map.set(Number(what.add), `v${Number(what.add)}`).size
    if ('drop' in what) return map.delete(Number(what.drop))
    return Array.from({ length: 'next' in what ? Number(what.next) : 0 }, () => sweep.next())
  }
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (before, after) => {
      const map = new Map<number, string>()
      const sweep = createSweep(map)
      for (const what of before) act(map, sweep, what)
      const copy = new Map(map)
      const again = createSweep(copy)
      again.load(sweep.save())
      for (const what of after) assert.deepEqual(act(copy, again, what), act(map, sweep, what))
    }),
  )
})

test('whoever was too fast is still too fast', () => {
  const said = fc.array(fc.tuple(id, word, fc.nat(400)))
  fc.assert(
    fc.property(said, said, (before, after) => {
      const settings = { burst: 3, perSecond: 2, repeatMs: 500 }
      const [limits, again] = [createLimits(settings), createLimits(settings)]
      let nowMs = 0
      for (const [user, label, ms] of before) limits.judge(user, label, (nowMs += ms))
      again.load(throughBytes(limits.save()))
      for (const [user, label, ms] of after) {
        nowMs += ms
        assert.deepEqual(again.judge(user, label, nowMs), limits.judge(user, label, nowMs))
      }
    }),
  )
})
