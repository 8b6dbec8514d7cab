import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openChat, type Chat } from '../../chat/index.ts'
import { rules as race } from '../../game/bundled/marble-race/rules.ts'
import { helpNow, inputFor, Show, slider, type GameRules } from '../../game/index.ts'
import { quietTick, updateShow } from '../../server/show-state.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'

const usages = (chat: Chat) => chat.help.map(({ usage }) => usage)

it('!abstain in anarchy says why not, and is shown only while there is a vote; the state has it all the while', async () => {
  const input = slider({ seconds: 10, quorum: { least: 1, share: 0 } })
  await using chat = await openChat(chatOptions({ urls: ['local:'], input }))
  const shown = () => {
    const show = new Show()
    updateShow(show, quietTick, chat)
    assert.ok(show.help.some(({ usage }) => usage === '!abstain'))
    return helpNow(show).map(({ usage }) => usage)
  }
  chat.drain(1)
  assert.ok(!shown().includes('!abstain'))
  assert.ok(shown().includes('anarchy democracy'))
  const notes: unknown[] = []
  const say = (text: string) =>
    chat.local!.say({ userId: 'ann', user: 'ann', text, respond: (each) => notes.push(each.accepted && each.note) })
  say('!abstain')
  chat.drain(2)
  assert.deepEqual(notes, ['in anarchy there is no vote'])
  say('democracy')
  chat.drain(3)
  assert.equal(chat.tally.plays, 'democracy')
  assert.ok(shown().includes('!abstain'))
})

it('the help has no word of the mode that the game takes for its own', async () => {
  const open = (game: GameRules) =>
    openChat(chatOptions({ urls: ['local:'], game, input: inputFor('teams', game.input) }))
  await using racing = await open(race as GameRules)
  assert.deepEqual(
    usages(racing).filter((usage) => usage.includes('join')),
    ['join  join blue'],
  )
  await using painting = await open(colourTone)
  assert.ok(usages(painting).includes('!join red|blue'))
})
