import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anarchy, democracy, type Game } from '../../../game/index.ts'
import { previewFilter } from '../../../server/controls/preview.ts'
import type { StageEvent } from '../../../server/controls/stage-event.ts'
import { openedStage, say } from '../../helpers/stage.ts'

describe('who looks on', () => {
  it('is told of votes, alerts, awards and acts, after the tick in which they were', async () => {
    const award: Game['step'] = (_state, input, ctx) => {
      for (const { player, by } of input) if (player && by) ctx.award(player, by, 5)
    }
    await using stage = await openedStage(anarchy(), { step: award })
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
  it('takes an act of one’s own for no ballot, and marks the ballot that is taken back', async () => {
    const commands: Game['commands'] = { red: { help: 'go' }, enter: { help: 'be in', own: true } }
    await using stage = await openedStage(democracy({ seconds: 30 }), { commands })
    say(stage, 'ann', 'red')
    say(stage, 'ann', 'enter')
    assert.deepEqual(
      stage.recorder.of('local:ann').map(({ text, what }) => [text, what]),
      [
        ['red', 'ballot'],
        ['enter', 'answered'],
      ],
    )
    stage.withdraw('local:ann')
    stage.step()
    assert.deepEqual(
      stage.recorder.of('local:ann').map(({ text, withdrawn }) => [text, withdrawn]),
      [
        ['red', true],
        ['enter', false],
      ],
    )
  })

  it('keeps what became of each message, and finds it again', async () => {
    await using stage = await openedStage()
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
    await using stage = await openedStage(democracy({ seconds: 2 }))
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
    await using stage = await openedStage(anarchy())
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
    await using stage = await openedStage()
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
