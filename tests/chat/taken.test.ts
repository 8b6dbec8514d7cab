import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openChat, readItem, writeItem, type ChatTaken } from '../../chat/index.ts'
import { defaultFilterSettings } from '../../chat/filter/settings.ts'
import { anarchy } from '../../game/index.ts'
import { chatOptions, messageFrom } from '../helpers/chat.ts'

/** Ticks that are the same as they are read back from JSON. */
const kept = ({ items, ...rest }: ChatTaken): ChatTaken => ({
  ...rest,
  items: items.map((item) => readItem(JSON.parse(JSON.stringify(writeItem(item)))) ?? assert.fail()),
})

describe('what chat took in a tick', () => {
  test('brings about the same again, also in a flood of which only a part is read', async () => {
    await using chat = await openChat(chatOptions({ urls: ['local:', 'crowd:3000'], input: anarchy() }))
    const first = []
    const taken = new Map<number, ChatTaken>()
    for (let tick = 1; tick <= 60; tick++) {
      const many = tick === 10 ? 4000 : 3
      for (let n = 0; n < many; n++)
        chat.local?.say({ userId: `${n}`, user: `v${n}`, text: n % 3 === 0 ? 'red' : `${20 + n}` })
      first.push(chat.drain(tick))
      taken.set(tick, kept(chat.taken))
    }
    assert.ok(first.some(({ overloaded }) => overloaded) && first.some(({ overloaded }) => !overloaded))
    const replay = (tick: number) => taken.get(tick) as ChatTaken
    await using again = await openChat(chatOptions({ urls: ['local:', 'crowd:3000'], input: anarchy(), replay }))
    assert.deepEqual([again.sources, again.local], [[], null])
    const second = Array.from({ length: 60 }, (_, index) => again.drain(index + 1))
    assert.deepEqual(second, first)
    assert.deepEqual(again.counts.rejected, chat.counts.rejected)
  })

  test('holds what was known of followers, and asks nobody again', async () => {
    const said = (userId: string) => messageFrom(`twitch:${userId}`, 'red')
    const ticks: Record<number, Partial<ChatTaken>> = {
      1: { items: [said('1'), said('2'), said('3')], follows: 'ynu' },
      2: { follows: 'u' },
      3: { follows: 'y' },
    }
    const replay = (tick: number) => ({ items: [], follows: '', overloaded: false, lost: 0, ...ticks[tick] })
    const filter = { ...defaultFilterSettings, open: 'followers' as const }
    await using chat = await openChat(chatOptions({ urls: ['twitch:bob'], input: anarchy(), filter, replay }))
    const players = [1, 2, 3, 4].map((tick) => chat.drain(tick).decisions.map(({ player }) => player))
    assert.deepEqual(players, [['twitch:1'], [], ['twitch:3'], []])
  })

  test('is as it was when it has been JSON, but for who is told and for what is too long to be read', () => {
    const text = fc.string({ unit: 'binary', maxLength: 700 })
    const message = fc.record({
      ...{ id: fc.option(text), userId: text, login: fc.option(text), user: text, text },
      ...{ colour: fc.constantFrom(null, '#1e90ff'), badges: fc.array(text, { maxLength: 3 }) },
    })
    fc.assert(
      fc.property(message, (fields) => {
        const item = { type: 'message', source: 'local:', ...fields } as const
        const read = readItem(JSON.parse(JSON.stringify(writeItem({ ...item, respond: () => {} }))))
        const cut = fields.text.length > 500 ? fields.text.slice(0, 501) : fields.text
        assert.deepEqual(read, { ...item, text: cut })
      }),
    )
  })

  test('is refused where it is no item', () => {
    for (const value of [null, 7, [], {}, { type: 'raid' }, { ...messageFrom('1', 'red'), text: 7 }])
      assert.equal(readItem(value), null)
    assert.equal(readItem(JSON.parse('{"type":"raid","source":"a","userId":"b","user":"c","viewers":1e999}')), null)
  })
})
