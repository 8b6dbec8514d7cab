import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, inputModes } from '../../../game/index.ts'
import { carriedActs } from '../../../server/controls/carried-acts.ts'
import type { Done } from '../../../server/controls/done.ts'
import { setsValue, stillStands, type DoneAct } from '../../../server/controls/stands.ts'
import { act } from '../../../server/journal/act.ts'
import { asUsual } from '../../../server/show-state.ts'
import { openStage, type Stage } from '../../../server/stage.ts'
import { silentLog, stagePlan } from '../../helpers/journal.ts'
import { openedStage } from '../../helpers/stage.ts'

/** What was done, as a store gives it back. */
function did(stage: Stage, done: Done): DoneAct {
  assert.ok(done.isDone, JSON.stringify(done))
  return { act: act.parse(JSON.parse(JSON.stringify(done.act))), tick: stage.match.tick, atMs: 0 }
}

function stands(stage: Stage, deed: DoneAct, nowMs = 0): boolean {
  const { control: chat, match } = stage
  const condition = { ...asUsual, isPaused: chat.isPaused }
  return stillStands(deed, stage.waiting(), { show: match.state.show, chat, condition, game: () => null }, nowMs)
}

const ann = { userId: 'local:ann', name: 'Ann' }

/** What somebody sets, and what somebody else sets in its place. */
const pairs: readonly (readonly [one: (stage: Stage) => Done, other: (stage: Stage) => Done])[] = [
  [(stage) => stage.setSlate('break', `sorry\ud800${'x'.repeat(300)}`), (stage) => stage.setSlate('break', 'soon')],
  [(stage) => stage.setSlate(null, 'for nobody'), (stage) => stage.setSlate('panic')],
  [(stage) => stage.setLayer('feed', false), (stage) => stage.setLayer('feed', true)],
  [(stage) => stage.setBranding('a'), (stage) => stage.setBranding('b')],
  [(stage) => stage.setBackdrop('a'), (stage) => stage.setBackdrop('')],
  [(stage) => stage.setStatusLine(' A\ud800 '), (stage) => stage.setStatusLine('B')],
  [(stage) => stage.setFilter({ ignore: ['x'] }), (stage) => stage.setFilter({ ignore: ['x', 'y'] })],
  [(stage) => stage.setMuted(true), (stage) => stage.setMuted(false)],
  [(stage) => stage.setMuted(true, 'local:'), (stage) => stage.setMuted(false, 'local:')],
  [(stage) => stage.ban({ ...ann, seconds: 600 }), (stage) => stage.ban({ ...ann, seconds: null })],
  [(stage) => stage.ban({ ...ann, seconds: null }), (stage) => stage.ban({ ...ann, seconds: 600 })],
  [(stage) => stage.ban({ ...ann, seconds: 600 }), (stage) => stage.ban({ ...ann, seconds: 700 })],
  [(stage) => stage.ban({ ...ann, seconds: 600 }), (stage) => stage.lift(ann.userId)],
  [(stage) => stage.lift(ann.userId), (stage) => stage.ban({ ...ann, seconds: 5 })],
]

describe('what an act has set', () => {
  it('stands until somebody sets something else, also while either waits for its tick', async () => {
    for (const [one, other] of pairs) {
      await using stage = await openedStage()
      const deed = did(stage, one(stage))
      assert.ok(stands(stage, deed), `waiting: ${JSON.stringify(deed.act)}`)
      for (let k = 0; k < 3; k++) stage.step()
      assert.ok(stands(stage, deed), `done: ${JSON.stringify(deed.act)}`)
      const last = did(stage, other(stage))
      assert.deepEqual([stands(stage, deed), stands(stage, last)], [false, true], JSON.stringify(last.act))
      stage.step()
      assert.deepEqual([stands(stage, deed), stands(stage, last)], [false, true], JSON.stringify(last.act))
    }
  })

  it('stands in every mode, as a store gives it back', async () => {
    await using stage = await openedStage()
    for (const mode of inputModes) {
      const deed = did(stage, stage.setMode(mode, { seconds: 20 }))
      stage.step()
      assert.ok(stands(stage, deed), mode)
      const other = did(stage, stage.setInput(anarchy()))
      stage.step()
      assert.deepEqual([stands(stage, deed), stands(stage, other)], [mode === 'anarchy', true], mode)
    }
  })

  it('stands where only other things were set', async () => {
    await using stage = await openedStage()
    const filter = did(stage, stage.setFilter({ blocked: ['term'] }))
    const ban = did(stage, stage.ban({ ...ann, seconds: 600 }))
    stage.setFilter({ ignore: ['x'] })
    stage.ban({ userId: 'local:bob', name: 'Bob', seconds: null })
    stage.step()
    assert.ok(stands(stage, filter) && stands(stage, ban))
  })

  it('stands where what came after it was undone: the ban that is there again has the same end', async () => {
    await using stage = await openedStage()
    const first = did(stage, stage.ban({ ...ann, seconds: 600 }))
    for (let k = 0; k < 45; k++) stage.step()
    const second = stage.ban({ ...ann, seconds: null })
    stage.step()
    assert.ok(second.isDone && second.undo)
    stage.perform(second.undo)
    stage.step()
    assert.ok(stands(stage, first))
  })

  it('is known in the next game by the clock on the wall', async () => {
    await using before = await openedStage()
    const deed = did(before, before.ban({ ...ann, seconds: 600 }))
    for (let k = 0; k < 95; k++) before.step()
    const playedMs = ((before.match.tick - deed.tick) / before.match.state.show.tickRate) * 1000
    await using stage = await openStage(stagePlan(anarchy()), silentLog)
    stage.carry(carriedActs(before))
    stage.step()
    assert.deepEqual(
      [0, 60_000, -60_000].map((ms) => stands(stage, deed, playedMs + ms)),
      [true, false, false],
    )
    // Of the same end, and not the one that was taken over.
    stage.ban({ ...ann, seconds: 600 - Math.round(playedMs / 1000) })
    stage.step()
    assert.equal(stands(stage, deed, playedMs), false)
  })

  it('is over with the time of a ban, which nobody has set', async () => {
    await using stage = await openedStage()
    const deed: DoneAct = { act: { act: 'ban', ...ann, seconds: 60 }, tick: 1, atMs: 0 }
    assert.deepEqual([stands(stage, deed, 30_000), stands(stage, deed, 61_000)], [false, true])
  })

  it('is compared where there is something to compare it with', async () => {
    await using stage = await openedStage()
    assert.ok(!setsValue({ act: 'poll', poll: null }))
    assert.ok(!setsValue({ act: 'game', game: stage.takeGame() }))
    assert.ok(setsValue({ act: 'lift', userId: 'local:ann' }))
  })
})
