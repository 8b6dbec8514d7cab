import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { anarchy, democracy, hasLayer, type Game, type InputSpec } from '../../game/index.ts'
import { carriedActs } from '../../server/controls/carried-acts.ts'
import type { Done } from '../../server/controls/done.ts'
import { previewFilter } from '../../server/controls/preview.ts'
import type { StageEvent } from '../../server/controls/stage-event.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { openStage, type Stage } from '../../server/stage.ts'
import { silentLog, stagePlan } from '../helpers/journal.ts'

async function open(input: InputSpec = democracy({ seconds: 10 }), game: Partial<Game> = {}): Promise<Stage> {
  const plan = stagePlan(input)
  const stage = await openStage({ ...plan, game: { ...plan.game, ...game } }, silentLog)
  stage.step()
  return stage
}

function say(stage: Stage, userId: string, text: string): void {
  stage.chat.local?.say({ userId, user: userId, text })
  stage.step()
}

/** What undoes it. */
function undoOf(done: Done): object | null {
  assert.ok(done.isDone, JSON.stringify(done))
  return done.undo
}

function refused(done: Done): string {
  assert.ok(!done.isDone)
  return `${done.code}: ${done.sentence}`
}

const tally = ({ chat }: Stage) => chat.tally.options.map(({ command, votes }) => `${command.label} ${votes}`)

describe('a control', () => {
  it('does nothing before the next tick', async () => {
    await using stage = await open()
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
    await using stage = await open()
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
    await using stage = await open()
    await using other = await open()
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
    await using stage = await open()
    const ban = { userId: 'local:ann', name: 'Ann' }
    const first = undoOf(stage.ban({ ...ban, seconds: 10 }))
    assert.deepEqual(first, { act: 'lift', userId: 'local:ann' })
    for (let k = 0; k < 61; k++) stage.step()
    assert.deepEqual(undoOf(stage.ban({ ...ban, seconds: null })), { act: 'ban', ...ban, seconds: 8 })
    stage.step()
    assert.deepEqual(undoOf(stage.lift(ban.userId)), { act: 'ban', ...ban, seconds: null })
  })

  it('is refused with a sentence where it makes no sense', async () => {
    await using stage = await open(anarchy())
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

describe('moderating', () => {
  it('sends somebody out: ballot, feed and alerts lose what they gave, and undoing it lets them in again', async () => {
    await using stage = await open()
    say(stage, 'ann', 'red')
    say(stage, 'bo', 'blue')
    for (let k = 0; k < 30; k++) stage.step()
    const { show } = stage.match.state
    assert.deepEqual(
      Array.from(show.feed, ({ name }) => name),
      ['ann', 'bo'],
    )
    const done = stage.ban({ userId: 'local:ann', name: 'ann', seconds: 60 })
    stage.step()
    assert.deepEqual(
      Array.from(show.feed, ({ name }) => name),
      ['bo'],
    )
    assert.deepEqual(tally(stage), ['blue 1'])
    assert.ok(done.isDone && done.undo)
    stage.perform(done.undo)
    for (let k = 0; k < 30; k++) stage.step()
    say(stage, 'ann', 'green')
    assert.deepEqual(tally(stage), ['blue 1', 'green 1'])
  })

  it('hides all at once by panic, and returns from it', async () => {
    await using stage = await open()
    const done = stage.setSlate('panic')
    stage.step()
    assert.equal(stage.match.state.show.slate, 'panic')
    assert.ok(done.isDone && done.undo)
    stage.perform(done.undo)
    stage.step()
    assert.equal(stage.match.state.show.slate, '')
  })

  it('has the game stand still in a pause, while the show goes on', async () => {
    const seen: number[] = []
    const step: Game['step'] = (_state, _input, { tick }) => void seen.push(tick)
    await using stage = await open(anarchy(), { step })
    stage.setPaused(true)
    for (let k = 0; k < 5; k++) stage.step()
    const { show } = stage.match.state
    assert.deepEqual([show.status, show.tick, stage.match.tick, seen], ['paused', 6, 6, [1]])
    stage.force('red')
    stage.setPaused(false)
    stage.step()
    assert.deepEqual([show.status, seen], ['live', [1, 7]])
  })

  it('asks the crowd: the question and its options in the vote’s place, question and result told', async () => {
    await using stage = await open()
    stage.startPoll({ question: 'Tea or coffee?', options: ['Tea', 'Coffee'], seconds: 5 })
    stage.step()
    const { show } = stage.match.state
    assert.deepEqual([show.mode, show.question, show.alert.text], ['poll', 'Tea or coffee?', 'Tea or coffee?'])
    assert.deepEqual(
      Array.from(show.options, ({ label }) => label),
      ['1 Tea', '2 Coffee'],
    )
    say(stage, 'ann', 'tea')
    for (let k = 0; k < 150; k++) stage.step()
    assert.deepEqual([show.mode, show.question, show.result.reason], ['democracy', '', 'Tea won with the only vote'])
    for (let k = 0; k < 150 && !show.alert.text.startsWith('Tea or coffee? T'); k++) stage.step()
    assert.equal(show.alert.text, 'Tea or coffee? Tea won with the only vote')
  })

  it('takes back what somebody did in the game, where it can', async () => {
    const forgotten: string[] = []
    await using stage = await open(anarchy(), { forget: (_state, player) => forgotten.push(player) })
    stage.forget('local:ann')
    stage.step()
    assert.deepEqual(forgotten, ['local:ann'])
  })

  it('survives a game that fails to forget', async () => {
    const forget = () => {
      throw new Error('no memory')
    }
    await using stage = await open(anarchy(), { forget })
    stage.forget('local:ann')
    assert.ok(stage.step().patch.length > 0)
  })

  it('rolls the game back to a moment that was kept, its chance and its own memory with it', async () => {
    let counter = 0
    const game: Partial<Game> = {
      save: () => ({ counter }),
      load: (_state, saved) => ({ counter } = saved as { counter: number }),
      step: (state, input, ctx) => {
        counter += ctx.random.integer(100)
        rules.step(state as never, input, ctx)
      },
    }
    await using stage = await open(anarchy(), game)
    say(stage, 'ann', 'red')
    const kept = stage.takeGame()
    const then = JSON.stringify(stage.match.state.game)
    const plays = () => {
      for (let k = 0; k < 10; k++) stage.step()
      return [counter, JSON.stringify(stage.match.state.game)]
    }
    say(stage, 'bo', '1234')
    const later = [counter, JSON.stringify(stage.match.state.game)]
    const done = stage.setGame(kept)
    stage.setPaused(true)
    stage.step()
    assert.equal(JSON.stringify(stage.match.state.game), then)
    stage.setPaused(false)
    const first = plays()
    assert.ok(done.isDone && done.undo)
    stage.perform(done.undo)
    stage.setPaused(true)
    stage.step()
    assert.deepEqual([counter, JSON.stringify(stage.match.state.game)], later)
    stage.setGame(kept)
    stage.setPaused(false)
    assert.deepEqual(plays()[0], first[0], 'the same chance again')
  })

  it('outlasts a game, as far as it is about people and words', async () => {
    await using one = await open()
    one.ban({ userId: 'local:ann', name: 'ann', seconds: 60 })
    one.ban({ userId: 'local:bo', name: 'bo', seconds: null })
    one.setFilter({ blocked: ['term'], ignore: ['cy'] })
    one.setMuted(true, 'twitch:x')
    for (let k = 0; k < 31; k++) one.step()
    await using two = await openStage({ ...stagePlan(anarchy()), lookers: one.lookers }, silentLog)
    for (const act of carriedActs(one)) two.perform(act)
    const { bans, blocked, ignore, muted } = two.control
    assert.deepEqual(
      bans.map(({ userId, untilTick }) => [userId, untilTick]),
      [
        ['local:ann', 59 * 30],
        ['local:bo', null],
      ],
    )
    say(two, 'di', 'red')
    assert.equal(one.recorder.newest, 1, 'who looks on stays')
    assert.deepEqual([blocked, ignore, muted], [['term'], ['cy'], { all: false, sources: ['twitch:x'] }])
  })
})

describe('who looks on', () => {
  it('is told of votes, alerts, awards and acts, after the tick in which they were', async () => {
    const award: Game['step'] = (_state, input, ctx) => {
      for (const { player, by } of input) if (player && by) ctx.award(player, by, 5)
    }
    await using stage = await open(anarchy(), { step: award })
    const events: StageEvent[] = []
    const stop = stage.onEvent((event) => events.push(event))
    stage.onEvent(() => {
      throw new Error('a bad listener')
    })
    say(stage, 'ann', 'red')
    assert.deepEqual(events, [], 'not within the tick')
    await Promise.resolve()
    assert.deepEqual(events.splice(0), [{ tick: 2, type: 'award', player: 'local:ann', name: 'ann', points: 5 }])
    stage.setMode('democracy', { seconds: 2 })
    stage.report({ isSlow: true })
    stage.step()
    say(stage, 'bo', 'blue')
    for (let k = 0; k < 60; k++) stage.step()
    await Promise.resolve()
    assert.deepEqual(
      events.map(({ type }) => type),
      ['act', 'alert', 'vote'],
    )
    const [, alert, vote] = events
    assert.deepEqual(alert, { tick: 3, type: 'alert', kind: 'info', name: '', text: 'new rules: the most votes win' })
    assert.deepEqual(vote, {
      ...{ tick: 63, type: 'vote', mode: 'democracy', label: 'blue', votes: 1, ofVotes: 1, voters: 1, abstained: 0 },
      ...{ team: null, why: 'plurality', reason: 'blue won with the only vote' },
    })
    stop()
    events.length = 0
    stage.setPaused(true)
    stage.step()
    await Promise.resolve()
    assert.deepEqual(events, [])
  })
})

describe('the recorder', () => {
  it('keeps what became of each message, and finds it again', async () => {
    await using stage = await open()
    for (const [who, text] of [
      ['ann', 'red'],
      ['bo', 'hello there'],
      ['ann', '!how'],
      ['cy', 'gren'],
    ] as const)
      say(stage, who, text)
    const { recorder } = stage
    assert.deepEqual(
      recorder
        .since(0)
        .map(({ number, tick, userId, text, what, label, code }) => [number, tick, userId, text, what, label ?? code]),
      [
        [1, 2, 'local:ann', 'red', 'ballot', 'red'],
        [2, 3, 'local:bo', 'hello there', 'rejected', 'unknown-command'],
        [3, 4, 'local:ann', '!how', 'answered', '!how'],
        [4, 5, 'local:cy', 'gren', 'rejected', 'unknown-command'],
      ],
    )
    assert.deepEqual(
      recorder.of('local:ann').map(({ number }) => number),
      [1, 3],
    )
    assert.deepEqual(
      recorder.find({ text: 'HELLO' }).map(({ number }) => number),
      [2],
    )
    assert.deepEqual(
      recorder.find({ what: 'rejected', userId: 'local:cy' }).map(({ number }) => number),
      [4],
    )
    assert.deepEqual(
      recorder.since(2, 1).map(({ number }) => number),
      [4],
    )
  })

  it('marks the ballots that were taken back, and no others', async () => {
    await using stage = await open(democracy({ seconds: 2 }))
    const { recorder } = stage
    say(stage, 'ann', 'red')
    for (let k = 0; k < 60; k++) stage.step()
    say(stage, 'ann', 'green')
    say(stage, 'ann', 'blue')
    say(stage, 'bo', 'red')
    say(stage, 'cy', 'red')
    stage.withdraw('local:ann')
    stage.veto('red')
    stage.step()
    const withdrawn = () => recorder.find({ what: 'withdrawn' }).map(({ userId, label }) => `${userId} ${label}`)
    assert.deepEqual(withdrawn(), ['local:ann blue', 'local:bo red', 'local:cy red'], 'what had counted stays')
    assert.deepEqual(recorder.changesSince(0).length, 3)
    const { changed } = recorder
    stage.ban({ userId: 'local:bo', name: 'bo', seconds: null })
    stage.step()
    assert.equal(withdrawn().length, 3)
    assert.deepEqual(
      recorder.changesSince(changed).map(({ userId, removed }) => [userId, removed]),
      [['local:bo', 'banned']],
    )
  })

  it('has room for five thousand, and forgets people with their messages', async () => {
    await using stage = await open(anarchy())
    for (let k = 0; k < 5100; k++) {
      stage.chat.local?.say({ userId: `u${k % 3000}`, user: 'u', text: `word ${k}` })
      if (k % 50 === 49) stage.step()
    }
    for (let k = 0; k < 5; k++) stage.step()
    const { recorder } = stage
    assert.equal(recorder.newest, 5100)
    assert.equal(recorder.find({ limit: 1 })[0]?.text, 'word 5099')
    assert.deepEqual(
      recorder.of('local:u50').map(({ text }) => text),
      ['word 3050'],
    )
    assert.deepEqual(
      recorder.of('local:u150').map(({ text }) => text),
      ['word 150', 'word 3150'],
    )
  })

  it('shows what lists would have caught, before anybody uses them', async () => {
    await using stage = await open()
    say(stage, 'ann', 'buy ｋａｐｐａ now')
    say(stage, 'bo', 'red')
    const caught = await previewFilter({ blocked: ['kappa'], ignore: ['local:bo'] }, stage.recorder.since(0))
    assert.deepEqual(
      caught.map(({ message, why }) => [message.userId, why]),
      [
        ['local:ann', 'blocked'],
        ['local:bo', 'ignored'],
      ],
    )
    await assert.rejects(previewFilter({ blocked: ['x'] }, []), RangeError)
  })
})
