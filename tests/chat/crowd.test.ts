import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { openChat, type ChatMessage, type VoteOutcome } from '../../chat/index.ts'
import { createParser } from '../../chat/parse.ts'
import { CrowdSource } from '../../chat/sources/crowd.ts'
import type { CommandSpecs } from '../../game/index.ts'
import { chatOptions, colourTone } from '../helpers/chat.ts'

/** All that a crowd says until `seconds`, asked for every `everyMs`. */
function listen(options: {
  viewers?: number
  seed?: number
  seconds?: number
  everyMs?: number
  specs?: CommandSpecs
}): ChatMessage[] {
  const { viewers = 200, seed = 1, seconds = 60, everyMs = 33, specs = colourTone.commands } = options
  const source = new CrowdSource('crowd:test', { viewers, seed, specs })
  const messages: ChatMessage[] = []
  for (let ms = 0; ms < seconds * 1000; ms += everyMs) messages.push(...source.drain(ms))
  return [...messages, ...source.drain(seconds * 1000)]
}

function shareAccepted(messages: readonly ChatMessage[], specs: CommandSpecs): number {
  const parse = createParser(specs)
  return messages.filter(({ text }) => parse(text).accepted).length / messages.length
}

describe('a simulated crowd', () => {
  it('says the same for the same seed, however often it is asked, and something else for another', () => {
    assert.deepEqual(listen({ everyMs: 33 }), listen({ everyMs: 1000 }))
    assert.notDeepEqual(listen({ seed: 1 }), listen({ seed: 2 }))
  })

  it('speaks every eight seconds or so, each viewer', () => {
    for (const viewers of [1, 12, 5000]) {
      const expected = (viewers * 400) / 8
      const { length } = listen({ viewers, seconds: 400, everyMs: 1000 })
      assert.ok(Math.abs(length - expected) < 4 * Math.sqrt(expected) + 1, `${viewers} viewers said ${length} things`)
    }
  })

  it('mostly makes sense, with mistakes, chatter and spam', () => {
    const share = shareAccepted(listen({}), colourTone.commands)
    assert.ok(share > 0.7 && share < 0.9, `${share} made sense`)
  })

  it('follows the commands of whatever game is on', () => {
    const specs: CommandSpecs = {
      move: { args: z.object({ piece: z.enum(['king', 'queen']), steps: z.string().regex(/^[1-8]$/) }), help: 'move' },
      flip: { words: ['flip'], help: 'flip' },
    }
    const messages = listen({ specs })
    assert.ok(shareAccepted(messages, specs) > 0.6)
    assert.ok(messages.some(({ text }) => text.startsWith('move king')))
  })

  it('has something to say in a game without commands', () => {
    assert.ok(listen({ specs: {} }).length > 0)
  })

  it('is made of people with names and ids of their own, some of them subscribers', () => {
    const messages = listen({ viewers: 3000, seconds: 30 })
    const names = new Map(messages.map(({ userId, user }) => [userId, user]))
    assert.equal(new Set(names.values()).size, names.size)
    for (const [userId, user] of names) assert.match(`${userId} ${user}`, /^crowd:[0-9]{1,4} \w{3,25}$/)
    assert.ok(messages.some(({ badges }) => badges.includes('subscriber')))
  })

  it('makes votes with clear leaders that change', async () => {
    await using chat = await openChat(chatOptions({ urls: ['crowd:200'] }))
    const results: VoteOutcome[] = []
    for (let tick = 1; tick <= 300 * 30; tick++) results.push(...[chat.drain(tick).result ?? []].flat())
    assert.equal(results.length, 30)
    assert.ok(new Set(results.map(({ winner }) => winner?.label)).size >= 8)
    for (const { votes, voters } of results) assert.ok(voters > 100 && votes / voters > 0.15, `${votes} of ${voters}`)
  })

  it('takes the show’s seed where its URL has none', async () => {
    const hear = async (url: string, seed: number) => {
      await using chat = await openChat(chatOptions({ urls: [url], seed }))
      return [...(chat.sources[0]?.drain(5000) ?? [])].map(({ userId, text }) => userId + text)
    }
    assert.deepEqual(await hear('crowd:50', 9), await hear('crowd:50?seed=9', 1))
    assert.notDeepEqual(await hear('crowd:50', 9), await hear('crowd:50', 1))
  })
})
