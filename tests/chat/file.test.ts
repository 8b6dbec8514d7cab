import assert from 'node:assert/strict'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ChatError, openChat, type Chat, type ChatOptions } from '../../chat/index.ts'
import { openFile } from '../../chat/sources/file.ts'
import type { ChatSource } from '../../chat/sources/source.ts'
import { anarchy } from '../../game/index.ts'
import { chatOptions } from '../helpers/chat.ts'

/** Opens chat from a recording that holds `text`. */
async function openRecording(text: string, options: Partial<ChatOptions> = {}): Promise<Chat> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'chat-file-'))
  const path = join(folder.path, 'chat.jsonl')
  await writeFile(path, text)
  return await openChat(chatOptions({ urls: [`file:${path}`], ...options }))
}

/** The source alone, with nothing that parses or votes behind it. */
async function openSource(text: string): Promise<ChatSource> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'chat-file-'))
  const path = join(folder.path, 'chat.jsonl')
  await writeFile(path, text)
  return await openFile('file:chat.jsonl', path)
}

function line(atMs: number, text: string, userId = '42'): string {
  return JSON.stringify({ atMs, userId, user: 'alice', text, badges: ['subscriber'] })
}

/** The ticks in which each input came. */
function replay(chat: Chat, ticks: number): [tick: number, label: string][] {
  return Array.from({ length: ticks }, (_, index) => index + 1).flatMap((tick) =>
    chat.drain(tick).inputs.map(({ command }): [number, string] => [tick, command.label]),
  )
}

async function refuse(text: string, ...parts: string[]): Promise<void> {
  await assert.rejects(openRecording(text), (error) => {
    assert.ok(error instanceof ChatError && error.code === 'bad-file')
    for (const part of ['chat.jsonl', ...parts]) assert.ok(error.message.includes(part), error.message)
    return true
  })
}

describe('recorded chat', () => {
  it('enters the first tick whose time is not before the message’s', async () => {
    // Ticks at 30 a second: 33⅓, 66⅔, 100, 133⅓ …
    const times = [0, 33, 34, 66, 67, 100, 101, 133, 134]
    await using chat = await openRecording(times.map((atMs) => line(atMs, String(1000 + atMs), `u${atMs}`)).join('\n'))
    const expected = [
      [1, '1000'],
      [1, '1033'],
      [2, '1034'],
      [2, '1066'],
      [3, '1067'],
      [3, '1100'],
      [4, '1101'],
      [4, '1133'],
      [5, '1134'],
    ]
    assert.deepEqual(replay(chat, 6), expected)
    assert.equal(chat.sources[0]?.state, 'closed')
  })

  it('meets exact ticks after weeks of show', async () => {
    const tick = 30 * 86_400 * 30
    await using chat = await openRecording(
      [line((tick * 1000) / 30, 'red'), line((tick * 1000) / 30 + 1, 'blue')].join('\n'),
    )
    assert.deepEqual(chat.drain(tick - 1).inputs, [])
    assert.deepEqual(
      chat.drain(tick).inputs.map(({ command }) => command.label),
      ['red'],
    )
    assert.deepEqual(
      chat.drain(tick + 1).inputs.map(({ command }) => command.label),
      ['blue'],
    )
  })

  it('votes: the windows decide the same in every run', async () => {
    const text = [
      line(100, 'red', 'a'),
      line(200, 'blue', 'b'),
      line(9000, 'blue', 'c'),
      line(10_000, 'red', 'd'),
      line(10_001, 'green', 'd'),
    ].join('\n')
    const runs = [0, 1].map(async () => {
      await using chat = await openRecording(text)
      const ticks = Array.from({ length: 600 }, (_, index) => chat.drain(index + 1))
      return ticks.flatMap(({ results }, index) =>
        results.map(({ winner, tied, voters }) => [index + 1, winner?.label, tied, voters]),
      )
    })
    const [first, second] = await Promise.all(runs)
    assert.deepEqual(first, second)
    assert.deepEqual(
      first?.map(([tick, , tied, voters]) => [tick, tied, voters]),
      [
        [300, 2, 4],
        [600, 1, 1],
      ],
    )
    assert.equal(first?.[1]?.[1], 'green')
  })

  it('keeps names, prefixed ids and badges; blank lines, a byte-order mark and CRLF don’t matter', async () => {
    await using source = await openSource(
      `\ufeff${line(5, 'red')}\r\n\r\n  \n{"atMs":6,"userId":"7","user":"bob","text":"hi","id":"m7","login":"bob"}\r\n`,
    )
    const from = { type: 'message', source: 'file:chat.jsonl', colour: null }
    assert.deepEqual(
      [...source.drain(1000, 100)],
      [
        { ...from, id: null, userId: 'file:42', login: null, user: 'alice', text: 'red', badges: ['subscriber'] },
        { ...from, id: 'm7', userId: 'file:7', login: 'bob', user: 'bob', text: 'hi', badges: [] },
      ],
    )
  })

  it('may hold events, in their place among the messages', async () => {
    const events = [
      { type: 'message-deleted', messageId: 'm7' },
      { type: 'user-timed-out', userId: '42', seconds: 600 },
      { type: 'user-banned', userId: '42' },
      { type: 'user-left', userId: '42' },
      { type: 'chat-cleared' },
      { type: 'sub', userId: '42', user: 'alice', months: 3, tier: 1 },
      { type: 'gift', userId: '42', user: 'alice', count: 5, tier: 1 },
      { type: 'raid', userId: '42', user: 'alice', viewers: 100 },
      { type: 'cheer', userId: '42', user: 'alice', bits: 100 },
      { type: 'room-settings', slowSeconds: null, emoteOnly: true },
    ]
    const text = [line(5, 'red'), ...events.map((event) => JSON.stringify({ atMs: 5, ...event })), line(5, 'blue')]
    await using source = await openSource(text.join('\n'))
    const [first, ...rest] = [...source.drain(5, 100)]
    assert.equal(first?.type, 'message')
    assert.equal(rest.pop()?.type, 'message')
    const from = { source: 'file:chat.jsonl' }
    const expected = events.map((event) => Object.assign(event, from, 'userId' in event ? { userId: 'file:42' } : {}))
    assert.deepEqual(rest, expected)
  })

  it('gives no more at once than is asked for; the rest waits', async () => {
    await using source = await openSource([1, 2, 3, 400].map((atMs) => line(atMs, 'red')).join('\n'))
    assert.equal(source.waiting, 0)
    assert.equal([...source.drain(100, 2)].length, 2)
    assert.equal(source.waiting, 1)
    assert.equal([...source.drain(101, 2)].length, 1)
    assert.equal(source.state, 'live')
    assert.equal([...source.drain(400, 2)].length, 1)
    assert.equal(source.state, 'closed')
  })

  it('may hold any message, a 115 KB one too', async () => {
    await using chat = await openRecording(
      [line(1, 'x'.repeat(115_000)), line(2, '__proto__'), line(3, '\ud800')].join('\n'),
      { input: anarchy() },
    )
    assert.deepEqual(chat.drain(1).decisions, [])
    assert.deepEqual(chat.counts, {
      received: 3,
      accepted: 0,
      rejected: { 'too-long': 1, 'unknown-command': 1, empty: 1 },
      held: 0,
    })
  })

  it('is refused with the file’s name and the line’s number', async () => {
    await refuse(`${line(5, 'red')}\n\n${line(4, 'red')}`, 'line 3', 'falls from 5 to 4')
    await refuse(`${line(5, 'red')}\n{nonsense`, 'line 2', 'not JSON')
    await refuse('[]', 'line 1')
    await refuse('{"atMs":1.5,"userId":"1","user":"a","text":"b"}', 'line 1', 'atMs')
    await refuse('{"atMs":1,"userId":2,"user":"a","text":"b"}', 'line 1', 'userId')
    await refuse('{"atMs":1,"userId":"2","user":"a"}', 'line 1', 'text')
    await refuse('{"atMs":1,"type":"user-promoted","userId":"1"}', 'line 1', 'type')
    await refuse('{"atMs":1,"type":"cheer","userId":"1","user":"a","bits":0}', 'line 1', 'bits')
    await refuse(line(1, 'x'.repeat(2 ** 20)), 'line 1', 'characters')
  })

  it('is refused where it can’t be read', async () => {
    for (const path of ['/nowhere/chat.jsonl', tmpdir()])
      await assert.rejects(
        openChat(chatOptions({ urls: [`file:${path}`] })),
        (error) => error instanceof ChatError && error.code === 'bad-file' && error.message.includes(path),
      )
  })
})
