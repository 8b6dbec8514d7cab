import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openChat, type Chat } from '../../chat/index.ts'
import { rules as race } from '../../game/bundled/marble-race/rules.ts'
import { inputFor, slider, type GameRules } from '../../game/index.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'

const usages = (chat: Chat) => chat.help.map(({ usage }) => usage)

it('the help has !abstain only while there is a vote, and !abstain in anarchy says why not', async () => {
  const input = slider({ seconds: 10, quorum: { least: 1, share: 0 } })
  await using chat = await openChat(chatOptions({ urls: ['local:'], input }))
  chat.drain(1)
  assert.ok(!usages(chat).includes('!abstain'))
  assert.ok(usages(chat).includes('anarchy democracy'))
  assert.equal(chat.help, chat.help)
  const notes: unknown[] = []
  const say = (text: string) =>
    chat.local!.say({ userId: 'ann', user: 'ann', text, respond: (each) => notes.push(each.accepted && each.note) })
  say('!abstain')
  chat.drain(2)
  assert.deepEqual(notes, ['in anarchy there is no vote'])
  say('democracy')
  chat.drain(3)
  assert.equal(chat.tally.plays, 'democracy')
  assert.ok(usages(chat).includes('!abstain'))
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
