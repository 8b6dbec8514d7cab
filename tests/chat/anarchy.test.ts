import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openChat, type Outcome } from '../../chat/index.ts'
import { maxDecisions } from '../../chat/votes/anarchy.ts'
import { anarchy } from '../../game/index.ts'
import { chatOptions } from '../helpers/chat.ts'

const open = () => openChat(chatOptions({ urls: ['local:'], input: anarchy() }))

describe('anarchy', () => {
  it('lets every command act in its tick, in the order it came, with a cleaned name', async () => {
    await using chat = await open()
    chat.local?.say({ userId: '1', user: 'al\u202eice', text: 'red' })
    chat.local?.say({ userId: '2', user: '', text: 'nonsense' })
    chat.local?.say({ userId: '2', user: '', text: '440' })
    const { decisions, inputs, result } = chat.drain(1)
    assert.deepEqual(
      decisions.map(({ by, command }) => [by, command.label]),
      [
        ['alice', 'red'],
        ['somebody', '440'],
      ],
    )
    assert.deepEqual(
      inputs.map(({ name, command }) => [name, command.label]),
      [
        ['alice', 'red'],
        ['somebody', '440'],
      ],
    )
    assert.equal(result, null)
    assert.deepEqual(chat.drain(2).decisions, [])
    assert.deepEqual(chat.tally, { mode: 'anarchy', windowTicks: 0, closesAtTick: 0, voters: 0, options: [] })
  })

  it('takes so many commands a tick, and tells the rest', async () => {
    await using chat = await open()
    const outcomes: Outcome[] = []
    for (let i = 0; i < maxDecisions + 3; i++)
      chat.local?.say({ userId: String(i), user: 'a', text: 'red', respond: (outcome) => outcomes.push(outcome) })
    assert.equal(chat.drain(1).decisions.length, maxDecisions)
    assert.deepEqual(chat.counts, { received: maxDecisions + 3, accepted: maxDecisions, rejected: { overloaded: 3 } })
    assert.equal(outcomes.filter((outcome) => outcome.accepted).length, maxDecisions)
    assert.equal(chat.drain(2).decisions.length, 0)
  })
})
