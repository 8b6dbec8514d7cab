import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { openChat, type ChatMessage, type VoteOutcome } from '../../chat/index.ts'
import { createParser } from '../../chat/parse.ts'
import { CrowdSource } from '../../chat/sources/crowd.ts'
import type { ChatItem } from '../../chat/sources/source.ts'
import { anarchy, democracy, type CommandSpecs, type GameRules } from '../../game/index.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'

interface Crowd {
  viewers?: number
  seed?: number
  seconds?: number
  everyMs?: number
  limit?: number
  game?: Pick<GameRules, 'commands' | 'combine'>
}

/** All that happens in a crowd until `seconds`, asked for every `everyMs`. */
function follow(options: Crowd): ChatItem[] {
  const { viewers = 150, seed = 1, seconds = 60, everyMs = 33, limit = Infinity, game = colourTone } = options
  const source = new CrowdSource('crowd:test', { viewers, seed, game })
  const items: ChatItem[] = []
  for (let ms = 0; ms < seconds * 1000; ms += everyMs) items.push(...source.drain(ms, limit))
  return [...items, ...source.drain(seconds * 1000, Infinity)]
}

function listen(options: Crowd): ChatMessage[] {
  return follow(options).filter((item) => item.type === 'message')
}

function shareAccepted(messages: readonly ChatMessage[], game: Pick<GameRules, 'commands' | 'combine'>): number {
  const parse = createParser(game)
  return messages.filter(({ text }) => parse(text).accepted).length / messages.length
}

describe('a simulated crowd', () => {
  it('says the same for the same seed, however often it is asked, and something else for another', () => {
    assert.deepEqual(listen({ everyMs: 33 }), listen({ everyMs: 1000 }))
    assert.deepEqual(listen({ limit: 3 }), listen({ everyMs: 1000 }))
    assert.notDeepEqual(listen({ seed: 1 }), listen({ seed: 2 }))
  })

  it('speaks every eight seconds or so, each viewer', () => {
    for (const viewers of [1, 12, 5000]) {
      const expected = (viewers * 400) / 8
      const { length } = listen({ viewers, seconds: 400, everyMs: 1000 })
      assert.ok(Math.abs(length - expected) < 4 * Math.sqrt(expected) + 1, `${viewers} viewers said ${length} things`)
    }
  })

  it('mostly makes sense, with mistakes, chatter and hostile texts', () => {
    const messages = listen({ seconds: 200 })
    const share = shareAccepted(messages, colourTone)
    assert.ok(share > 0.7 && share < 0.9, `${share} made sense`)
    assert.ok(messages.some(({ text }) => text === '__proto__'))
  })

  it('has spammers, who say eighty times as much as others, and moderators who delete and time out', () => {
    const items = follow({ viewers: 2000, seconds: 100 })
    const said = new Map<string, number>()
    for (const item of items) if (item.type === 'message') said.set(item.userId, (said.get(item.userId) ?? 0) + 1)
    const most = [...said].sort(([, a], [, b]) => b - a).slice(0, 2)
    for (const [userId, count] of most)
      assert.ok(Number(userId.split(':')[1]) % 1000 === 0 && count > 600, `${userId} ${count}`)
    const ids = new Set(items.flatMap((item) => (item.type === 'message' ? [item.id] : [])))
    const deleted = items.filter((item) => item.type === 'message-deleted')
    assert.ok(deleted.length >= 20 && deleted.every(({ messageId }) => ids.has(messageId)))
    assert.ok(items.some((item) => item.type === 'user-timed-out' && said.has(item.userId)))
  })

  it('plays a pad by combinations, in the ways that the game allows', () => {
    const commands: CommandSpecs = { pad: { words: ['a', 'b', 'up', 'down'], help: 'press' } }
    const game = { commands, combine: { steps: 4, chord: 2, hold: true, sides: { l: 'left' } } }
    const texts = new Set(listen({ game, seconds: 200 }).map(({ text }) => text))
    for (const shape of [/^[a-z]+\+[a-z]+$/, /^[a-z]+[2-4]$/, /^[a-z]+-$/, /^l:[a-z]+$/])
      assert.ok(
        [...texts].some((text) => shape.test(text)),
        String(shape),
      )
    assert.ok(shareAccepted(listen({ game }), game) > 0.6)
  })

  it('follows the commands of whatever game is on', () => {
    const specs: CommandSpecs = {
      move: { args: z.object({ piece: z.enum(['king', 'queen']), steps: z.string().regex(/^[1-8]$/) }), help: 'move' },
      flip: { words: ['flip'], help: 'flip' },
    }
    const messages = listen({ game: { commands: specs } })
    assert.ok(shareAccepted(messages, { commands: specs }) > 0.6)
    assert.ok(messages.some(({ text }) => text.startsWith('move king')))
  })

  it('has something to say in a game without commands', () => {
    assert.ok(listen({ game: { commands: {} } }).length > 0)
  })

  it('is made of people with names and ids of their own, some of them subscribers', () => {
    const messages = listen({ viewers: 3000, seconds: 30 })
    const names = new Map(messages.map(({ userId, user }) => [userId, user]))
    assert.equal(new Set(names.values()).size, names.size)
    for (const [userId, user] of names) assert.match(`${userId} ${user}`, /^crowd:[0-9]{1,4} \w{3,25}$/)
    assert.ok(messages.some(({ badges }) => badges.includes('subscriber')))
  })

  it('makes votes with clear leaders that change', async () => {
    await using chat = await openChat(chatOptions({ urls: ['crowd:200'], input: democracy({ earlyClose: false }) }))
    const results: VoteOutcome[] = []
    for (let tick = 1; tick <= 300 * 30; tick++) results.push(...chat.drain(tick).results)
    assert.equal(results.length, 30)
    assert.ok(new Set(results.map(({ winner }) => winner?.label)).size >= 8)
    for (const { votes, voters } of results) assert.ok(voters > 80 && votes / voters > 0.15, `${votes} of ${voters}`)
  })

  it('takes the show’s seed where its URL has none', async () => {
    const hear = async (url: string, seed: number) => {
      await using chat = await openChat(chatOptions({ urls: [url], seed }))
      return [...(chat.sources[0]?.drain(5000, Infinity) ?? [])].map((item) => JSON.stringify(item).replace(url, ''))
    }
    assert.deepEqual(await hear('crowd:50', 9), await hear('crowd:50?seed=9', 1))
    assert.notDeepEqual(await hear('crowd:50', 9), await hear('crowd:50', 1))
  })

  it('types what the game’s own bot would, where it has one', async () => {
    const asked: unknown[] = []
    const bot = () => {
      asked.push(0)
      return '1234'
    }
    await using chat = await openChat(chatOptions({ urls: ['crowd:200'], game: colourTone, bot, input: anarchy() }))
    const counts = new Map<string, number>()
    for (let tick = 1; tick <= 600; tick++)
      for (const { command } of chat.drain(tick).inputs) counts.set(command.label, (counts.get(command.label) ?? 0) + 1)
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    assert.equal(most?.[0], '1234')
    assert.ok(asked.length <= 201, `asked ${asked.length} times in 20 s`)
  })
})
