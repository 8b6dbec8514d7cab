import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openChat, type Chat, type Outcome } from '../../chat/index.ts'
import chess from '../../game/bundled/vote-chess/index.ts'
import { createMatch, inputFor, type Command, type Typist } from '../../game/index.ts'
import { judgeOf } from '../../server/judge.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'

/** Says something on the page's own chat, and drains the tick. */
function say(chat: Chat, tick: number, userId: string, text: string): Outcome {
  let outcome: Outcome | undefined
  chat.local!.say({ userId, user: userId, text, respond: (each) => (outcome = each) })
  chat.drain(tick)
  return outcome!
}

/** Vote Chess, whose judge sees the state of its match; with no limits, so that one person can say much. */
async function chessChat(mode: 'democracy' | 'teams' = 'democracy') {
  const match = createMatch(chess, 1)
  const warnings: string[] = []
  const judge = judgeOf(match as never, chess as never, (line) => warnings.push(line))!
  const input = inputFor(mode, chess.input, {}, chess.teams)
  const chat = await openChat(chatOptions({ urls: ['local:'], game: chess, judge, input }))
  return { match, chat, warnings }
}

it('one move is one option of the ballot, however it was typed', async () => {
  const { chat } = await chessChat()
  await using _ = chat
  for (const [index, text] of ['e4', 'e2e4', 'pawn to e4', 'Move E4!', 'Nf3'].entries())
    assert.ok(say(chat, index + 1, `u${index}`, text).accepted, text)
  assert.deepEqual(
    chat.tally.options.map(({ command, votes }) => [command.label, votes]),
    [
      ['e4', 4],
      ['Nf3', 1],
    ],
  )
})

it('who types what the game doesn’t allow is told why, and has no ballot', async () => {
  const { chat } = await chessChat()
  await using _ = chat
  const outcome = say(chat, 1, 'u1', 'knight d2')
  assert.deepEqual(outcome, {
    accepted: false,
    code: 'against-rules',
    sentence: '`knight d2`: White’s own pawn is on d2',
  })
  assert.equal(chat.tally.voters, 0)
  assert.equal(chat.counts.rejected['against-rules'], 1)
})

it('what was refused is shown, as other slips are', async () => {
  const { chat } = await chessChat()
  await using _ = chat
  chat.local!.say({ userId: 'u1', user: 'Ann', text: 'e5' })
  const { refusals } = chat.drain(1)
  assert.deepEqual(
    refusals.map(({ name, reason }) => [name, reason]),
    [['Ann', '“e5”: no pawn can go to e5']],
  )
})

it('the judge knows whose ballot it would be: that of the side which is named, of the own team, or of the smallest', async () => {
  const { chat, match } = await chessChat('teams')
  await using _ = chat
  assert.ok(say(chat, 1, 'ann', '!join black').accepted)
  const refused = say(chat, 2, 'ann', 'e4')
  assert.equal(refused.accepted ? '' : refused.sentence, '`e4`: White begins the game')
  assert.ok(say(chat, 3, 'bob', 'e4').accepted)
  assert.deepEqual(
    chat.tally.options.map(({ command, team }) => [command.label, team]),
    [['e4', 'white']],
  )
  assert.equal(match.state.game.phase, 'demo')
})

it('the show’s own words are no game’s to judge', async () => {
  const seen: string[] = []
  const judge = (command: Command, { player, team }: Typist) => {
    seen.push(`${command.label} ${player} ${team}`)
    return { refuse: 'never' }
  }
  await using chat = await openChat(chatOptions({ urls: ['local:'], judge }))
  assert.ok(say(chat, 1, 'u1', '!help').accepted)
  assert.ok(say(chat, 2, 'u2', '!abstain').accepted)
  assert.equal(say(chat, 3, 'u3', 'red').accepted, false)
  assert.deepEqual(seen, ['red local:u3 null'])
})

it('a label and arguments of the game’s own take the place of what was typed', async () => {
  const judge = () => ({ label: 'one', args: { hz: 100 } })
  await using chat = await openChat(chatOptions({ urls: ['local:'], judge }))
  for (const [index, text] of ['red', '440', 'blue'].entries()) say(chat, index + 1, `u${index}`, text)
  const [option] = chat.tally.options
  assert.deepEqual([chat.tally.options.length, option?.votes, option?.command.args], [1, 3, { hz: 100 }])
})

it('a judge that throws, or gives something else, refuses nothing and is told of', () => {
  for (const broken of [() => assert.fail('a slip'), () => ({}), () => ({ refuse: 7 })]) {
    const warnings: string[] = []
    const game = { ...chess, judge: broken as never }
    const judge = judgeOf(createMatch(chess, 1) as never, game as never, (line) => warnings.push(line))!
    const command = { name: 'move', word: 'move', args: {}, label: 'e4' }
    for (let i = 0; i < 4; i++) assert.equal(judge(command, { player: 'x', team: null }), null)
    assert.equal(warnings.length, 3)
    assert.match(warnings[0]!, /^judge threw/)
  }
  assert.equal(judgeOf(createMatch(chess, 1) as never, colourTone as never, assert.fail), undefined)
})
