import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { until } from '../helpers/arcade.ts'
import { freePort } from '../helpers/nginx-rtmp.ts'
import { slowOutputs, undrawable } from '../helpers/slow-outputs.ts'

const wall = 'rtmp://127.0.0.1:9/wall/key'
const hall = 'rtmp://127.0.0.1:9/hall/key'
const shownWall = 'rtmp://127.0.0.1:9/wall'
const shownHall = 'rtmp://127.0.0.1:9/hall'
const id = '127.0.0.1'

/** Outputs of which the test says when they have ended. */
function gated(urls: readonly string[]) {
  const waiting = new Map<string, () => void>()
  const outputs = slowOutputs(urls, (what, say) => waiting.set(what, say))
  return {
    ...{ outputs, broadcast: outputs.broadcast },
    /** Until that is waited for. */
    asked: async (what: string) => void (await until(() => waiting.has(what))),
    say(what: string) {
      const tell = waiting.get(what)
      assert.ok(tell, `${what} is waited for`)
      waiting.delete(what)
      tell()
    },
    [Symbol.dispose]: () => outputs[Symbol.dispose](),
  }
}

/** Until a port is being looked at: what is asked for has its turn, and no socket has been heard of yet. */
async function lookedAt(): Promise<void> {
  for (let turns = 0; turns < 8; turns++) await Promise.resolve()
}

const removed = { code: 'usage', message: `output ${id} was removed meanwhile` }

describe('an output that is removed while something else is done with it', { timeout: 20_000 }, () => {
  it('stays off the air where it was changed, and comes back once', async () => {
    using show = gated(['null:', wall])
    const { broadcast, outputs } = show
    const word = broadcast.wordOf(id) ?? ''
    const changing = assert.rejects(broadcast.change(id, { preset: 'live:low' }), removed)
    await show.asked(`left ${id}`)
    const removing = broadcast.remove(id)
    assert.equal(broadcast.idOf(word), null)
    show.say(`left ${id}`)
    await changing
    assert.equal(await removing, true)
    assert.deepEqual(outputs.sent, [['null', 'null:']])
    assert.deepEqual(outputs.wanted(), outputs.sent)
    assert.equal((await broadcast.restore(word)).id, id)
    await assert.rejects(broadcast.restore(word), /it is there again already/)
    assert.equal(broadcast.idOf(word), id)
    assert.deepEqual(outputs.sent, [
      ['null', 'null:'],
      [id, shownWall],
    ])
    assert.deepEqual(outputs.wanted(), outputs.sent)
  })

  it('never goes on the air where its port was being looked at, for the first time or again', async () => {
    using show = gated(['null:'])
    const { broadcast, outputs } = show
    const url = `rtmp-listen://127.0.0.1:${await freePort()}/live/key`
    const adding = assert.rejects(broadcast.add(url), /was removed meanwhile/)
    await lookedAt()
    const [, added] = broadcast.outputs
    const listening = added?.id ?? ''
    const word = broadcast.wordOf(listening) ?? ''
    await broadcast.remove(listening)
    await adding
    assert.deepEqual([outputs.begun, outputs.isFree(url)], [[], true])

    await broadcast.restore(word)
    const turningOff = broadcast.turn(listening, false)
    await show.asked(`left ${listening}`)
    show.say(`left ${listening}`)
    await turningOff
    const turningOn = assert.rejects(broadcast.turn(listening, true), /was removed meanwhile/)
    await lookedAt()
    await broadcast.remove(listening)
    await turningOn
    assert.deepEqual([outputs.begun, outputs.isFree(url)], [[listening], true])
    assert.deepEqual(outputs.sent, outputs.wanted())
  })

  it('is gone where its new port was being looked at', async () => {
    using show = gated(['null:', wall])
    const { broadcast, outputs } = show
    const url = `rtmp-listen://127.0.0.1:${await freePort()}/live/key`
    const changing = assert.rejects(broadcast.change(id, { url }), removed)
    const removing = broadcast.remove(id)
    await changing
    show.say(`left ${id}`)
    await removing
    assert.deepEqual(outputs.sent, [['null', 'null:']])
    assert.deepEqual([outputs.isFree(wall), outputs.isFree(url)], [true, true])
  })

  it('leaves its place to the same one when it has ended, and not before', async () => {
    using show = gated(['null:', wall])
    const { broadcast, outputs } = show
    const removing = broadcast.remove(id)
    const adding = broadcast.add(wall)
    assert.deepEqual(outputs.wanted()[1], [id, shownWall])
    await assert.rejects(broadcast.add(wall), /is given twice/)
    await show.asked(`left ${id}`)
    show.say(`left ${id}`)
    await removing
    assert.equal((await adding).id, id)
    assert.deepEqual(outputs.faults, [])
    assert.deepEqual(outputs.sent, outputs.wanted())
    // Nothing of the first one’s end took the second one’s place.
    assert.equal(outputs.isFree(wall), false)
  })
})

describe('what is asked for while an output changes', { timeout: 20_000 }, () => {
  it('holds: it is off with what it was changed to, and never begins', async () => {
    using show = gated([wall])
    const { broadcast, outputs } = show
    const changing = broadcast.change(id, { url: hall })
    await show.asked(`left ${id}`)
    const turning = broadcast.turn(id, false)
    show.say(`left ${id}`)
    assert.equal((await turning).isOn, false)
    assert.deepEqual([(await changing).isOn, (await changing).url], [false, shownHall])
    assert.deepEqual([outputs.sent, outputs.begun], [[], []])
    await broadcast.turn(id, true)
    assert.deepEqual(outputs.sent, [[id, shownHall]])
  })

  it('adds to what it changes to, and neither of two changes is lost', async () => {
    using show = gated([wall])
    const { broadcast, outputs } = show
    const first = broadcast.change(id, { url: hall })
    await show.asked(`left ${id}`)
    const second = broadcast.change(id, { preset: 'live:low' })
    show.say(`left ${id}`)
    for (const { url, preset } of await Promise.all([first, second]))
      assert.deepEqual([url, preset], [shownHall, 'live:low'])
    assert.deepEqual(outputs.sent, [[id, shownHall]])
    assert.deepEqual(outputs.faults, [])
  })

  it('holds also where what was asked for before it fails', async () => {
    using show = gated([wall])
    const { broadcast, outputs } = show
    const adding = assert.rejects(broadcast.add({ url: 'null:', size: undrawable }), /a bug in the game/)
    await show.asked('undrawable 1')
    const changing = broadcast.change('null', { size: '320x180' })
    show.say('undrawable 1')
    await adding
    assert.equal((await changing).size, '320x180')
    assert.deepEqual(outputs.sent, [
      [id, shownWall],
      ['null', 'null:'],
    ])
    assert.deepEqual(outputs.wanted(), outputs.sent)
  })

  it('is refused where it would go to a place in which another still ends, and goes on as it was', async () => {
    using show = gated([wall, hall])
    const { broadcast, outputs } = show
    const removing = broadcast.remove(id)
    await assert.rejects(broadcast.change(`${id}-2`, { url: wall }), /is given twice/)
    await show.asked(`left ${id}`)
    show.say(`left ${id}`)
    await removing
    assert.deepEqual(outputs.sent, [[`${id}-2`, shownHall]])
  })

  it('is refused where too much waits already, and its removal never is', async () => {
    using show = gated([wall])
    const { broadcast, outputs } = show
    const changes = Array.from({ length: 8 }, () =>
      assert.rejects(broadcast.change(id, { preset: 'live:low' }), removed),
    )
    await show.asked(`left ${id}`)
    await assert.rejects(broadcast.change(id, { preset: 'live' }), /has 8 changes before it/)
    const removing = broadcast.remove(id)
    show.say(`left ${id}`)
    assert.equal(await removing, true)
    await Promise.all(changes)
    assert.deepEqual([outputs.sent, outputs.begun], [[], []])
  })
})

describe('a show that ends while an output changes', { timeout: 20_000 }, () => {
  it('begins it no more, and leaves no place taken', async () => {
    using show = gated([wall, hall])
    const { broadcast, outputs } = show
    const other = 'rtmp://127.0.0.1:9/other/key'
    const changing = assert.rejects(broadcast.change(id, { url: other }), /the show has ended/)
    await show.asked(`left ${id}`)
    const removing = broadcast.remove(`${id}-2`)
    const adding = assert.rejects(broadcast.add({ url: 'null:', size: '240x160' }), /the show has ended/)
    await show.asked('opened 1')
    outputs.end()
    show.say('opened 1')
    await adding
    show.say(`left ${id}`)
    await changing
    assert.deepEqual(outputs.sent, [[`${id}-2`, shownHall]])
    await assert.rejects(broadcast.add('null:'), /the show has ended/)
    // Nobody is there any more who would say that it has ended.
    outputs[Symbol.dispose]()
    assert.equal(await removing, true)
    for (const url of [wall, hall, other]) assert.ok(outputs.isFree(url), url)
  })
})
