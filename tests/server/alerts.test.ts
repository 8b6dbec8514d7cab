import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import type { ChatEvent } from '../../chat/index.ts'
import { Alert, alertKinds, Show } from '../../game/index.ts'
import { createAlerts, type NewAlert } from '../../server/alerts.ts'

const display = { name: (raw: string) => raw.trim(), text: (raw: string) => raw.replace('damn', '****') }
const cheer = (bits: number): ChatEvent => ({ type: 'cheer', source: 'local:', userId: 'u', user: ' ann ', bits })

function stage() {
  const show = new Show()
  show.tickRate = 30
  const alerts = createAlerts(show, display)
  const step = (events: readonly ChatEvent[] = []) => {
    show.tick += 1
    alerts.update(events)
    const { kind, name, text, fromTick, untilTick } = show.alert
    return show.tick >= fromTick && show.tick < untilTick ? { kind, name, text } : null
  }
  return { show, alerts, step }
}

describe('alerts', () => {
  it('say who subscribed, gave, raided and cheered', () => {
    const from = { source: 'local:', userId: 'u', user: ' ann ' }
    const said = (event: ChatEvent) => stage().step([event])
    assert.deepEqual(said({ type: 'sub', ...from, months: 24, tier: 1 }), {
      kind: 'sub',
      name: 'ann',
      text: 'for 24 months',
    })
    assert.deepEqual(said({ type: 'sub', ...from, months: 1, tier: 1 }), { kind: 'sub', name: 'ann', text: 'welcome!' })
    assert.deepEqual(said({ type: 'gift', ...from, count: 5, tier: 1 }), {
      kind: 'sub',
      name: 'ann',
      text: 'gives 5 subs',
    })
    assert.deepEqual(said({ type: 'raid', ...from, viewers: 1 }), { kind: 'raid', name: 'ann', text: 'with 1 viewer' })
    assert.deepEqual(said(cheer(500)), { kind: 'cheer', name: 'ann', text: '500 bits' })
    assert.equal(said({ type: 'chat-cleared', source: 'local:' }), null)
  })

  it('are shown one at a time: five seconds each, a raid for eight', () => {
    const { step } = stage()
    const raid: ChatEvent = { type: 'raid', source: 'local:', userId: 'u', user: 'bo', viewers: 9 }
    const kinds = [step([cheer(1), raid, cheer(2)])?.kind]
    for (let i = 1; i < 20 * 30; i++) kinds.push(step()?.kind)
    const runs = ['cheer', 'raid', undefined].map((kind) => kinds.filter((each) => each === kind).length)
    assert.deepEqual(runs, [300, 240, 60])
    assert.equal(kinds.indexOf('raid'), 150)
  })

  it('change nothing of the state in a tick in which none begins', () => {
    const { show, step } = stage()
    step([cheer(1)])
    const before = JSON.stringify(show.alert)
    for (let i = 0; i < 300; i++) step()
    assert.equal(JSON.stringify(show.alert), before)
  })

  it('never wait in a longer line than twenty, and lose the oldest info first', () => {
    const { alerts, step } = stage()
    step([cheer(1)])
    for (let i = 0; i < 10; i++) {
      alerts.push({ kind: 'info', text: `info ${i}` })
      alerts.push({ kind: 'success', text: `success ${i}` })
    }
    assert.equal(alerts.waiting, 20)
    for (let i = 0; i < 10; i++) alerts.push({ kind: 'error', text: `error ${i}` })
    assert.equal(alerts.dropped, 10)
    const shown: string[] = []
    for (let i = 0; i < 21 * 150; i++) {
      const now = step()
      if (now && shown.at(-1) !== now.text) shown.push(now.text)
    }
    assert.deepEqual(shown.slice(1), [
      ...Array.from({ length: 10 }, (_, i) => `success ${i}`),
      ...Array.from({ length: 10 }, (_, i) => `error ${i}`),
    ])
  })

  it('wait behind a slate until they can be seen', () => {
    const { show, step } = stage()
    show.slate = 'break'
    assert.equal(step([cheer(1)]), null)
    for (let i = 0; i < 900; i++) assert.equal(step(), null)
    show.slate = ''
    assert.equal(step()?.text, '1 bit')
  })

  it('are taken from people only while fewer than five wait, and no other has to go for them', () => {
    const { alerts, step, show } = stage()
    const author = { source: 'local:', userId: 'u', messageId: null }
    const offers = Array.from({ length: 8 }, (_, i) =>
      alerts.offer({ kind: 'info', name: ' ann ', text: `${i}`, author, isSaid: true }),
    )
    assert.deepEqual(offers, [true, true, true, true, true, false, false, false])
    assert.deepEqual([alerts.waiting, alerts.dropped], [5, 0])
    assert.deepEqual(step([cheer(1)]), { kind: 'info', name: 'ann', text: '0' })
    assert.equal(show.alert.isSaid, true)
    for (let i = 0; i < 5 * 150; i++) step()
    assert.deepEqual([show.alert.kind, show.alert.isSaid], ['cheer', false])
  })

  it('go with the message or the author that they came from, from the air as well', () => {
    const { alerts, show, step } = stage()
    const offer = (userId: string, messageId: string) =>
      alerts.offer({ kind: 'info', name: userId, text: messageId, author: { source: 'local:', userId, messageId } })
    for (const [userId, id] of [
      ['ann', 'm1'],
      ['ann', 'm2'],
      ['bo', 'm3'],
      ['cy', 'm4'],
    ] as const)
      offer(userId, id)
    assert.equal(step()?.text, 'm1')
    assert.equal(step([{ type: 'message-deleted', source: 'local:', messageId: 'm2' }])?.text, 'm1')
    assert.equal(alerts.waiting, 2)
    assert.equal(step([{ type: 'user-banned', source: 'local:', userId: 'ann' }])?.text, 'm3')
    assert.equal(step([{ type: 'chat-cleared', source: 'local:' }]), null)
    assert.deepEqual([alerts.waiting, show.alert.name, show.alert.text], [0, '', ''])
  })

  it('of who subscribed, gave, raided or cheered go when they are sent out, or their chat is cleared; nobody typed them', () => {
    const from = { source: 'twitch:a', userId: 'twitch:7', user: 'bo' } as const
    const news: readonly ChatEvent[] = [
      { type: 'sub', ...from, months: 1, tier: 1 },
      { type: 'gift', ...from, count: 5, tier: 1 },
      { type: 'raid', ...from, viewers: 9 },
      { type: 'cheer', ...from, bits: 5 },
    ]
    const ends: readonly ChatEvent[] = [
      { type: 'user-banned', source: from.source, userId: from.userId },
      { type: 'user-timed-out', source: from.source, userId: from.userId, seconds: 60 },
      { type: 'chat-cleared', source: from.source },
    ]
    for (const event of news)
      for (const end of ends) {
        const onAir = stage()
        assert.equal(onAir.step([event])?.name, 'bo')
        assert.equal(onAir.show.alert.isSaid, false)
        assert.equal(onAir.step([end]), null)
        assert.deepEqual([onAir.show.alert.name, onAir.show.alert.text], ['', ''])
        const waiting = stage()
        waiting.step([cheer(1)])
        waiting.step([event])
        waiting.step([end])
        assert.equal(waiting.alerts.waiting, 0)
        assert.equal(stage().step([event, end]), null, 'within one tick')
        assert.notEqual(stage().step([end, event]), null, 'who comes again is told again')
        const other = stage()
        other.step([event])
        const elsewhere = { ...end, source: 'local:', ...('userId' in end && { userId: 'other' }) }
        assert.notEqual(other.step([elsewhere]), null)
      }
  })

  it('that a slate covers have all of their time once it is gone, before those that wait', () => {
    const { alerts, show, step } = stage()
    const raid: ChatEvent = { type: 'raid', source: 'local:', userId: 'u', user: 'bo', viewers: 9 }
    step([raid, cheer(7)])
    for (let i = 0; i < 30; i++) assert.equal(step()?.kind, 'raid')
    show.slate = 'break'
    for (let i = 0; i < 20 * 30; i++) assert.equal(step(), null)
    assert.equal(alerts.waiting, 2)
    show.slate = ''
    const kinds = Array.from({ length: 15 * 30 }, () => step()?.kind)
    assert.equal(kinds.filter((kind) => kind === 'raid').length, 8 * 30)
    assert.deepEqual([kinds[0], kinds[8 * 30]], ['raid', 'cheer'])
  })

  it('that a slate covers in their last second have been seen; a line that is full stays as long as it may be', () => {
    const { alerts, show, step } = stage()
    step([cheer(1)])
    for (let i = 0; i < 125; i++) step()
    show.slate = 'soon'
    for (let i = 0; i < 90; i++) step()
    show.slate = ''
    assert.equal(step(), null)
    step([cheer(2)])
    for (let i = 0; i < 20; i++) alerts.push({ kind: 'success', text: `${i}` })
    show.slate = 'soon'
    step()
    assert.deepEqual([alerts.waiting, alerts.dropped], [20, 1])
  })

  it('that were put back go with their author as well', () => {
    const { alerts, show, step } = stage()
    step([cheer(1)])
    show.slate = 'panic'
    step()
    assert.equal(alerts.waiting, 1)
    step([{ type: 'user-banned', source: 'local:', userId: 'u' }])
    assert.equal(alerts.waiting, 0)
  })

  it('mask what must not be shown, and are short whatever they are given', () => {
    const { alerts, show, step } = stage()
    alerts.push({ kind: 'info', text: `damn ${'long '.repeat(500)}` })
    assert.match(step()?.text ?? '', /^\*{4} long /)
    assert.ok(show.alert.text.length <= 121)
    assert.ok(show.alert instanceof Alert)
  })

  it('stay bounded and in order under any load', () => {
    const alert: fc.Arbitrary<NewAlert> = fc.record({ kind: fc.constantFrom(...alertKinds), text: fc.string() })
    fc.assert(
      fc.property(fc.array(fc.array(alert, { maxLength: 8 }), { maxLength: 60 }), (ticks) => {
        const { alerts, show, step } = stage()
        let last = 0
        for (const pushed of ticks) {
          for (const each of pushed) alerts.push(each)
          step()
          assert.ok(alerts.waiting <= 20)
          assert.ok(show.alert.fromTick >= last)
          last = show.alert.fromTick
        }
      }),
      { numRuns: 100 },
    )
  })
})
