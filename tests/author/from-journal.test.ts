import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { fromJournal } from 'chatarcade/testing'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { defineGame } from '../../game/index.ts'
import { runArcade, temporaryFolder } from '../helpers/arcade.ts'

describe('a report of a show, as a test', () => {
  const folder = temporaryFolder()
  const file = folder.file('report.jsonl')

  before(async () => {
    const flags = ['--chat', 'crowd:40', '--seed', '7', '--fast', '--frames', '900', '--set', 'window=3']
    const { code, stderr } = await runArcade([...flags, '--output', 'null:', '--journal', file])
    assert.equal(code, 0, stderr)
    return () => folder[Symbol.dispose]()
  })

  it('plays what was played, up to any tick and to the end', async () => {
    await using show = await fromJournal(file, colourTone)
    show.toTick(300)
    const { length } = show.decisions
    assert.ok(show.tick === 300 && length > 0)
    assert.ok(show.show.feed.length > 0)
    show.toEnd()
    assert.ok(show.decisions.length > length && show.end >= 899)
    assert.equal(show.differsAt, null)
    assert.notDeepEqual(show.picture({ width: 64, height: 36 }).pixel(1, 1), [0, 0, 0])
    assert.throws(() => show.toTick(300), RangeError)
    show.seconds(1)
    assert.equal(show.tick, show.end + 30)
  })

  it('tells where a mended game first differs', async () => {
    const mended = defineGame({
      ...colourTone,
      step(state, input, ctx) {
        colourTone.step(state, input, ctx)
        state.hz = 100
      },
    })
    await using show = await fromJournal(file, mended)
    show.toEnd()
    assert.equal(show.differsAt, 300)
    assert.equal(show.state.hz, 100)
  })

  it('throws what the game throws at that tick', async () => {
    const wrong = defineGame({
      ...colourTone,
      step(_state, _input, { tick }) {
        if (tick === 200) throw new RangeError('two hundred')
      },
    })
    await using show = await fromJournal(file, wrong)
    assert.throws(() => show.toEnd(), /two hundred/)
    assert.equal(show.tick, 200)
  })

  it('is refused where it is of another game, or none at all', async () => {
    await assert.rejects(fromJournal(file, defineGame({ ...colourTone, id: 'other' })), /is of colour-tone/)
    writeFileSync(folder.file('none.jsonl'), '{"tick":1}\n')
    await assert.rejects(fromJournal(folder.file('none.jsonl'), colourTone), /is no journal/)
  })
})
