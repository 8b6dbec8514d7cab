import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createGuard, createMatch, type Game, type StepContext } from '../../game/index.ts'
import colourTone from '../../game/bundled/colour-tone/index.ts'

const matchOf = (step: (ctx: StepContext) => void) =>
  createMatch({ ...colourTone, step: (_state, _input, ctx) => step(ctx) } as Game, 1)

describe('what a game tells everybody', () => {
  it('is there after its step, and gone after the next', () => {
    const match = matchOf(({ tick, alert }) => tick === 1 && alert('warning', 'a minute is left'))
    assert.deepEqual(match.alerts, [])
    match.step([])
    assert.deepEqual(match.alerts, [{ kind: 'warning', text: 'a minute is left' }])
    match.step([])
    assert.deepEqual(match.alerts, [])
  })

  it('is four alerts a tick at most, of a kind that is the game’s to tell, and text', () => {
    const match = matchOf(({ alert }) => {
      alert('info', 7 as unknown as string)
      alert('raid' as 'info', 'no raid')
      for (let i = 0; i < 100; i++) alert('success', `${i}`)
    })
    match.step([])
    assert.deepEqual(
      match.alerts.map(({ kind, text }) => `${kind} ${text}`),
      ['info no raid', 'success 0', 'success 1', 'success 2'],
    )
  })
})

describe('a part of a game that throws', () => {
  it('is told of ever more seldom, whatever it throws', () => {
    const lines: string[] = []
    const guard = createGuard('draw', (line) => lines.push(line))
    assert.equal(
      guard(() => {}),
      true,
    )
    for (const thrown of [new Error('boom'), 'text', Object.create(null), null, undefined])
      assert.equal(
        guard(() => {
          throw thrown
        }),
        false,
      )
    assert.deepEqual(lines, [
      'draw threw (1 times so far) Error: boom',
      'draw threw (2 times so far) text',
      'draw threw (4 times so far) something that is no error',
    ])
  })
})
