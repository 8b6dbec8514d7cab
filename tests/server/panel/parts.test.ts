import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { lastOf } from '../../../server/web/panel/chat/reader.ts'
import { columns, depth, moveTo, readLayout, sizeTo, type Place } from '../../../server/web/panel/layout/grid.ts'
import { merged } from '../../../server/web/panel/live.ts'
import { newestFirst } from '../../../server/web/panel/log/merge.ts'
import { draftAfter, imported, patchOf, savedWith, touch } from '../../../server/web/panel/settings/draft.ts'
import { switchOf } from '../../../server/web/panel/settings/switch-of.ts'
import {
  isSaved,
  valueOf,
  withValue,
  type SettingField,
  type SettingsAnswer,
} from '../../../server/web/panel/settings/values.ts'
import { duration } from '../../../server/web/panel/when.ts'
import type { Deed, Message } from '../../../server/web/panel/shapes.ts'

const first: readonly Place[] = [
  { id: 'a', x: 0, y: 0, w: 5, h: 6 },
  { id: 'b', x: 5, y: 0, w: 4, h: 12 },
  { id: 'c', x: 9, y: 0, w: 3, h: 7 },
  { id: 'd', x: 0, y: 6, w: 5, h: 6 },
]

describe('the layout of the desk', () => {
  test('however widgets are moved and sized, none lies over another, none is lost, and none hangs in the air', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      isMove: fc.boolean(),
      x: fc.integer({ min: -5, max: 20 }),
      y: fc.integer({ min: -5, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let places = first
        for (const { id, isMove, x, y } of steps) places = isMove ? moveTo(places, id, x, y) : sizeTo(places, id, x, y)
        assert.deepEqual(
          places.map(({ id }) => id),
          ['a', 'b', 'c', 'd'],
        )
        const cells = new Set<string>()
        for (const { x, y, w, h } of places) {
          assert.ok(x >= 0 && y >= 0 && x + w <= columns && w >= 2 && h >= 2)
          for (let i = x; i < x + w; i++) for (let j = y; j < y + h; j++) cells.add(`${i} ${j}`)
        }
        assert.equal(
          cells.size,
          places.reduce((sum, { w, h }) => sum + w * h, 0),
        )
        for (const { x, y, w } of places)
          assert.ok(y === 0 || Array.from({ length: w }, (_, i) => cells.has(`${x + i} ${y - 1}`)).includes(true))
        assert.deepEqual(readLayout(JSON.stringify(places), first), places)
      }),
    )
  })

  test('what was kept of other widgets, or tampered with, is not taken', () => {
    const overlapping = JSON.stringify(first.map((place) => ({ ...place, x: 0, y: 0 })))
    for (const text of [null, '', '{}', 'null', '[1]', JSON.stringify(first.slice(1)), overlapping])
      assert.equal(readLayout(text, first), first)
    assert.equal(depth(first), 12)
  })
})

const message = (number: number, more: Partial<Message> = {}) =>
  ({ number, text: '', what: 'ballot', ...more }) as unknown as Message

describe('the messages that a panel keeps', () => {
  test('one that has changed takes its own place, and the oldest go', () => {
    const known = [1, 2, 3].map((number) => message(number))
    const next = merged(known, [message(2, { removed: 'deleted' }), message(4)], 3)
    assert.deepEqual(
      next.map(({ number, removed }) => [number, removed]),
      [
        [2, 'deleted'],
        [3, undefined],
        [4, undefined],
      ],
    )
  })

  test('held, the last ones up to a number are read, of those that pass', () => {
    const all = Array.from({ length: 50 }, (_, index) => message(index + 1))
    const even = lastOf(all, 20, ({ number }) => number % 2 === 0, 3)
    assert.deepEqual(
      even.map(({ number }) => number),
      [16, 18, 20],
    )
  })
})

describe('the log of a panel', () => {
  test('a deed that was undone meanwhile says so, and each is there once', () => {
    const deed = (id: number, undoes: number | null = null) =>
      ({ id, undoes, undoneBy: null, canUndo: true }) as unknown as Deed
    const [newest, oldest] = newestFirst([deed(1)], [deed(1), deed(2, 1)])
    assert.deepEqual([newest?.id, oldest?.id, oldest?.undoneBy, oldest?.canUndo], [2, 1, 2, false])
  })
})

describe('the forms of the settings', () => {
  const quorum = { key: 'set', part: 'quorum', kind: 'number' } as unknown as SettingField

  test('a part of a setting is set and taken back without the others', () => {
    const values = withValue({ set: { window: 20 } }, quorum, 5)
    assert.deepEqual(values, { set: { window: 20, quorum: 5 } })
    assert.ok(isSaved(values, quorum))
    assert.deepEqual(withValue(values, quorum, undefined), { set: { window: 20 } })
    assert.deepEqual(withValue({ set: { quorum: 5 } }, quorum, undefined), {})
  })

  test('a field shows what was set, or else what a start goes by', () => {
    const usual = { set: { quorum: 10 } }
    assert.equal(valueOf({ saved: {}, usual }, quorum), 10)
    assert.equal(valueOf({ saved: { set: { quorum: 5 } }, usual }, quorum), 5)
  })

  test('a switch that nobody has set stands as what holds then', () => {
    assert.deepEqual(switchOf(undefined, true), { isOn: true, label: 'yes, by default' })
    assert.deepEqual(switchOf(undefined, false), { isOn: false, label: 'no, by default' })
    assert.deepEqual(switchOf(false, true), { isOn: false, label: 'no' })
  })
})

describe('the draft of the settings', () => {
  const field = (key: string, kind: string, part?: string) =>
    ({ key, kind, ...(part === undefined ? {} : { part }) }) as unknown as SettingField
  const fps = field('fps', 'text')
  const blocked = field('blocked', 'list')
  const quorum = field('set', 'number', 'quorum')
  const window = field('set', 'number', 'window')
  const answer = (saved: object) =>
    ({ fields: [fps, blocked, quorum, window], saved, usual: { fps: '30' } }) as unknown as SettingsAnswer

  test('sends what was touched alone, null for what is to be set no longer', () => {
    const at = answer({ fps: '60', set: { quorum: 5, window: 20 } })
    const draft = touch(at, touch(at, null, fps, undefined), quorum, 7)
    assert.ok(draft)
    assert.deepEqual(patchOf(answer({ set: { quorum: 5, window: 99 } }), draft), { fps: null, set: { quorum: 7 } })
    assert.deepEqual(savedWith(at, draft), { set: { quorum: 7, window: 20 } })
    assert.equal(touch(at, touch(at, draft, fps, '60'), quorum, 5), null)
  })

  test('lays what was done to a list over what is in it by then', () => {
    const draft = touch(answer({ blocked: ['turnip', 'swede'] }), null, blocked, ['turnip', 'leek'])
    assert.ok(draft)
    const now = answer({ blocked: ['turnip', 'swede', 'radish'] })
    assert.deepEqual(patchOf(now, draft), { blocked: ['turnip', 'radish', 'leek'] })
  })

  test('keeps what is typed while it is saved, and drops a file that was saved', () => {
    const at = answer({})
    const sent = touch(at, null, fps, '60')
    assert.ok(sent)
    assert.equal(draftAfter(sent, sent), null)
    const typed = touch(at, touch(at, sent, fps, '6'), quorum, 5)
    assert.deepEqual(patchOf(at, draftAfter(typed, sent) ?? sent), { fps: '6', set: { quorum: 5 } })
    const file = imported({ fps: '25' })
    assert.deepEqual(savedWith(answer({ set: { quorum: 5 } }), file), { fps: '25' })
    assert.equal(draftAfter(file, file), null)
  })
})

test('lengths of time are said in their largest unit', () => {
  const said = [5, 60, 90, 600, 3600, 86_400, 172_800].map(duration)
  assert.deepEqual(said, ['5 s', '1 min', '1.5 min', '10 min', '1 h', '1 day', '2 days'])
})
