import assert from 'node:assert/strict'
import { it } from 'node:test'
import * as fc from 'fast-check'
import { slowOutputs, undrawable, type SlowOutputs } from '../helpers/slow-outputs.ts'

const urls = ['wall', 'hall', 'yard'].map((app) => `rtmp://127.0.0.1:9/${app}/key`)
const place = fc.constantFrom(...urls, 'null:')
const size = fc.constantFrom('320x180', '240x160', undrawable)
const number = fc.nat(5)

const deed = fc.oneof(
  fc.record({ do: fc.constant('add' as const), url: place, size }),
  fc.record({
    do: fc.constant('change' as const),
    number,
    wish: fc.oneof(fc.record({ url: place }), fc.record({ size })),
  }),
  fc.record({ do: fc.constant('turn' as const), number, isOn: fc.boolean() }),
  fc.record({ do: fc.constant('remove' as const), number }),
  fc.record({ do: fc.constant('restore' as const), number }),
)

/** Does something with the output that stands there, or with what was removed. @returns when it is done, or refused */
async function perform(
  { broadcast }: SlowOutputs,
  each: typeof deed extends fc.Arbitrary<infer T> ? T : never,
  words: Set<string>,
) {
  const there = broadcast.outputs
  for (const { id } of there) words.add(broadcast.wordOf(id) ?? '')
  if (each.do === 'add') return await broadcast.add({ url: each.url, size: each.size })
  if (each.do === 'restore') return await broadcast.restore([...words][each.number % words.size] ?? '')
  const { id } = there[each.number % there.length] ?? { id: 'none' }
  if (each.do === 'change') return await broadcast.change(id, each.wish)
  return each.do === 'turn' ? await broadcast.turn(id, each.isOn) : await broadcast.remove(id)
}

it('sends in the end what is said to be sent and nothing else, in whatever order things were asked for and done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(deed, { minLength: 2, maxLength: 12 }), async (s, deeds) => {
      using outputs = slowOutputs(
        ['null:', urls[0] ?? ''],
        (what, say) => void s.schedule(Promise.resolve(), what).then(say),
      )
      const { broadcast } = outputs
      const words = new Set<string>()
      const done = deeds.map((each) => s.schedule(Promise.resolve(), each.do).then(() => perform(outputs, each, words)))
      await s.waitFor(Promise.allSettled(done))
      assert.deepEqual(outputs.faults, [])
      assert.deepEqual(new Map(outputs.sent), new Map(outputs.wanted()))
      const known = broadcast.outputs.map(({ id }) => broadcast.wordOf(id))
      assert.equal(new Set(known).size, known.length, 'each has a word of its own')
      for (const { id } of broadcast.outputs) assert.equal(broadcast.idOf(broadcast.wordOf(id) ?? ''), id)
      for (const url of urls)
        assert.equal(outputs.isFree(url), !outputs.sent.some(([, shown]) => url.startsWith(`${shown}/`)), url)
    }),
    { numRuns: 300 },
  )
})
