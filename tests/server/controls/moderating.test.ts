import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rules } from '../../../game/bundled/colour-tone/rules.ts'
import { anarchy, type Game } from '../../../game/index.ts'
import { carriedActs } from '../../../server/controls/carried-acts.ts'
import { openStage, type Stage } from '../../../server/stage.ts'
import { silentLog, stagePlan } from '../../helpers/journal.ts'
import { openedStage, say } from '../../helpers/stage.ts'

const tally = ({ chat }: Stage) => chat.tally.options.map(({ command, votes }) => `${command.label} ${votes}`)

describe('moderating', () => {
  it('sends somebody out: ballot, feed and alerts lose what they gave, and undoing it lets them in again', async () => {
    await using stage = await openedStage()
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
    await using stage = await openedStage()
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
    await using stage = await openedStage(anarchy(), { step })
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
    await using stage = await openedStage()
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
    await using stage = await openedStage(anarchy(), { forget: (_state, player) => forgotten.push(player) })
    stage.forget('local:ann')
    stage.step()
    assert.deepEqual(forgotten, ['local:ann'])
  })

  it('survives a game that fails to forget', async () => {
    const forget = () => {
      throw new Error('no memory')
    }
    await using stage = await openedStage(anarchy(), { forget })
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
    await using stage = await openedStage(anarchy(), game)
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
    await using one = await openedStage()
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
