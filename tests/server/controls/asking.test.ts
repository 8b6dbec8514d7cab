import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, democracy, hasLayer } from '../../../game/index.ts'
import type { Done } from '../../../server/controls/done.ts'
import { stateHash } from '../../../server/journal/state-hash.ts'
import { openedStage } from '../../helpers/stage.ts'

/** What undoes it. */
function undoOf(done: Done): object | null {
  assert.ok(done.isDone, JSON.stringify(done))
  return done.undo
}

function refused(done: Done): string {
  assert.ok(!done.isDone)
  return `${done.code}: ${done.sentence}`
}

describe('a control', () => {
  it('does nothing before the next tick', async () => {
    await using stage = await openedStage()
    const before = stateHash(stage.match.state)
    stage.setSlate('panic')
    stage.setLayer('feed', false)
    stage.setBranding('image')
    assert.equal(stateHash(stage.match.state), before)
    stage.step()
    const { show } = stage.match.state
    assert.deepEqual([show.slate, hasLayer(show, 'feed'), show.branding], ['panic', false, 'image'])
  })

  it('tells what undoes it, also where others wait for the same tick', async () => {
    await using stage = await openedStage()
    assert.deepEqual(undoOf(stage.setSlate('panic', 'sorry')), { act: 'slate', slate: null, text: '' })
    assert.deepEqual(undoOf(stage.setSlate('break')), { act: 'slate', slate: 'panic', text: 'sorry' })
    assert.deepEqual(undoOf(stage.setLayer('feed', false)), { act: 'layer', name: 'feed', isOn: true })
    assert.deepEqual(undoOf(stage.setLayer('help', false)), { act: 'layer', name: 'help', isOn: true })
    assert.deepEqual(undoOf(stage.setMode('anarchy')), { act: 'input', input: democracy({ seconds: 10 }) })
    assert.deepEqual(undoOf(stage.setMode('lottery')), { act: 'input', input: anarchy() })
    assert.deepEqual(undoOf(stage.setFilter({ ignore: ['x'] })), { act: 'filter', ignore: [] })
    const filtered = stage.setFilter({ ignore: ['y'], blocked: ['term'] })
    assert.deepEqual(undoOf(filtered), { act: 'filter', ignore: ['x'], blocked: [] })
    assert.deepEqual(undoOf(stage.setPaused(true)), { act: 'report', condition: { isPaused: false } })
    assert.deepEqual(undoOf(stage.setPaused(false)), { act: 'report', condition: { isPaused: true } })
    assert.deepEqual(undoOf(stage.setMuted(true, 'local:')), { act: 'mute', source: 'local:', isMuted: false })
    assert.equal(undoOf(stage.announce('hello')), null)
  })

  it('puts up a line in the status, whose undo is the line before it, and leaves no trace of one that is taken away', async () => {
    await using stage = await openedStage()
    await using other = await openedStage()
    const { show } = stage.match.state
    const first = stage.setStatusLine('  Back at nine ')
    assert.deepEqual(undoOf(first), { act: 'status-line', text: '' })
    assert.deepEqual(undoOf(stage.setStatusLine('Marathon')), { act: 'status-line', text: 'Back at nine' })
    stage.step()
    assert.equal(show.statusLine, 'Marathon')
    const next = stage.setStatusLine('Day 3')
    stage.step()
    assert.equal(show.statusLine, 'Day 3')
    assert.ok(next.isDone && next.undo && first.isDone && first.undo)
    stage.perform(next.undo)
    stage.step()
    assert.equal(show.statusLine, 'Marathon')
    stage.perform(first.undo)
    stage.step()
    // Nor does one put anything up that shows as nothing.
    const unseen = stage.setStatusLine(` \u200b\u2060\u3164${'\u2800'.repeat(60)}`)
    assert.deepEqual(undoOf(unseen), { act: 'status-line', text: '' })
    stage.step()
    assert.equal(show.statusLine, undefined)
    for (let k = 0; k < 5; k++) other.step()
    assert.equal(stateHash(stage.match.state), stateHash(other.match.state), 'as in a show that never had one')
    assert.doesNotMatch(JSON.stringify(other.match.state), /statusLine/, 'nor has one a field for it')
  })

  it('lifts a ban, and puts back the one that was there with what is left of it', async () => {
    await using stage = await openedStage()
    const ban = { userId: 'local:ann', name: 'Ann' }
    const first = undoOf(stage.ban({ ...ban, seconds: 10 }))
    assert.deepEqual(first, { act: 'lift', userId: 'local:ann' })
    for (let k = 0; k < 61; k++) stage.step()
    assert.deepEqual(undoOf(stage.ban({ ...ban, seconds: null })), { act: 'ban', ...ban, seconds: 8 })
    stage.step()
    assert.deepEqual(undoOf(stage.lift(ban.userId)), { act: 'ban', ...ban, seconds: null })
  })

  it('ends a poll that was asked for just now, also before its tick', async () => {
    await using stage = await openedStage()
    const poll = { question: 'Tea?', options: ['yes', 'no'], seconds: 60 }
    assert.ok(stage.startPoll(poll).isDone)
    assert.ok(stage.endPoll().isDone)
    // Polls are known by their tick, so that no undo ends another one.
    assert.match(refused(stage.startPoll(poll)), /^busy: .*try again in a moment/)
    assert.match(refused(stage.endPoll()), /^no-poll/)
    stage.step()
    assert.equal(stage.control.poll, null)
    assert.ok(stage.startPoll(poll).isDone)
    assert.ok(stage.endPoll().isDone)
    stage.step()
    assert.match(refused(stage.endPoll()), /^no-poll/)
  })

  it('is refused with a sentence where it makes no sense', async () => {
    await using stage = await openedStage(anarchy())
    assert.match(refused(stage.skip()), /^no-vote: anarchy has no vote/)
    assert.match(refused(stage.force('gren')), /^not-a-command: .*did you mean `green`/)
    assert.match(refused(stage.endPoll()), /^no-poll/)
    assert.match(refused(stage.extend(0)), /^bad-value: seconds/)
    assert.match(refused(stage.ban({ userId: '', name: '', seconds: 5 })), /^bad-value/)
    assert.match(refused(stage.announce(' ')), /^bad-value/)
    assert.match(refused(stage.setStatusLine('x'.repeat(61))), /^bad-value: a status line has at most 60/)
    assert.match(refused(stage.perform({ act: 'status-line', text: 'x'.repeat(61) })), /^bad-value: text/)
    assert.match(refused(stage.setFilter({ blocked: ['x'] })), /two letters/)
    assert.match(refused(stage.setMode('democracy', { seconds: 0 })), /^bad-value/)
    assert.match(refused(stage.forget('local:ann')), /^not-possible/)
    assert.match(
      refused(stage.setGame({ of: 'colour-tone', tick: 1, memory: 'AAAA' })),
      /^bad-value: that is no moment/,
    )
    const other = { ...stage.takeGame(), of: 'vote-chess' }
    assert.match(refused(stage.setGame(other)), /^bad-value: that is a moment of vote-chess/)
    for (let k = 0; k < 1000; k++) stage.setLayer('feed', true)
    assert.match(refused(stage.setLayer('feed', true)), /^busy/)
  })
})
